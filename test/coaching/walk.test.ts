import {expect, test} from 'vitest';
import {categoryIds} from '../../source/checklists/checklist.ts';
import type {Event, Input} from '../../source/coaching/event.ts';
import {forms} from '../../source/coaching/form.ts';
import {lengthOf} from '../../source/coaching/moving.ts';
import {next} from '../../source/coaching/next.ts';
import type {Session} from '../../source/coaching/session.ts';
import {keyOfStanding, standingsOf} from '../../source/coaching/standings.ts';
import {safeText} from '../../source/safe-text.ts';
import {keysFor} from '../../source/screens/keymap.ts';
import {lineWidth} from '../../source/screens/line.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {lay} from '../../source/screens/page.ts';
import {pageOf} from '../../source/screens/page-of.ts';
import {practice, practiceLook} from '../support/practice.ts';
import {atTheStart, screenOf} from '../support/sessions.ts';

/** A small generator of even numbers between 0 and 1, the same for the same seed. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** The same gap in two packages, so that there are packages to go through. */
const two = ['.', 'apps/web'].map(folder => ({
	check: 'ops-no-runbooks',
	package: folder,
	finding: {outcome: 'gap', confidence: 'high', because: safeText('Seen.'), evidence: [], occurrences: 0} as const,
}));
const look = await practiceLook();
const packages = await practiceLook({}, {findings: two});
const empty = await practiceLook({}, {empty: true});
const planned = await practice().work.plan('ci-workflow', {});
const keys = standingsOf(look.assessment).map(keyOfStanding);
const problem = {what: safeText('It did not work.'), next: safeText('Try again.')};

const events = (pick: <One>(list: readonly One[]) => One, {known}: Session): readonly Event[] => {
	const key = pick([...keys, 'no-such-check']);
	const result = pick([{ok: true, value: pick([look, look, packages, empty])} as const, {ok: false, problem} as const]);
	const files = pick([{ok: true, value: [safeText('a.md')]} as const, {ok: false, problem} as const]);
	const done = pick([{ok: true, value: undefined} as const, {ok: false, problem} as const]);
	return [
		{event: 'back'},
		{event: 'quit'},
		{event: 'help'},
		{event: 'dead-key', key: 'x'},
		{event: 'highlight', at: pick([0, 3, 8])},
		{event: 'move', by: pick([-100_000, -1, 1, 10])},
		{event: 'scroll', to: pick([-3, 0, 4, 999])},
		{event: 'place', by: 1},
		{event: 'open'},
		{event: 'goal', goal: pick(['launch', 'know', 'exercise', 'everything'] as const)},
		{event: 'say', question: pick(['users', 'stakes', 'hours'] as const), context: pick([{}, {users: 'public'}, {hours: 0.5}] as const)},
		{event: 'ask-context'},
		{event: 'steps'},
		{event: 'not-now'},
		{event: 'take-up'},
		{event: 'search'},
		{event: 'packages'},
		{event: 'package', folder: pick(['.', 'apps/web', 'no-such-folder'])},
		{event: 'preferences'},
		{event: 'change', by: pick([1, -1] as const)},
		{event: 'columns'},
		{event: 'about'},
		{event: 'part', by: pick([1, -1] as const)},
		{event: 'by-hand', key},
		{event: 'step', key},
		{event: 'first', key},
		{event: 'everything'},
		{event: 'facts'},
		{event: 'live'},
		{event: 'category', category: pick(categoryIds)},
		{event: 'check', key},
		{event: 'examples', key},
		{event: 'question', key},
		{event: 'form', key, form: pick(forms)},
		{event: 'type', edit: pick([{edit: 'insert', text: '日é'}, {edit: 'backspace'}, {edit: 'left'}, {edit: 'clear'}] as const)},
		{event: 'submit'},
		{event: 'plan', key},
		{event: 'leave-out'},
		{event: 'write'},
		{event: 'undo'},
		{event: 'remember-not-live'},
		{event: 'look-again'},
		{event: 'copy', key},
		{event: 'watch'},
		{event: 'edit-file', path: 'a.ts', line: 1},
		{event: 'progressed', progress: {files: 3}},
		{event: 'looked', result},
		{event: 'assessed', context: known.context, result},
		{event: 'planned', result: planned},
		{event: 'wrote', result: files},
		{
			event: 'undone',
			result: files.ok ? {ok: true, value: {taken: files.value, kept: files.value.map(path => ({path, because: path}))}} : files,
		},
		{event: 'remembered', result: result.ok ? {ok: true, value: {look: result.value, path: safeText('x.yaml'), madeFolder: true}} : result},
		{event: 'edited', result: done},
		{event: 'copied', result: done.ok ? {ok: true, value: safeText('~/tasks/x.md')} : done},
		{event: 'seen', result},
		{event: 'broke', problem},
		{event: 'kept', result: done},
		{event: 'paused'},
		{event: 'read', code: {path: safeText('a.ts'), line: 2, from: 1, lines: ['a', '日本'].map(text => safeText(text))}},
	];
};

const papers = [
	{columns: 80, rows: 24},
	{columns: 40, rows: 12},
	{columns: 120, rows: 40},
	{columns: 200, rows: 60},
] as const;

function holds(session: Session): void {
	if (session.phase === 'left') return;
	const menu = menuOf(session);
	expect(menu.length, screenOf(session)).toBeLessThanOrEqual(9);
	expect(keysFor(session).some(({key}) => key === 'esc' || key === 'q')).toBe(true);
	if (session.phase === 'coaching' && 'at' in session.here && lengthOf(session) > 0)
		expect(session.here.at).toBeLessThan(lengthOf(session));
	for (const paper of papers) {
		const laid = lay(pageOf(session, paper), {menu: menu.length, notice: 1}, paper, 'scroll' in session.here ? session.here.scroll : 0, 0);
		expect(laid.lines.length + laid.menuRows + 2, screenOf(session)).toBeLessThanOrEqual(paper.rows);
		expect(Math.max(0, ...laid.lines.map(lineWidth)), screenOf(session)).toBeLessThanOrEqual(paper.columns);
	}
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever is pressed and whatever comes back, there is a screen that fits (walk %i)', seed => {
	const dice = random(seed);
	const pick = <One>(list: readonly One[]): One => {
		const one = list[Math.floor(dice() * list.length)];
		if (one === undefined) throw new Error('nothing to pick from');
		return one;
	};
	let session: Session = atTheStart();
	const seen = new Set<string>();
	for (let step = 0; step < 500; step += 1) {
		const before: Session = session;
		const menu = menuOf(session);
		const pressed: readonly (Input | Event)[] = menu.length > 0 && dice() < 0.3 ? menu.map(({event}) => event) : events(pick, session);
		session = next(session, pick(pressed));
		holds(session);
		seen.add(screenOf(session));
		if (session.phase === 'left') session = before;
	}
	expect(seen.size).toBeGreaterThan(12);
});
