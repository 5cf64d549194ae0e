import {expect, test} from 'vitest';
import {evidenceOf, safeText} from '../../source/safe-text.ts';
import type {Line} from '../../source/screens/line.ts';
import {lineWidth} from '../../source/screens/line.ts';
import {codeLines} from '../../source/screens/pages/code.ts';

const paper = {columns: 60, rows: 24};
const place = evidenceOf({path: 'src/a.ts', line: 10, text: 'await pay(order);'});
const read = (...lines: readonly string[]) => [{path: place.path, line: 10, from: 8, lines: lines.map(line => safeText(line))}];
const text = (lines: readonly Line[]): readonly string[] =>
	lines.map(line =>
		line
			.map(span => span.text)
			.join('')
			.trimEnd(),
	);
const around = {before: 2, after: 2};

test('the line that counts has a sign and its number, and the least indentation is taken off', () => {
	const code = read('  if (order) {', '', '    await pay(order);', '  }', '}');
	expect(text(codeLines({code}, place, around, paper))).toEqual([
		'      8    if (order) {',
		'      9',
		'   ▸ 10      await pay(order);',
		'     11    }',
		'     12  }',
	]);
});

test('before it is read, or when the file has changed there, it is the one line that was seen', () => {
	expect(text(codeLines({code: []}, place, around, paper))).toEqual(['   ▸ 10  await pay(order);']);
	const other = read('x', 'y', 'z').map(one => ({...one, line: 11}));
	expect(text(codeLines({code: other}, place, around, paper))).toEqual(['   ▸ 10  await pay(order);']);
});

test('a lone bracket before it tells nothing and is left out', () => {
	expect(text(codeLines({code: read('}', '', 'await pay(order);', '}')}, place, around, paper))[0]).toBe('   ▸ 10  await pay(order);');
});

test('a long line that counts goes on in the next rows, in its colours; others are cut', () => {
	const long = `const statement = \`${'select 日本 '.repeat(12)}\`;`;
	const lines = codeLines({code: read(long, long, long)}, place, around, paper);
	expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(paper.columns);
	expect(text(lines).filter(row => row.includes('↳'))).toHaveLength(2);
	expect(lines.at(-1)?.at(-1)?.tone).toBe('string');
	expect(text(lines)[0]).toMatch(/…$/u);
});
