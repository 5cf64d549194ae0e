import {expect, test} from 'vitest';
import {backInWords, owedIn} from '../../source/coaching/after-writing.ts';
import type {Coaching} from '../../source/coaching/session.ts';
import {safeText} from '../../source/safe-text.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {type Asked, practice} from '../support/practice.ts';
import {after, coaching, onFirstStep, screenOf} from '../support/sessions.ts';

const lookNow = (asked: Asked) => asked.work.look({}, () => {}, new AbortController().signal);

/** The screen that follows a write, reached through the card of the check. */
async function written(asked: Asked, template = 'ci-workflow', key = 'ops-no-ci'): Promise<Coaching> {
	const planned = await asked.work.plan(template, {});
	if (!planned.ok) throw new Error('no plan');
	return coaching(
		after(
			await onFirstStep(),
			{event: 'check', key},
			{event: 'plan', key},
			...(template === 'runbooks' ? [{event: 'submit'} as const, {event: 'submit'} as const] : []),
			{event: 'planned', result: planned},
			{event: 'write'},
			{event: 'wrote', result: await asked.work.write(planned.value, [])},
			{event: 'looked', result: await lookNow(asked)},
		),
	);
}

test('what was written is behind the person once they go on: no way back shows it again', async () => {
	const on = coaching(after(await written(practice()), {event: 'steps'}));
	const shown = [on, after(on, {event: 'back'}), after(on, {event: 'back'}, {event: 'back'})].map(screenOf);
	expect(shown).not.toContain('written');
	expect(on.trail.map(({screen}) => screen)).not.toContain('plan');
	expect(after(on, {event: 'question', key: 'dat-restore-untested'}, {event: 'back'}, {event: 'back'}).phase).toBe('coaching');
});

test('help on a plan comes back to the plan', async () => {
	const result = await practice().work.plan('ci-workflow', {});
	const plan = after(await onFirstStep(), {event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result});
	expect(screenOf(after(plan, {event: 'help'}, {event: 'back'}))).toBe('plan');
});

test('taking back says what was taken back, goes to the step it belongs to, and the reminder waits', async () => {
	const asked = practice();
	const noting = coaching(after(await written(asked), {event: 'remember-not-live'}));
	if (noting.known.doing?.doing !== 'remember') throw new Error('nothing is saved');
	const {decision, given} = noting.known.doing;
	const noted = after(noting, {event: 'remembered', result: await asked.work.remember(decision, given)});
	const undoing = after(noted, {event: 'undo'});
	const undone = after(undoing, {event: 'undone', result: await asked.work.undo()}, {event: 'looked', result: await lookNow(asked)});
	const session = coaching(undone);
	expect(session.here).toMatchObject({screen: 'step', key: 'ops-no-ci'});
	expect(session.known.notice?.text).toBe(
		'Taken back: .github/workflows/ci.yml and README.md. Open again: Nothing checks a change before it goes live. Your note that it is not live yet waits until it is closed again.',
	);
	expect(session.known.written).toEqual([]);
	expect(after(session, {event: 'live'}).known.notice?.text).toBe('Nothing waits to go live.');
});

test('away from the screen of the write, u asks once more before it takes anything back', async () => {
	const asked = practice();
	const on = coaching(after(await written(asked), {event: 'steps'}));
	const once = coaching(after(on, {event: 'undo'}));
	expect(once.known.doing).toBeUndefined();
	expect(once.known.notice?.text).toBe('u once more takes back what was written last: .github/workflows/ci.yml and README.md.');
	expect(after(once, {event: 'everything'}, {event: 'undo'}).known.doing).toBeUndefined();
	expect(after(once, {event: 'undo'}).known.doing).toEqual({doing: 'undo', key: 'ops-no-ci'});
});

test('where nothing was written there is nothing to take back', async () => {
	const session = after(await onFirstStep(), {event: 'undo'}, {event: 'undo'});
	expect(session.known.doing).toBeUndefined();
});

