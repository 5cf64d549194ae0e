import {expect, test} from 'vitest';
import {nestedTooDeep} from '../../../source/facts/syntax/depth.ts';
import {loadParsers} from '../../../source/facts/syntax/parsers.ts';

const parsers = await loadParsers(new Set(['ts']));
const hole = '$'.concat('{');

/** Code that nests n times, each in its own way. */
const nesting: Readonly<Record<string, (n: number) => string>> = {
	parentheses: n => `${'('.repeat(n)}1${')'.repeat(n)}`,
	lists: n => `${'['.repeat(n)}${']'.repeat(n)}`,
	blocks: n => `${'{'.repeat(n)}${'}'.repeat(n)}`,
	'blocks on lines of their own': n => `${'{\n'.repeat(n)}${'}\n'.repeat(n)}`,
	functions: n => `${'function f() {\n'.repeat(n)}${'}\n'.repeat(n)}`,
	negations: n => `${'!'.repeat(n)}a`,
	signs: n => `${'- '.repeat(n)}a`,
	'words before an expression': n => `${'typeof '.repeat(n)}a`,
	'words before an expression, each on its line': n => `${'void\n'.repeat(n)}a`,
	constructions: n => `${'new '.repeat(n)}a`,
	templates: n => `${`\`${hole}`.repeat(n)}1${'}`'.repeat(n)}`,
	conditions: n => `${'if(a)'.repeat(n)}b`,
	'conditions on lines of their own': n => `${'if (a)\n'.repeat(n)}b`,
	alternatives: n => `${'if(a)b;else '.repeat(n)}b`,
	'alternatives with blocks': n => `${'if (a) {\n b;\n} else '.repeat(n)}b`,
	choices: n => `x=${'a?b:'.repeat(n)}c`,
	'choices in choices': n => `x=${'a?'.repeat(n)}c${':b'.repeat(n)}`,
	sums: n => `x=${'a+'.repeat(n)}a`,
	'sums over lines': n => `x=${"'a' +\n".repeat(n)}a`,
	assignments: n => `${'a='.repeat(n)}a`,
	arrows: n => `${'a=>'.repeat(n)}a`,
	loops: n => `${'for(;;)'.repeat(n)}a`,
	labels: n => `${Array.from({length: n}, (_, index) => `l${index}:`).join('')}a`,
	'type arguments': n => `let x:${'A<'.repeat(n)}a${'>'.repeat(n)}`,
	'conditional types': n => `type X = ${'a extends b ? c : '.repeat(n)}a`,
	elements: n => `x=${'<a>'.repeat(n)}${'</a>'.repeat(n)}`,
};

test.each(Object.entries(nesting))('%s nested 200 times are read, nested 1,100 times they are not', (_what, of) => {
	expect(nestedTooDeep(of(200))).toBe(false);
	expect(nestedTooDeep(of(1100))).toBe(true);
});

test('chains of calls have more room', () => {
	expect(nestedTooDeep(`a${'.b()'.repeat(5_000)}`)).toBe(false);
	expect(nestedTooDeep(`a${'.b()'.repeat(30_000)}`)).toBe(true);
});

test.each([
	['statements side by side', 'if (a) b = -c\n'.repeat(3_000)],
	['statements without semicolons', 'const a = !b\nfoo()\n'.repeat(3_000)],
	['items side by side', `[${'-1, a ? b : c, '.repeat(3_000)}]`],
	['brackets in strings', `['${'('.repeat(2_000)}', "${'[{'.repeat(2_000)}"]`],
	['brackets in comments', `/* ${'('.repeat(2_000)} */ // ${'('.repeat(2_000)}\na;`],
	['a path of a drawing', `<path d="M${'10-5-3-4'.repeat(2_000)}" />`],
	['a union of many', `type X =\n${"  | 'a'\n".repeat(3_000)}`],
	['a long page', `x = <>\n${'  <p className="a">don\'t - do</p>\n'.repeat(3_000)}</>`],
])('%s are not deep', (_what, text) => {
	expect(nestedTooDeep(text)).toBe(false);
});

test('what is too deep is not parsed, and says so', () => {
	expect(parsers.code('a.ts', 'ts', '('.repeat(50_000))).toEqual({because: 'nested deeper than 1,000'});
});
