import {expect, test} from 'vitest';
import {tokensOf} from '../../source/screens/tokens.ts';

/** Pieces that are not plain, as `tone:text`. */
const told = (code: string, path: string): readonly string[] =>
	tokensOf(code, path).flatMap(({text, tone}) => (tone === 'plain' ? [] : [`${tone}:${text}`]));

test.each([
	["const a = 'it''s' + `x`; // why", 'a.ts', ['keyword:const', "string:'it''s'", 'string:`x`', 'comment:// why']],
	['\t * a line of a block', 'a.ts', ['comment:\t * a line of a block']],
	['x = a * b / 2', 'a.ts', ['number:2']],
	["fetch('https://example.com')", 'a.tsx', ["string:'https://example.com'"]],
	["    return f'{x}'  # why", 'b.py', ['keyword:return', "string:'{x}'", 'comment:# why']],
	['- run: npm test # each push', '.github/workflows/ci.yml', ['comment:# each push']],
	["SELECT id FROM t WHERE a = 'b' -- why", 'm.sql', ['keyword:SELECT', 'keyword:FROM', 'keyword:WHERE', "string:'b'", 'comment:-- why']],
	['RUN npm ci', 'Dockerfile', ['keyword:RUN']],
	['<a href="x"><!-- why -->', 'page.html', ['string:"x"', 'comment:<!-- why -->']],
	["const 鍵 = 'e\u0301'", 'a.ts', ['keyword:const', "string:'e\u0301'"]],
	['const is a word here', 'notes.md', []],
	["'not closed", 'a.js', ["string:'not closed"]],
])('%s of %s', (code, path, wanted) => {
	expect(told(code, path)).toEqual(wanted);
});

test('whatever the line, its pieces are the line', () => {
	for (const code of ['', '   ', '\\', '"\\', '/*', '🙂 = `', "don't # x", 'a\u0000b', '\t\t}', '0x', '"""'.repeat(3)])
		for (const path of ['a.ts', 'a.py', 'a.sql', 'a.html', 'a.unknown'])
			expect(
				tokensOf(code, path)
					.map(({text}) => text)
					.join(''),
			).toBe(code);
});

test('a long line without an end takes no longer than its length', () => {
	for (const code of ['"'.repeat(20_000), '/*'.repeat(10_000), "'\\".repeat(10_000), '<!--'.repeat(5000), ' '.repeat(20_000)])
		expect(tokensOf(code, 'a.ts').length).toBeGreaterThan(0);
});
