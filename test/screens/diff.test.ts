import {expect, test} from 'vitest';
import {sideBySide, unified} from '../../source/screens/diff.ts';
import {type Line, lineWidth} from '../../source/screens/line.ts';

const text = (lines: readonly Line[]): readonly string[] =>
	lines.map(line =>
		line
			.map(span => span.text)
			.join('')
			.trimEnd(),
	);
const before = 'one\ntwo\nthree\nfour\n';
const change = {path: 'a.txt', before, text: 'one\nzwei\nzweieinhalb\nthree\nvier\n'};

test('one below the other, with what goes before what comes', () => {
	expect(text(unified(change, 40))).toEqual(['line 1', '  one', '- two', '+ zwei', '+ zweieinhalb', '  three', '- four', '+ vier']);
});

test('side by side, what goes stands beside what comes in its place, each with its number', () => {
	expect(text(sideBySide(change, 43))).toEqual([
		'     before          │      after',
		'   1   one           │    1   one',
		'   2 - two           │    2 + zwei',
		'                     │    3 + zweieinhalb',
		'   3   three         │    4   three',
		'   4 - four          │    5 + vier',
	]);
});

test.each([40, 60, 109, 160])('at %i columns no row is wider, and nothing of a long line is lost', columns => {
	const long = {path: 'a.txt', before: `${'日本語 '.repeat(40)}end\n`, text: `${'x'.repeat(300)}\n\u001B[31m${'word '.repeat(30)}fin\n`};
	for (const lines of [unified(long, columns), sideBySide(long, columns)]) {
		expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(columns);
		const all = text(lines).join('').replaceAll(/[^x]/gu, '');
		expect(all.length).toBeGreaterThanOrEqual(300);
		expect(text(lines).join('')).not.toContain('\u001B');
	}
});

test('a file without a line feed at its end, and a file that does not change', () => {
	expect(text(sideBySide({path: 'a', before: 'a', text: 'a\nb'}, 43)).join('\n')).toContain('b');
	expect(sideBySide({path: 'a', before, text: before}, 43)).toEqual([]);
	expect(unified({path: 'a', before, text: before}, 43)).toEqual([]);
});

test('a new file is new from its first line to its last', () => {
	expect(text(unified({path: 'a', text: 'a\nb'}, 40))).toEqual(['+ a', '+ b']);
});
