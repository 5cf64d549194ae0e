import {expect, test} from 'vitest';
import type {Event} from '../../source/coaching/event.ts';
import type {Session} from '../../source/coaching/session.ts';
import {menuKeys} from '../../source/screens/bindings.ts';
import {footerLine} from '../../source/screens/footer.ts';
import {isTyping, keysFor} from '../../source/screens/keymap.ts';
import {lineWidth} from '../../source/screens/line.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {practice} from '../support/practice.ts';
import {after, atTheStart, looked, onFirstStep, screenOf} from '../support/sessions.ts';

const key = 'sec-secret-in-repo';
const planned = await practice().work.plan('ci-workflow', {});
const first = await onFirstStep();
const on = (...events: readonly Event[]): Session => after(first, ...events);
const wrote = {event: 'wrote', result: {ok: true, value: []}} as const;

const screens: readonly Session[] = [
	atTheStart(),
	after(atTheStart(), {event: 'goal', goal: 'launch'}),
	after(atTheStart(), {event: 'goal', goal: 'know'}),
	after(atTheStart(), {event: 'help'}),
	after(atTheStart(), await looked({}, {empty: true}), {event: 'goal', goal: 'everything'}),
	first,
	on({event: 'first'}),
	on({event: 'everything'}),
	on({event: 'category', category: 'security-hardening'}),
	on({event: 'check', key}),
	on({event: 'examples', key}),
	on({event: 'question', key}),
	on({event: 'form', key, form: 'accept'}),
	on({event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result: planned}),
	on({event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result: planned}, {event: 'write'}, wrote, await looked()),
	on({event: 'facts'}),
	on({event: 'search'}),
	on({event: 'preferences'}),
	on({event: 'preferences'}, {event: 'move', by: 1}, {event: 'open'}),
	on({event: 'package', folder: '.'}),
	on({event: 'quit'}),
	on({event: 'ask-context'}),
	on({event: 'help'}),
];

test.each(screens.map(session => [screenOf(session), session] as const))(
	'%s: the menu and the keymap do not read the same key',
	(_, session) => {
		if (menuOf(session).length === 0) return;
		const clash = keysFor(session).filter(binding => binding.act !== undefined && menuKeys.includes(binding.key));
		expect(clash).toEqual([]);
	},
);

test.each(screens.map(session => [screenOf(session), session] as const))(
	'%s: every key that is shown does something, once',
	(_, session) => {
		const bindings = keysFor(session);
		const names = bindings.map(binding => binding.key);
		expect(new Set(names).size).toBe(names.length);
		const idle = bindings.filter(binding => binding.act === undefined && !(menuOf(session).length > 0 && menuKeys.includes(binding.key)));
		expect(idle).toEqual([]);
	},
);

test.each(screens.map(session => [screenOf(session), session] as const))(
	'%s: Ctrl-C, redraw and pausing work, help too unless letters are text',
	(_, session) => {
		const names = keysFor(session).map(binding => binding.key);
		expect(names).toEqual(expect.arrayContaining(['ctrl-c', 'ctrl-l', 'ctrl-z']));
		expect(names.includes('?')).toBe(!isTyping(session));
	},
);

test.each(screens.map(session => [screenOf(session), session] as const))(
	'%s: the footer is one line at any width, and says how to choose or leave',
	(_, session) => {
		for (const columns of [40, 60, 80, 200]) {
			const line = footerLine(keysFor(session), columns);
			expect(lineWidth(line)).toBeLessThanOrEqual(columns);
			expect(line.map(({text}) => text).join('')).toMatch(/enter|esc|q /u);
		}
	},
);

test.each([
	on({event: 'form', key, form: 'accept'}),
	on({event: 'search'}),
	on({event: 'preferences'}, {event: 'move', by: 1}, {event: 'open'}),
])('no letter is taken from a person who types', typing => {
	expect(isTyping(typing)).toBe(true);
	expect(keysFor(typing).filter(binding => binding.key.length === 1)).toEqual([]);
});

test('the search and the preferences can be reached from every screen on which letters are no text', () => {
	for (const session of screens.filter(
		one => one.phase === 'coaching' && !isTyping(one) && !['help', 'preferences'].includes(screenOf(one)),
	)) {
		const names = keysFor(session).map(binding => binding.key);
		expect(names, screenOf(session)).toEqual(expect.arrayContaining(['/', ',']));
	}
});

test('v is offered only where before and after fit beside each other', () => {
	const file = planned.ok ? planned.value.files.findIndex(({before}) => before !== undefined) : -1;
	const plan = on({event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result: planned}, {event: 'move', by: file});
	const offers = (columns: number): boolean => keysFor(plan, {columns, rows: 40}).some(binding => binding.key === 'v');
	expect([80, 110, 120].map(offers)).toEqual([false, true, true]);
});
