import {expect, test} from 'vitest';
import {timeEffect} from '../../source/coaching/arriving.ts';
import {begin} from '../../source/coaching/beginning.ts';
import {next} from '../../source/coaching/next.ts';
import type {Coaching} from '../../source/coaching/session.ts';
import {settledOf} from '../../source/coaching/settled.ts';
import {keyOfStanding, standingsOf} from '../../source/coaching/standings.ts';
import {safeText} from '../../source/safe-text.ts';
import {practice, practiceLook, today} from '../support/practice.ts';
import {after, atTheStart, coaching, looked, onFirstStep, screenOf} from '../support/sessions.ts';

const problem = {what: safeText('It cannot be read.'), next: safeText('Check the permissions.')};

test('looking starts at once, behind the first question', () => {
	const session = atTheStart();
	expect(session.here.screen).toBe('welcome');
	expect(session.known.doing?.doing).toBe('look');
});

test('someone who answers faster than the look waits, and goes on by themselves when it is there', async () => {
	const waiting = after(
		atTheStart(),
		{event: 'goal', goal: 'launch'},
		{event: 'say', question: 'users', context: {users: 'customers'}},
		{event: 'say', question: 'stakes', context: {}},
		{event: 'say', question: 'hours', context: {hours: 2}},
	);
	expect(screenOf(waiting)).toBe('looking');
	const weighing = after(waiting, await looked());
	expect(weighing.known.doing).toEqual({doing: 'assess', context: {users: 'customers', hours: 2}});
	const there = after(weighing, {
		event: 'assessed',
		context: {users: 'customers', hours: 2},
		result: {ok: true, value: await practiceLook({users: 'customers'})},
	});
	expect(screenOf(there)).toBe('step');
	expect(there.known.notice?.text).toContain('2 checks weigh more now.');
	expect(there.known.notice?.text).toMatch(/steps? fits?, about/u);
});

test.each([
	['launch', 'asking'],
	['know', 'about'],
	['everything', 'everything'],
	['exercise', 'step'],
] as const)('someone who came for "%s" sees %s next', async (goal, screen) => {
	expect(screenOf(after(atTheStart(), await looked(), {event: 'goal', goal}))).toBe(screen);
});

test('an exercise is one gap, the smallest', async () => {
	const session = coaching(after(atTheStart(), await looked(), {event: 'goal', goal: 'exercise'}));
	expect(session.chosen).toHaveLength(1);
});

test("don't know takes an earlier answer back", async () => {
	const said = after(
		atTheStart(),
		{event: 'goal', goal: 'launch'},
		{event: 'say', question: 'users', context: {users: 'me'}},
		{event: 'back'},
		{event: 'say', question: 'users', context: {}},
	);
	expect(said.known.context).toEqual({});
});

test('a look that fails says what to do, and looking again works', async () => {
	const failed = after(atTheStart(), {event: 'looked', result: {ok: false, problem}});
	expect(screenOf(failed)).toBe('failed');
	const again = after(failed, {event: 'look-again'});
	expect(again.known.doing?.doing).toBe('look');
	expect(screenOf(after(again, await looked(), {event: 'goal', goal: 'everything'}))).not.toBe('failed');
});

test('an empty repository is said to be empty', async () => {
	expect(
		screenOf(
			after(
				atTheStart(),
				await looked({}, {empty: true}),
				{event: 'goal', goal: 'launch'},
				{event: 'say', question: 'users', context: {}},
				{event: 'say', question: 'stakes', context: {}},
				{event: 'say', question: 'hours', context: {}},
			),
		),
	).toBe('nothing');
});

test('esc goes back through every screen, and nothing typed is lost', async () => {
	const first = await onFirstStep();
	const typing = after(
		first,
		{event: 'everything'},
		{event: 'category', category: 'security-hardening'},
		{event: 'open'},
		{event: 'form', key: 'sec-secret-in-repo', form: 'accept'},
		{event: 'submit'},
		{event: 'type', edit: {edit: 'insert', text: 'because'}},
	);
	const back = after(typing, {event: 'back'}, {event: 'back'});
	expect(screenOf(back)).toBe('check');
	const again = coaching(after(back, {event: 'form', key: 'sec-secret-in-repo', form: 'accept'}, {event: 'submit'}));
	expect(again.known.drafts['sec-secret-in-repo/accept/reason']?.text).toBe('because');
	const home = after(again, ...Array.from({length: 5}, () => ({event: 'back'}) as const));
	expect(screenOf(home)).toBe('step');
});

