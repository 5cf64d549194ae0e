import {expect, test} from 'vitest';
import type {Event} from '../../source/coaching/event.ts';
import type {Session} from '../../source/coaching/session.ts';
import {safeText} from '../../source/safe-text.ts';
import {widthOf} from '../../source/screens/line.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {labelIn} from '../../source/screens/menu-item.ts';
import {lay, type Paper} from '../../source/screens/page.ts';
import {pageOf} from '../../source/screens/page-of.ts';
import {practice} from '../support/practice.ts';
import {after, atTheStart, coaching, looked, onFirstStep, screenOf} from '../support/sessions.ts';

const wide: Paper = {columns: 80, rows: 24};
const small: Paper = {columns: 40, rows: 12};
const key = 'sec-secret-in-repo';
const first = await onFirstStep();
const planned = await practice().work.plan('ci-workflow', {});
const on = (...events: readonly Event[]): Session => after(first, ...events);
const linesOf = (session: Session, paper: Paper): readonly string[] => {
	const {head, body} = pageOf(session, paper);
	return [head, ...body].map(line => line.map(({text}) => text).join(''));
};
const offered: Event = {
	event: 'offered',
	exercises: [{id: 'forged-webhook', title: 'A forged message is believed', minutes: 25, folder: safeText('x')}],
};

test.each(
	[
		atTheStart(),
		after(atTheStart(), offered, {event: 'exercises'}),
		after(atTheStart(), {event: 'goal', goal: 'launch'}),
		after(atTheStart(), {event: 'goal', goal: 'launch'}, {event: 'say', question: 'users', context: {}}),
		first,
		on({event: 'check', key: 'ops-no-ci'}),
		on({event: 'question', key: 'sec-secret-in-repo'}),
		on({event: 'by-hand', key: 'ops-no-ci'}),
		on({event: 'about'}),
		on({event: 'quit'}),
		on(
			{event: 'plan', key: 'ops-no-ci'},
			{event: 'planned', result: planned},
			{event: 'write'},
			{event: 'wrote', result: {ok: true, value: []}},
			await looked(),
		),
	].map(session => [screenOf(session), session] as const),
)('%s: no choice is cut at forty columns', (_, session) => {
	const labels = menuOf(session).map(item => labelIn(item, small.columns - 4));
	expect(labels.filter(label => widthOf(label) > small.columns - 4)).toEqual([]);
	expect(new Set(labels).size).toBe(labels.length);
});

test('what is next stands whole on the wrap-up, also where its row has no room for it', () => {
	const wrapped = on({event: 'quit'});
	const next = menuOf(wrapped)[0]?.label.replace(/^Go on: /u, '') ?? '';
	expect(linesOf(wrapped, small).slice(1, 6).join(' ').replaceAll(/\s+/gu, ' ')).toContain(next);
	expect(linesOf(wrapped, {columns: 120, rows: 40}).join('\n')).not.toMatch(/^ Next/mu);
});

test('the wrap-up names the blockers that did not fit into the steps', () => {
	const [step] = first.look.assessment.fixFirst.filter(({check}) => check === key);
	if (step === undefined) throw new Error('no step');
	const wrapped = coaching(after({...first, chosen: first.chosen.filter(one => one !== key)}, {event: 'quit'}));
	const lines = linesOf(wrapped, wide);
	expect(lines[lines.findIndex(line => line.includes('did not fit into the steps')) + 1]).toBe(
		'   ✖ A live credential is in the code (about 40 min)',
	);
	expect(linesOf(on({event: 'quit'}), wide).join(' ')).not.toContain('did not fit');
});

test('a menu takes the rows that its page leaves free', async () => {
	const asking = after(atTheStart(), await looked(), {event: 'goal', goal: 'launch'});
	const {menuRows} = lay(pageOf(asking, small), {menu: menuOf(asking).length, notice: 1}, small, 0, 0);
	expect(menuRows).toBe(5);
});

