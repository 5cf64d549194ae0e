import {expect, test} from 'vitest';
import {spoken, whole} from '../../source/screens/spoken.ts';
import {practice} from '../support/practice.ts';
import {after, coaching, onFirstStep} from '../support/sessions.ts';

const first = await onFirstStep();
const key = 'sec-secret-in-repo';
const planned = await practice().work.plan('ci-workflow', {});
const screens = [
	first,
	...(
		[
			[{event: 'everything'}],
			[{event: 'category', category: 'security-hardening'}],
			[{event: 'check', key}],
			[{event: 'examples', key}],
			[{event: 'form', key, form: 'accept'}],
			[{event: 'preferences'}],
			[{event: 'search'}],
			[{event: 'facts'}],
			[{event: 'help'}],
			[{event: 'quit'}],
			[
				{event: 'plan', key: 'ops-no-ci'},
				{event: 'planned', result: planned},
			],
		] as const
	).map(events => coaching(after(first, ...events))),
];

test.each(screens.map(session => [session.here.screen, session] as const))('%s is said without signs, boxes or columns', (_, session) => {
	const {lines} = whole(session);
	expect(lines.length).toBeGreaterThan(2);
	expect(lines.join('\n')).not.toMatch(/[\u2500-\u27BF❯▸·]| {2}/u);
	expect(lines.filter(line => line.startsWith('Keys: '))).toHaveLength(1);
});

test('a screen is said whole once, and then only what changed', () => {
	const list = coaching(after(first, {event: 'everything'}));
	expect(spoken(first, list).lines.length).toBeGreaterThan(8);
	const moved = coaching(after(list, {event: 'move', by: 1}));
	expect(spoken(list, moved).lines).toEqual(['Chosen: 2, Security hardening, 1 blocker, 1 fine']);
	expect(spoken(moved, moved)).toEqual({lines: [], echo: ''});
});

test('a menu is numbered, and each move in it names the entry', () => {
	expect(whole(first).lines).toContain('1. Show me how to do it by hand');
	expect(spoken(first, coaching(after(first, {event: 'highlight', at: 2}))).lines).toEqual(['3 of 6: It is done: look again']);
});

test('what is typed goes on in the same line; what is taken away is said anew', () => {
	const form = coaching(after(first, {event: 'form', key, form: 'accept'}, {event: 'type', edit: {edit: 'clear'}}));
	const typed = coaching(after(form, {event: 'type', edit: {edit: 'insert', text: 'Ad'}}));
	const more = coaching(after(typed, {event: 'type', edit: {edit: 'insert', text: 'a'}}));
	expect(spoken(typed, more)).toEqual({lines: [], echo: 'a'});
	expect(spoken(more, coaching(after(more, {event: 'type', edit: {edit: 'backspace'}}))).prompt).toBe('Typing: Ad');
});

test('what a plan adds is said in words, and nothing stands side by side', () => {
	const plan = screens.at(-1);
	if (plan === undefined) throw new Error('no plan');
	const {lines} = whole(coaching(after(plan, {event: 'move', by: 1})));
	expect(lines).toContain('added: Every change runs the tests.');
	expect(lines.join('\n')).not.toContain('before, after');
});

test('a message is said once, when it comes', () => {
	const list = coaching(after(first, {event: 'everything'}));
	const noticed = coaching(after(list, {event: 'dead-key', key: 'z'}));
	expect(spoken(list, noticed).lines).toEqual(['z does nothing here. ? shows the keys.']);
});