test('not now leaves it open, puts the next step in front, and is remembered for today', async () => {
	const first = await onFirstStep();
	const put = coaching(next(first, {event: 'not-now'}));
	expect(put.here).not.toEqual(first.here);
	expect(Object.values(put.known.notNow)).toEqual([today]);
	expect(put.known.notice?.text).toBe('It stays open, and is not asked again today.');
});

test('when all steps are put off, the wrap-up comes', async () => {
	const first = await onFirstStep();
	const all = after(first, ...first.chosen.map(() => ({event: 'not-now'}) as const));
	expect(screenOf(all)).toBe('wrap-up');
	expect(after(all, {event: 'take-up'})).toMatchObject({here: first.here, known: {notNow: {}}});
});

test('a plan is shown, a file left out, written, looked at again, and the fact is said', async () => {
	const {work} = practice();
	const planned = await work.plan('ci-workflow', {});
	const first = coaching(after(await onFirstStep(), {event: 'check', key: 'ops-no-ci'}, {event: 'plan', key: 'ops-no-ci'}));
	const shown = coaching(after(first, {event: 'planned', result: planned}, {event: 'move', by: 1}, {event: 'leave-out'}, {event: 'write'}));
	if (!planned.ok) throw new Error('no plan');
	expect(shown.known.doing).toEqual({doing: 'write', key: 'ops-no-ci', plan: planned.value, leftOut: ['README.md']});
	const wrote = after(shown, {event: 'wrote', result: await work.write(planned.value, ['README.md'])});
	expect(wrote.known.doing?.doing).toBe('look-after-write');
	const written = coaching(after(wrote, {event: 'looked', result: await work.look({}, () => {}, new AbortController().signal)}));
	expect(written.here.screen).toBe('written');
	expect(written.here.screen === 'written' && written.here.change.summary).toMatch(
		/^Closed: Every change is checked before it goes live\..* Next: /u,
	);
	expect(settledOf(written).closed).toEqual(['Every change is checked before it goes live']);
});

test('a file that stays as it is cannot be left out, and a plan with nothing to write writes nothing', async () => {
	const planned = await practice().work.plan('ci-workflow', {});
	const shown = after(await onFirstStep(), {event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result: planned});
	expect(after(shown, {event: 'move', by: 2}, {event: 'leave-out'}).known.notice?.text).toContain('stays as it is');
	const none = after(shown, {event: 'leave-out'}, {event: 'move', by: 1}, {event: 'leave-out'}, {event: 'write'});
	expect(none.known.doing).toBeUndefined();
	expect(none.known.notice?.tone).toBe('warn');
});

test('a bare yes is noted and not called proof', async () => {
	const asked = practice();
	const saving = coaching(
		after(
			await onFirstStep(),
			{event: 'question', key: 'dat-restore-untested'},
			{event: 'form', key: 'dat-restore-untested', form: 'bare'},
			{event: 'type', edit: {edit: 'insert', text: 'a cron job'}},
			{event: 'submit'},
		),
	);
	if (saving.known.doing?.doing !== 'remember') throw new Error('nothing is saved');
	const {decision, given} = saving.known.doing;
	expect(decision).toMatchObject({kind: 'answer', says: 'yes', note: 'a cron job'});
	const saved = coaching(after(saving, {event: 'remembered', result: await asked.work.remember(decision, given)}));
	expect(saved.known.notice?.text).toContain('Noted. Nothing here proves it yet.');
	expect(saved.known.notice?.text).toContain('the folder .shipworthy/ was made for it');
	expect(saved.here.screen).toBe('step');
});

test('a form says what is wrong with what was typed and keeps it', async () => {
	const key = 'dat-restore-untested';
	const form = after(
		await onFirstStep(),
		{event: 'form', key, form: 'accept'},
		{event: 'submit'},
		{event: 'type', edit: {edit: 'insert', text: 'small'}},
		{event: 'submit'},
		{event: 'type', edit: {edit: 'end'}},
		{event: 'type', edit: {edit: 'clear'}},
		{event: 'type', edit: {edit: 'insert', text: '2020-01-01'}},
		{event: 'submit'},
	);
	expect(form.known.notice).toEqual({text: 'That day is over. Give a day after today.', tone: 'warn'});
	expect(form.known.doing).toBeUndefined();
});

