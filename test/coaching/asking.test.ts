import {expect, test} from 'vitest';
import {practiceLook} from '../support/practice.ts';
import {after, coaching, onFirstStep} from '../support/sessions.ts';

test('asked again, the answer that was given before is the one that is chosen', async () => {
	const first = await onFirstStep();
	const said = {...first, known: {...first.known, context: {users: 'customers', hours: 4} as const}};
	const users = coaching(after(said, {event: 'ask-context'}));
	expect(users.here).toMatchObject({screen: 'asking', question: 'users', at: 2});
	const stakes = coaching(after(users, {event: 'say', question: 'users', context: {users: 'public'}}));
	expect(stakes.here).toMatchObject({question: 'stakes', at: 0});
	expect(coaching(after(stakes, {event: 'say', question: 'stakes', context: {}})).here).toMatchObject({question: 'hours', at: 2});
});

test('the effect of several answers is said in all, not one by one', async () => {
	const first = await onFirstStep();
	const context = {users: 'public', stakes: 'money'} as const;
	const asked = after(
		first,
		{event: 'ask-context'},
		{event: 'say', question: 'users', context: {users: 'public'}},
		{event: 'assessed', context: {users: 'public'}, result: {ok: true, value: await practiceLook({users: 'public'})}},
		{event: 'say', question: 'stakes', context: {stakes: 'money'}},
		{event: 'assessed', context, result: {ok: true, value: await practiceLook(context)}},
	);
	expect(asked.known.notice?.text).toBe('2 checks weigh more now.');
});