test('what only prepares says what is owed before it closes, and is not the next step as well', async () => {
	const asked = practice();
	const planned = await asked.work.plan('runbooks', {});
	if (!planned.ok) throw new Error('no plan');
	const plan = {...planned.value, closes: []};
	const session = after(
		await onFirstStep(),
		{event: 'plan', key: 'ops-no-runbooks'},
		{event: 'submit'},
		{event: 'submit'},
		{event: 'planned', result: {ok: true, value: plan}},
		{event: 'write'},
		{event: 'wrote', result: await asked.work.write(plan, [])},
		{event: 'looked', result: await lookNow(asked)},
	);
	expect(coaching(session).here).toMatchObject({
		screen: 'written',
		change: {closed: [], summary: 'Written. It closes when this is done: a name for who answers at night.'},
	});
	expect(menuOf(session).map(({label}) => label)).toContain('Show me how to do the rest by hand');
	const on = coaching(after(session, {event: 'steps'}));
	expect(on.here).toMatchObject({screen: 'step'});
	expect(Object.keys(on.known.notNow)).toEqual(['ops-no-runbooks']);
});

test('a look that finds nothing different says so', async () => {
	const asked = practice();
	const again = after(await onFirstStep(), {event: 'look-again'}, {event: 'looked', result: await lookNow(asked)});
	expect(again.known.notice?.text).toBe('Looked again. Nothing has changed.');
});

test('a write that an earlier, cut-off one refuses leads out: what that one changed can be put back', async () => {
	const asked = practice();
	const first = await onFirstStep();
	const problem = {what: safeText('A write was cut off.'), next: safeText('Recover it first.')};
	const left = {...first, known: {...first.known, cutOff: [safeText('docs/site-down.md')]}};
	const failed = after(left, {event: 'broke', problem});
	expect(menuOf(failed).map(({event}) => event)).toContainEqual({event: 'put-back'});
	const recovering = after(failed, {event: 'put-back'});
	expect(recovering.known.doing).toEqual({doing: 'recover'});
	const done = after(recovering, {event: 'recovered', result: await asked.work.recover()}, {event: 'looked', result: await lookNow(asked)});
	expect(screenOf(done)).toBe('step');
	expect(done.known.notice?.text).toBe('Put back as before: docs/site-down.md. Looked again. Nothing has changed.');
	expect(done.known.cutOff).toEqual([]);
});

test('what was kept is not counted as taken back, and the reason is said once', () => {
	const names = (paths: readonly string[]) => paths.map(path => safeText(path));
	const because = safeText('it was edited since; take the lines out by hand or with git');
	const kept = names(['docs/site-down.md', 'docs/on-call.md']).map(path => ({path, because}));
	expect(backInWords({taken: names(['a', 'b', 'c']), kept: kept.slice(0, 1)})).toBe(
		'Taken back: 3 files (a and others). Kept as it is, because it was edited since: docs/site-down.md.',
	);
	expect(backInWords({taken: [], kept})).toBe(
		'There was nothing to take back. Kept as it is, because it was edited since: docs/site-down.md and docs/on-call.md.',
	);
});

test('the reminder names everything that is owed until it is live', async () => {
	const session = await written(practice());
	if (session.here.screen !== 'written') throw new Error('nothing was written');
	const plan = {...session.here.plan, after: ['Push the branch.', 'Protect main.']};
	const noting = coaching(after({...session, here: {...session.here, plan}}, {event: 'remember-not-live'}));
	expect(noting.known.doing).toMatchObject({doing: 'remember', decision: {until: 'Push the branch; Protect main'}});
	expect(owedIn('Push the branch; Protect main: it may wait; ask first')).toEqual([
		'Push the branch',
		'Protect main: it may wait; ask first',
	]);
});

test('what is closed because a write was taken back was closed by nobody', async () => {
	const asked = practice();
	const first = await onFirstStep();
	const planned = await asked.work.plan('ci-workflow', {});
	if (!planned.ok) throw new Error('no plan');
	await asked.work.write(planned.value, []);
	const result = await lookNow(asked);
	const back = {taken: [], kept: []};
	const settledAfter = (doing: Coaching['known']['doing']): readonly string[] =>
		coaching(after({...first, known: {...first.known, doing}}, {event: 'looked', result})).known.settled;
	expect(settledAfter({doing: 'look', context: {}})).toContain('ops-no-ci');
	expect(settledAfter({doing: 'look-after-undo', context: {}, key: undefined, back})).toEqual([]);
});