test('an accepted risk has an owner, a reason and a day', async () => {
	const key = 'sec-secret-in-repo';
	const saving = after(
		await onFirstStep(),
		{event: 'form', key, form: 'accept'},
		{event: 'submit'},
		{event: 'type', edit: {edit: 'insert', text: 'revoked today'}},
		{event: 'submit'},
		{event: 'submit'},
	);
	expect(saving.known.doing).toMatchObject({
		doing: 'remember',
		decision: {kind: 'accepted', check: key, owner: 'Ada', reason: 'revoked today', until: '2026-04-30'},
	});
});

test('the name that signs is asked once when nobody knows it', async () => {
	const key = 'dat-restore-untested';
	const unnamed = coaching(after(await onFirstStep({}, ''), {event: 'form', key, form: 'no'}, {event: 'submit'}));
	expect(unnamed.here).toMatchObject({screen: 'form', form: 'no', part: 1});
	const saving = after(unnamed, {event: 'type', edit: {edit: 'insert', text: 'Grace'}}, {event: 'submit'});
	expect(saving.known.doing).toMatchObject({decision: {says: 'no', by: 'Grace'}});
	expect(saving.known.by).toBe('Grace');
});

test('someone else knows: it is put off for today and asked of them in the wrap-up', async () => {
	const asked = practice();
	const first = await onFirstStep();
	const key = 'dat-restore-untested';
	const saving = after(
		first,
		{event: 'form', key, form: 'someone'},
		{event: 'type', edit: {edit: 'insert', text: 'Linus'}},
		{event: 'submit'},
	);
	if (saving.phase !== 'coaching' || saving.known.doing?.doing !== 'remember') throw new Error('nothing is saved');
	const saved = after(saving, {
		event: 'remembered',
		result: await asked.work.remember(saving.known.doing.decision, saving.known.doing.given),
	});
	expect(saved.known.notNow).toHaveProperty(key);
	expect(saved.known.notice?.text).toContain('Linus');
});

test('a problem while saving keeps the form and what was typed', async () => {
	const saving = after(
		await onFirstStep(),
		{event: 'form', key: 'dat-restore-untested', form: 'path'},
		{event: 'type', edit: {edit: 'insert', text: 'missing.md'}},
		{event: 'submit'},
	);
	const failed = coaching(after(saving, {event: 'remembered', result: {ok: false, problem}}));
	expect(failed.here.screen).toBe('form');
	expect(failed.known.drafts['dat-restore-untested/path/path']?.text).toBe('missing.md');
	expect(failed.known.notice?.tone).toBe('warn');
});

test('coming back opens on what changed since', async () => {
	const look = await practiceLook();
	const since = {
		on: '2026-03-01',
		goal: 'launch',
		context: {hours: 2},
		level: 'Prototype',
		open: ['ops-no-ci', 'sec-no-security-headers'],
		notNow: {'ops-no-ci': today, 'obs-no-alerts': '2026-03-30'},
	} as const;
	const session = coaching(after(atTheStart({since}), {event: 'looked', result: {ok: true, value: look}}));
	expect(session.here.screen).toBe('resume');
	expect(Object.keys(session.known.notNow)).toEqual(['ops-no-ci']);
	expect(screenOf(after(session, {event: 'steps'}))).toBe('step');
});

test('leaving hands over what to remember and two lines for the terminal', async () => {
	const left = after(await onFirstStep(), {event: 'quit'}, {event: 'quit'});
	if (left.phase !== 'left') throw new Error('still here');
	expect(left.code).toBe(0);
	expect(left.words[0]).toMatch(/^shop: \d+ blockers?\. Level: Prototype\./u);
	expect(left.words[1]).toContain('Next: ');
	const open = standingsOf((await practiceLook()).assessment).filter(({outcome}) => outcome === 'gap');
	expect(left.visit?.open).toEqual(open.map(keyOfStanding));
});

test('q closes an overlay and only then wraps up', async () => {
	const first = await onFirstStep();
	const help = after(first, {event: 'help'});
	expect(screenOf(help)).toBe('help');
	expect(screenOf(after(help, {event: 'quit'}))).toBe('step');
	expect(screenOf(after(help, {event: 'quit'}, {event: 'quit'}))).toBe('wrap-up');
});

