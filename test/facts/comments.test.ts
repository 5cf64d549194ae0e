// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template strings of other files are what is read here
import {expect, test} from 'vitest';
import {withoutComments} from '../../source/facts/comments.ts';
import type {Language} from '../../source/facts/language.ts';

const bare = (text: string, language: Language): string =>
	withoutComments(text, language)
		.replace(/[ \t]+/gu, ' ')
		.trim();

test.each<[string, Language, string, string]>([
	['line comments', 'ts', 'a(); // b()\nc()', 'a(); \nc()'],
	['block comments', 'ts', 'a(); /* b()\nb() */ c()', 'a(); \n c()'],
	['addresses in strings', 'ts', "fetch('https://x.example/y') // z", "fetch('https://x.example/y')"],
	['a quote in a regular expression', 'js', 'const r = /[\'"`]/g; // c\nd()', 'const r = /[\'"`]/g; \nd()'],
	['division is no regular expression', 'js', 'const a = b / c; // d / e\nf()', 'const a = b / c; \nf()'],
	['comment marks in template strings', 'ts', 'const a = `// not ${b} /* this */`; c()', 'const a = `// not ${b} /* this */`; c()'],
	['an apostrophe in JSX text', 'ts', "<p>Don't</p> // c\n<b/>", "<p>Don't</p> \n<b/>"],
	['hash comments', 'py', "a = '#no' # yes\nb", "a = '#no' \nb"],
	['docstrings', 'py', 'def f():\n\t"""Says print(x)."""\n\treturn 1', 'def f():\n \n return 1'],
	['a long string that is a value', 'py', 'q = """select 1"""', 'q = """select 1"""'],
	['YAML', 'yaml', 'a: b # c\nd: "#e"', 'a: b \nd: "#e"'],
	['SQL', 'sql', 'select 1; -- drop\n/* x */ select 2;', 'select 1; \n select 2;'],
])('%s', (_name, language, text, expected) => {
	expect(bare(text, language)).toBe(expected);
});

test('lines and columns stay where they were', () => {
	const text = 'a /* x\ny */ b // c\nd';
	const blanked = withoutComments(text, 'ts');
	expect(blanked.length).toBe(text.length);
	expect(blanked.indexOf('b')).toBe(text.indexOf('b'));
	expect(blanked.split('\n')).toHaveLength(3);
});
