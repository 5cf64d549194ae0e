import {expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {hidden, hiddenIn} from '../../source/scan/hidden.ts';
import {filesOf} from '../support/facts.ts';

const secret = 'AKIAIOSFODNN7EXAMPLE';
const holding = `const key = "${secret}"`;

test('a credential is masked in a text, a list, an object, a map and a set, and what was given stays as it was', () => {
	const given = {
		text: holding,
		list: ['plain', holding],
		deep: {inside: [{text: holding}]},
		map: new Map([['plain', {text: holding}]]),
		keys: new Map([[holding, 1]]),
		set: new Set([holding]),
	};
	const kept = hiddenIn(given);
	const all = (value: object): string =>
		JSON.stringify(value, (_, part: unknown) => (part instanceof Map || part instanceof Set ? [...part] : part));
	expect(all(kept)).not.toContain(secret);
	expect(all(kept).split('AKIA…(20)')).toHaveLength(7);
	expect(all(given).split(secret)).toHaveLength(7);
});

test('what holds no credential is not copied', () => {
	const given = {
		list: [{text: 'plain', line: 1}],
		map: new Map([['plain', new Set(['plain'])]]),
		beside: {list: [{text: 'plain'}, {text: holding}]},
	};
	const kept = hiddenIn(given);
	expect(kept.list).toBe(given.list);
	expect(kept.map).toBe(given.map);
	expect(kept.beside.list[0]).toBe(given.beside.list[0]);
	expect(kept.beside.list[1]).not.toBe(given.beside.list[1]);
});

test('what a credential is for stays in words, whatever the password is', () => {
	const text = 'VALID_USER = "ada"\nVALID_PASS = "password"\n';
	const [seen] = filesOf(inMemory({'auth.py': text}));
	if (seen === undefined) throw new Error('no file was seen');
	expect(hidden(seen, text).secrets).toMatchObject([
		{what: 'a password that signs people in', value: 'pa…(8)', text: 'VALID_PASS = "pa…(8)"'},
	]);
});
