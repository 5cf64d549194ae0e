import {expect, test} from 'vitest';
import {type Edit, edited, fieldOf, suggestion} from '../../source/coaching/field.ts';

const after = (text: string, ...edits: readonly Edit[]) => edits.reduce(edited, fieldOf(text));

test('backspace takes one character as a person sees it', () => {
	expect(after('e\u0301', {edit: 'backspace'}).text).toBe('');
	expect(after('日本語', {edit: 'backspace'})).toEqual({text: '日本', cursor: 2});
});

test('what is typed goes where the cursor is', () => {
	expect(after('ac', {edit: 'left'}, {edit: 'insert', text: 'b'})).toEqual({text: 'abc', cursor: 2});
});

test('a combining mark joins the character before it, and the cursor does not run ahead', () => {
	expect(after('e', {edit: 'insert', text: '\u0301'}).cursor).toBe(1);
});

test('clear takes away what stands before the cursor', () => {
	expect(after('one two', {edit: 'left'}, {edit: 'left'}, {edit: 'left'}, {edit: 'clear'})).toEqual({text: 'two', cursor: 0});
});

test('the cursor stays inside the text', () => {
	expect(after('a', {edit: 'right'}, {edit: 'right'}).cursor).toBe(1);
	expect(after('a', {edit: 'start'}, {edit: 'left'}, {edit: 'backspace'})).toEqual({text: 'a', cursor: 0});
	expect(after('a', {edit: 'start'}, {edit: 'delete'}).text).toBe('');
});

test('the first character takes the place of a suggestion, and moving keeps it', () => {
	const typed = (...edits: readonly Edit[]) => edits.reduce(edited, suggestion('2026-06-29'));
	expect(typed({edit: 'insert', text: '2'}, {edit: 'insert', text: '0'})).toEqual({text: '20', cursor: 2});
	expect(typed({edit: 'end'}, {edit: 'backspace'})).toEqual({text: '2026-06-2', cursor: 9});
	expect(typed({edit: 'backspace'})).toEqual({text: '', cursor: 0});
});

test('a word is taken away with the spaces after it', () => {
	expect(after('one two  ', {edit: 'word'})).toEqual({text: 'one ', cursor: 4});
});
