import {expect, test} from 'vitest';
import {Reader} from '../../../source/facts/packing/reader.ts';
import {packing} from '../../../source/facts/packing/writer.ts';

const back = (value: unknown): unknown => new Reader(packing(value)).plain();

test.each([
	['nothing', null],
	['texts', ['', 'a', 'a', '"\\\n\u0000', 'Grüße 🚲', '\ud800']],
	[
		'numbers',
		[0, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31) + 1, 2 ** 31, -(2 ** 40), 1.5, -2.25, 1_795_420_064_652.3315, Number.MAX_SAFE_INTEGER],
	],
	['truths', [true, false]],
	['objects of one shape', [{a: 1, b: {c: 'x'}}, {a: 2, b: {c: 'y'}}, {b: 1, a: 2}, {}]],
	['lists in lists', [[], [[]], [[1, [2]]]]],
	['sets and maps', {names: new Set(['a', 'b']), asked: new Map([['a', {at: 1}]])}],
	['keys that numbers and objects have already', {2: 'b', 1: 'a', constructor: 1, toString: null}],
])('%s come back as they were', (_, value) => {
	expect(back(value)).toEqual(value);
});

test('what is undefined in an object is left out, as JSON does it', () => {
	expect(Object.keys(Object(back({a: undefined, b: 1})))).toEqual(['b']);
	expect(back([undefined, Number.NaN])).toEqual([null, null]);
});

test('a key that would be a prototype is a key', () => {
	const made = back(JSON.parse('{"__proto__": {"admin": true}, "a": 1}'));
	expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
	expect(JSON.stringify(made)).toBe('{"__proto__":{"admin":true},"a":1}');
});

test('what needs more room than was there is written whole', () => {
	const many = Array.from({length: 100_000}, (_, at) => ({at, name: `name ${at}`}));
	expect(back(many)).toEqual(many);
	expect(back({a: 1})).toEqual({a: 1});
});

test('a text that stands a thousand times is kept once', () => {
	const text = 'create table orders (id uuid primary key)';
	expect(packing(Array.from({length: 1000}, () => ({text}))).length).toBeLessThan(5 * 1000);
});
