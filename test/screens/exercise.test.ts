import {expect, test} from 'vitest';
import {begin} from '../../source/coaching/beginning.ts';
import type {Exercising} from '../../source/coaching/exercise.ts';
import {safeText} from '../../source/safe-text.ts';
import {exerciseKeys} from '../../source/screens/bindings-for.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {pageOf} from '../../source/screens/page-of.ts';
import {practice, today} from '../support/practice.ts';
import {after, coaching, looked} from '../support/sessions.ts';
import {keys, open} from '../support/terminal.ts';

const exercise: Exercising = {
	id: 'forged-webhook',
	title: 'A forged message is believed',
	minutes: 25,
	folder: safeText('~/shipworthy-exercises/forged-webhook'),
	story: 'You inherited a shop.',
	task: 'Nobody but Stripe can tell the shop that somebody has paid.',
	read: ['README.md'],
	shows: 'src/config.ts',
	checks: ['sec-secret-in-repo'],
	hints: ['look here', 'look there'],
	of: 3,
	debrief: ['It happens.'],
	closed: false,
};
const tried = {
	closed: false,
	rows: [
		{holds: true, text: safeText('It counts')},
		{holds: false, text: safeText('A message without a signature was believed.')},
	],
	readings: [safeText('Reading the code sees the gap still.')],
} as const;

async function sessionWith(more: Partial<Exercising>) {
	const beginning = {name: safeText('forged-webhook'), today, by: undefined, since: undefined, practice: false, cutOff: []};
	return coaching(after(begin({...beginning, exercise: {...exercise, ...more}}), await looked()));
}
const textOf = async (more: Partial<Exercising>, paper = {columns: 80, rows: 24}): Promise<readonly string[]> => {
	const {head, body} = pageOf(await sessionWith(more), paper);
	return [head, ...body].map(spans =>
		spans
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);
};
const orderOf = (lines: readonly string[], ...wanted: readonly string[]): readonly number[] =>
	wanted.map(words => lines.findIndex(text => text.includes(words)));

test('first the story, the task and the line of code', async () => {
	const lines = await textOf({hints: []});
	const order = orderOf(
		lines,
		'A forged message is believed',
		'~/shipworthy-exercises',
		'You inherited a shop.',
		'Your task',
		'▸',
		'README.md',
	);
	expect(order).toEqual(order.toSorted((one, other) => one - other));
	expect(order).not.toContain(-1);
});

test('what was asked last stands first: what is wrong, then what holds; or the newest hint', async () => {
	const checked = await textOf({tried, asked: 'check'});
	const [wrong = -1, right = -1, reading = -1, story = -1] = orderOf(
		checked,
		'✖ A message',
		'✔ It counts',
		'Reading the code',
		'You inherited',
	);
	expect([wrong < right, right < reading, reading < story]).toEqual([true, true, true]);
	const hinted = await textOf({tried, asked: 'hint'});
	const [second = -1, first = -1, later = -1] = orderOf(hinted, '2. look there', '1. look here', '✖ A message');
	expect([second < first, first < later]).toEqual([true, true]);
});

test('the menu offers hints until they are used up, then one way to do it, and leaving first when it is closed', async () => {
	const labels = async (more: Partial<Exercising>) => menuOf(await sessionWith(more)).map(({label}) => label);
	expect(await labels({})).toEqual([
		'Check it (starts the app here)',
		'Open config.ts in my editor',
		'Give me a hint (2 of 3 given)',
		'Start over (a copy is kept)',
		'Leave; what you did stays',
	]);
	expect(await labels({hints: ['1', '2', '3']})).toContain('Show one way to do it');
	expect((await labels({closed: true}))[0]).toBe('Leave');
	expect(exerciseKeys(await sessionWith({})).map(({key}) => key)).toEqual(['c', 'h', 'e']);
});

test.each([
	[80, 24],
	[40, 12],
])('the exercises are offered at %i×%i, each with the folder that it is written to', async (columns, rows) => {
	const terminal = open({columns, rows, asked: practice()});
	await terminal.until('What brings you here?');
	terminal.send('3');
	await terminal.until('A forged message is believed');
	await terminal.until('gap, yours to close.');
	await terminal.until('~/shipworthy-exercises/forged-webhook');
	terminal.send(keys.escape);
	await terminal.until('What brings you here?');
	await terminal.close();
});