test('on the list of everything the chosen category stands whole, and is counted once', () => {
	const [, chosen = '', counts = ''] = linesOf(on({event: 'everything'}), small);
	expect(chosen).toMatch(/^ ❯ 1 \S [A-Za-z ]+$/u);
	expect(counts).toMatch(/^\s+\d+ /u);
});

test('a row below the title of a card is not cut', () => {
	for (const line of linesOf(on({event: 'check', key: 'ops-no-ci'}), small).slice(0, 4)) expect(widthOf(line)).toBeLessThanOrEqual(40);
});

test('in the order of what to do first the chosen title stands once, and whole', () => {
	const lines = linesOf(on({event: 'first'}), small);
	const at = lines.findIndex(line => line.includes('❯'));
	expect(lines.every(line => widthOf(line) <= 40 || !line.includes('×'))).toBe(true);
	const words = (lines[at] ?? '').replace(/^ ❯ \S+ \S+\s+/u, '').trim();
	expect(lines.slice(at + 1).filter(line => line.includes(words))).toEqual([]);
});

test('a heading does not stand alone at the end of what is shown, nor an empty row above the menu', () => {
	const heading = [{text: ' Where', tone: 'strong'}] as const;
	const text = [{text: ' words', tone: 'plain'}] as const;
	const {room} = lay({head: text, body: []}, {menu: 4, notice: 2}, wide, 0, 0);
	const body = [...Array.from({length: room - 2}, () => text), [], heading, text];
	const {lines, below} = lay({head: text, body}, {menu: 4, notice: 2}, wide, 0, 0);
	expect(lines.map(line => line.map(span => span.text).join(''))).not.toContain(' Where');
	expect(lines.slice(-2)).toEqual([text, []]);
	expect(below).toBe(3);
});

test('the line that made a question be asked stands on its step in a terminal of the usual size', () => {
	const {assessment} = first.look;
	const asks = 'Which fields of the sign-up request are stored, and can one of them be the role of the person?';
	const categories = assessment.categories.map(category => ({
		...category,
		standings: category.standings.map(standing =>
			standing.item.id === key ? {...standing, outcome: 'unknown' as const, severity: 'high' as const, asks: safeText(asks)} : standing,
		),
	}));
	const session = {
		...first,
		look: {...first.look, assessment: {...assessment, categories}},
		here: {screen: 'step', key, at: 0, scroll: 0, place: 0},
	} as const;
	const {lines} = lay(pageOf(session, wide), {menu: menuOf(session).length, notice: 3}, wide, 0, 0);
	const text = lines.map(line => line.map(span => span.text).join('')).join('\n');
	expect(text).toMatch(/place 1 of \d/u);
	expect(text).toContain('▸ 8');
});

test('what is owed until something is live stands one thing a row', () => {
	const live = {
		kind: 'live',
		check: 'ops-no-ci',
		package: '.',
		until: safeText('Push the branch; Protect main'),
		on: '2026-01-01',
	} as const;
	const look = {...first.look, decisions: {...first.look.decisions, live: [live]}};
	const closed = look.assessment.categories.map(category => ({
		...category,
		standings: category.standings.map(standing => (standing.item.id === 'ops-no-ci' ? {...standing, outcome: 'pass' as const} : standing)),
	}));
	const waiting = after({...first, look: {...look, assessment: {...look.assessment, categories: closed}}}, {event: 'live'});
	expect(linesOf(waiting, wide)).toEqual(expect.arrayContaining(['   ▲ Push the branch', '   ▲ Protect main']));
});

test('a file that stays as it is does not look as if it were changed', async () => {
	const {page, at} = await yours();
	expect(page.slice(0, at).join('\n')).toContain('It stays as it is. To compare, what would have changed:');
});

async function yours(): Promise<{readonly page: readonly string[]; readonly at: number}> {
	const made = await practice().work.plan('ci-workflow', {});
	if (!made.ok) throw new Error('no plan');
	const files = made.value.files.map(file => ({...file, action: 'foreign' as const, before: 'one\n', after: 'two\n'}));
	const page = linesOf(on({event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result: {ok: true, value: {...made.value, files}}}), wide);
	return {page, at: page.findIndex(line => line.includes('- one'))};
}
