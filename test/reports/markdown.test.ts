import {describe, expect, test} from 'vitest';
import {markdown} from '../../source/reports/markdown.ts';
import {code, escaped} from '../../source/reports/markdown-escape.ts';
import {hostile, reported} from './example.ts';

/** Markdown without its code spans, of any number of backticks. */
const withoutCode = (whole: string): string => whole.replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/gu, '');

describe('The report as Markdown', () => {
	test('It has its sections in order and a row for each category', () => {
		const whole = markdown(reported);
		const headings = whole.split('\n').filter(line => line.startsWith('## '));
		expect(headings).toEqual([
			'## Already right',
			'## Level',
			'## What keeps it from Pilot',
			'## Fix first',
			'## By category',
			'## What people said',
			'## Not looked at',
		]);
		expect(whole).toContain('| Title of data-integrity | Prototype | Production | ');
		expect(whole).toContain('`source/app.ts:3`');
	});

	test('Nothing of a hostile repository is markup, a mention, a link or a new line', () => {
		const whole = withoutCode(markdown(hostile));
		expect(whole).not.toMatch(/<|@(?!&#8203;)|\]\(|https?:\/\/|www\.|`/u);
		expect(whole).not.toMatch(/[^\P{C}\n]/u);
		expect(whole.split('\n').filter(line => line.startsWith('# '))).toHaveLength(1);
		for (const row of markdown(hostile)
			.split('\n')
			.filter(line => line.startsWith('| '))) {
			expect(row.split('|')).toHaveLength(8);
		}
	});

	test.each([
		['a|b', 'a&#124;b'],
		['<b>', '&#60;b&#62;'],
		['@ana', '@&#8203;ana'],
		['`x`', '&#96;x&#96;'],
		['- x', '&#45; x'],
		['1. x', '&#49;&#46; x'],
		['# x', '&#35; x'],
		['see #12', 'see #&#8203;12'],
		['&lt;', '&#38;lt;'],
		['http://a.b', 'http&#58;//a.b'],
	])('%j is written %j', (raw, written) => {
		expect(escaped(raw)).toBe(written);
	});

	test.each([
		['a', '`a`'],
		['a`b', '``a`b``'],
		['`a``b', '``` `a``b ```'],
		[' a ', '`  a  `'],
		['', '`–`'],
	])('%j in a code span is %j', (raw, written) => {
		expect(code(raw)).toBe(written);
	});
});
