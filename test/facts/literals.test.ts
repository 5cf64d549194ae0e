import {expect, test} from 'vitest';
import {holdsLiteral, literal, sieveOf} from '../../source/facts/literals.ts';

const texts = [
	'',
	'a',
	'ab',
	'console.log(x)',
	'naïve — “quotes” 日本語 🚀',
	'x'.repeat(5000),
	Array.from({length: 3000}, (_, at) => String.fromCharCode(32 + ((at * 7919) % 900))).join(''),
];

test('a literal that stands in a text is always found', () => {
	for (const text of texts) {
		const sieve = sieveOf(text);
		for (let at = 0; at < text.length; at += 7)
			for (const length of [1, 2, 3, 8]) expect(holdsLiteral(text, sieve, literal(text.slice(at, at + length)))).toBe(true);
	}
});

test('one that does not is never found, whatever the sieve says', () => {
	for (const text of texts) expect(holdsLiteral(text, sieveOf(text), literal('not in any of these'))).toBe(false);
});
