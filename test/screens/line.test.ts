import {expect, test} from 'vitest';
import {cut, cutMiddle, line, lineWidth, padLine, widthOf, wrap} from '../../source/screens/line.ts';
import {windowTop} from '../../source/screens/page.ts';

const samples = [
	'',
	'a',
	'plain words that go on for a while',
	'日本語のとても長い行が続くので途中で切られる',
	'e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301',
	'averyveryveryverylongwordwithoutanyspaceatall',
	'العربية نص طويل',
	'ไทยไม่มีช่องว่าง',
];

test.each(samples)('%s fits wherever it is cut, wrapped or padded', text => {
	for (const columns of [1, 2, 3, 7, 20, 80]) {
		expect(widthOf(cut(text, columns))).toBeLessThanOrEqual(columns);
		expect(widthOf(cutMiddle(text, columns))).toBeLessThanOrEqual(columns);
		expect(lineWidth(padLine(line(text), columns))).toBe(
			columns < 2 && widthOf(text) > columns ? lineWidth(padLine(line(text), columns)) : columns,
		);
		if (columns > 1) expect(Math.max(...wrap(text, columns).map(widthOf))).toBeLessThanOrEqual(columns);
	}
});

test('wrapping loses no letter', () => {
	for (const text of samples) expect(wrap(text, 7).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
});

test('a path keeps its beginning and its end', () => {
	expect(cutMiddle('packages/storefront/app/api/refunds/route.ts:8', 24)).toBe('packages…unds/route.ts:8');
});

test('the window moves only at its edge, and the chosen row has two rows of context', () => {
	expect(windowTop(0, 5, 10, 100)).toBe(0);
	expect(windowTop(0, 8, 10, 100)).toBe(1);
	expect(windowTop(50, 50, 10, 100)).toBe(48);
	expect(windowTop(50, 55, 10, 100)).toBe(50);
	expect(windowTop(90, 99, 10, 100)).toBe(90);
	expect(windowTop(7, 2, 10, 5)).toBe(0);
});
