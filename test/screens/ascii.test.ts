import {expect, test} from 'vitest';
import type {Event} from '../../source/coaching/event.ts';
import {keysFor} from '../../source/screens/keymap.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {pageOf} from '../../source/screens/page-of.ts';
import {inAscii} from '../../source/screens/theme.ts';
import {practice} from '../support/practice.ts';
import {after, atTheStart, coaching, onFirstStep} from '../support/sessions.ts';

const first = await onFirstStep();
const planned = await practice().work.plan('ci-workflow', {});
const key = 'ops-no-ci';
const ways: readonly (readonly Event[])[] = [
	[],
	[{event: 'everything'}],
	[{event: 'category', category: 'operational-readiness'}],
	[{event: 'check', key}],
	[{event: 'by-hand', key}],
	[{event: 'examples', key}],
	[{event: 'question', key}],
	[{event: 'form', key, form: 'accept'}],
	[
		{event: 'plan', key},
		{event: 'planned', result: planned},
		{event: 'move', by: 1},
	],
	[{event: 'search'}],
	[{event: 'packages'}],
	[{event: 'preferences'}],
	[{event: 'first'}],
	[{event: 'ask-context'}],
	[{event: 'help'}],
	[{event: 'about'}],
	[{event: 'quit'}],
];
const screens = [
	atTheStart(),
	after(atTheStart(), {event: 'goal', goal: 'launch'}),
	...ways.map(events => coaching(after(first, ...events))),
];

test.each(screens.map(session => [session.phase === 'left' ? 'left' : session.here.screen, session] as const))(
	'%s has no sign of ours outside ASCII where none is wanted',
	(_, session) => {
		for (const columns of [40, 80, 120]) {
			const {head, pinned = [], aside, body} = pageOf(session, {columns, rows: 24});
			const rows = [head, ...pinned, ...(aside?.lines ?? []), ...body].map(line => line.map(({text}) => text).join(''));
			const words = [
				...rows,
				...menuOf(session).map(({label}) => label),
				...keysFor(session).map(({shown, key: name, does}) => `${shown ?? name} ${does}`),
			];
			// The practice repository has names and code of its own in other scripts.
			const ours = words.filter(text => !/\p{Script=Han}|sk_live/u.test(text)).map(inAscii);
			expect(ours.filter(text => !/^[\u0020-\u007E]*$/u.test(text))).toEqual([]);
		}
	},
);