test('what is written in the code and not yet in the world stays on a list until confirmed', async () => {
	const asked = practice();
	const planned = await asked.work.plan('ci-workflow', {});
	if (!planned.ok) throw new Error('no plan');
	const written = after(
		await onFirstStep(),
		{event: 'plan', key: 'ops-no-ci'},
		{event: 'planned', result: planned},
		{event: 'write'},
		{event: 'wrote', result: await asked.work.write(planned.value, [])},
		{event: 'looked', result: await asked.work.look({}, () => {}, new AbortController().signal)},
		{event: 'remember-not-live'},
	);
	if (written.phase !== 'coaching' || written.known.doing?.doing !== 'remember') throw new Error('nothing is saved');
	const listed: Coaching = coaching(
		after(
			written,
			{event: 'remembered', result: await asked.work.remember(written.known.doing.decision, {given: 'nothing'})},
			{event: 'live'},
		),
	);
	expect(listed.here.screen).toBe('live');
	expect(after(listed, {event: 'open'}).known.doing).toMatchObject({decision: {kind: 'live', confirmed: {by: 'Ada', on: today}}});
});

test('work that broke is a screen with a way out, and the session goes on', async () => {
	const broke = after(await onFirstStep(), {event: 'broke', problem});
	expect(screenOf(broke)).toBe('failed');
	expect(screenOf(after(broke, {event: 'back'}))).toBe('step');
});

test('what was answered before the look is there is weighed as soon as it is, and the effect is said', async () => {
	const asked = after(
		atTheStart(),
		{event: 'goal', goal: 'launch'},
		{event: 'say', question: 'users', context: {users: 'public'}},
		await looked(),
	);
	expect(asked.known.doing).toEqual({doing: 'assess', context: {users: 'public'}});
	const weighed = after(asked, {
		event: 'assessed',
		context: {users: 'public'},
		result: {ok: true, value: await practiceLook({users: 'public'})},
	});
	expect(screenOf(weighed)).toBe('asking');
	expect(weighed.known.notice?.text).toBe('2 checks weigh more now.');
});

test('looking again where there is nothing stays there, and leaving does not call it ready', async () => {
	const empty = after(atTheStart(), await looked({}, {empty: true}), {event: 'goal', goal: 'everything'});
	const again = after(empty, {event: 'look-again'}, await looked({}, {empty: true}));
	expect(screenOf(again)).toBe('nothing');
	const left = after(again, {event: 'quit'});
	expect(left.phase === 'left' && left.words).toEqual(['shop: there is nothing to assess here yet.']);
});

test('the last words say how to go on: by the same command, unless another one is needed', async () => {
	const first = await onFirstStep();
	const lastOf = (session: Coaching) => {
		const left = after(session, {event: 'leave', code: 0});
		return left.phase === 'left' ? left.words.at(-1) : undefined;
	};
	expect(lastOf(first)).toBe('The same command goes on from here.');
	const again = 'shipworthy /tmp/practice goes on from here.';
	expect(lastOf({...first, known: begin({...first.known, again}).known})).toBe(again);
});

test('a time box that holds no gap is said to be exceeded, and by what', async () => {
	const look = await practiceLook();
	const gap = {check: 'ops-no-ci', package: '.', lane: 'gap', value: 1, arithmetic: '1', hours: 3} as const;
	const question = {...gap, check: 'dat-restore-untested', lane: 'question', hours: 0.05} as const;
	const known = {...atTheStart().known, context: {hours: 0.5}};
	expect(timeEffect({...look, assessment: {...look.assessment, fixFirst: [question, gap]}}, known)).toBe(
		'2 steps, about 3 h: more than your time, as the first gap alone takes about 3 h. Nothing has to wait.',
	);
});

test('steps are counted on when there is time for more, and Esc goes back to the category that was opened', async () => {
	const first = await onFirstStep();
	const over = {...first, chosen: first.chosen.slice(0, 1)};
	const more = coaching(after({...over, known: {...over.known, notNow: {[over.chosen[0] ?? '']: today}}}, {event: 'steps'}));
	expect(more.chosen[0]).toBe(over.chosen[0]);
	expect(more.here).toMatchObject({screen: 'step', key: more.chosen[1]});
	const category = after(first, {event: 'everything'}, {event: 'category', category: 'integration'}, {event: 'back'});
	expect(coaching(category).here).toEqual({screen: 'everything', at: 5});
});
