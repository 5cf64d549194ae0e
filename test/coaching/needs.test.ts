import {expect, test} from 'vitest';
import type {Coaching} from '../../source/coaching/session.ts';
import {safeText} from '../../source/safe-text.ts';
import {practice} from '../support/practice.ts';
import {after, coaching, onFirstStep, screenOf} from '../support/sessions.ts';

const key = 'ops-no-runbooks';
const type = (text: string) => ({event: 'type', edit: {edit: 'insert', text}}) as const;
const asking = async (): Promise<Coaching> => coaching(after(await onFirstStep(), {event: 'check', key}, {event: 'plan', key}));

test('what only a person can say is asked before the files are prepared, and goes into them', async () => {
	const first = await asking();
	expect(first.here).toMatchObject({screen: 'form', form: 'needs', part: 0});
	const said = coaching(after(first, type('Ada'), {event: 'submit'}, type('https://shop.test'), {event: 'submit'}));
	expect(said.known.doing).toEqual({
		doing: 'plan',
		key,
		template: 'runbooks',
		answers: {owner: 'Ada', site: 'https://shop.test'},
	});
});

test('each may be left unsaid', async () => {
	const said = coaching(after(await asking(), {event: 'submit'}, {event: 'submit'}));
	expect(said.known.doing).toMatchObject({doing: 'plan', answers: {}});
});

test('a template that needs nothing is prepared at once', async () => {
	const planned = coaching(after(await onFirstStep(), {event: 'check', key: 'ops-no-ci'}, {event: 'plan', key: 'ops-no-ci'}));
	expect(planned.known.doing).toMatchObject({doing: 'plan', template: 'ci-workflow', answers: {}});
});

test('what was refused comes back to what was typed, and what was written does not', async () => {
	const asked = practice();
	const typed = after(await asking(), type('Ada'), {event: 'submit'}, type('shop'), {event: 'submit'});
	const problem = {what: safeText('That is no address.'), next: safeText('Give one.')};
	const refused = after(typed, {event: 'planned', result: {ok: false, problem}});
	expect(screenOf(refused)).toBe('failed');
	const again = coaching(after(refused, {event: 'back'}));
	expect(again.here).toMatchObject({screen: 'form', part: 1});
	expect(Object.values(again.known.drafts).map(({text}) => text)).toEqual(['Ada', 'shop']);

	const plan = await asked.work.plan('runbooks', {});
	const look = await asked.work.look({}, () => {}, new AbortController().signal);
	const written = after(
		typed,
		{event: 'planned', result: plan},
		{event: 'write'},
		{event: 'wrote', result: {ok: true, value: []}},
		{event: 'looked', result: look},
	);
	expect(screenOf(written)).toBe('written');
	expect(coaching(written).trail.map(({screen}) => screen)).not.toContain('form');
});
