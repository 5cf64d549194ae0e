import {expect, test} from 'vitest';
import {matching} from '../../source/coaching/searching.ts';
import {after, coaching, onFirstStep} from '../support/sessions.ts';

const first = await onFirstStep();
const found = (text: string): readonly string[] => matching(first.look, text).map(({item}) => item.id);
const type = (text: string) => ({event: 'type', edit: {edit: 'insert', text}}) as const;

test('without a word every check is there, what is open first', () => {
	const all = found('');
	expect(all).toHaveLength(10);
	expect(all.at(-1)).toBe('scl-no-load-test');
});

test.each([
	['live credential', ['sec-secret-in-repo']],
	['CREDENTIAL live', ['sec-secret-in-repo']],
	['ops-no', ['ops-no-ci', 'ops-no-runbooks']],
	['security hardening', ['sec-secret-in-repo', 'sec-no-security-headers']],
	['refunds/internal', ['sec-secret-in-repo']],
	['server.ts', ['sec-no-security-headers']],
	['no such thing at all', []],
])('%j is found in titles, ids, categories and files, in any order of words', (text, ids) => {
	expect(found(text)).toEqual(ids);
});

test('what is called so stands before what only mentions it', () => {
	expect(found('runbook')[0]).toBe('ops-no-runbooks');
});

test('typing narrows and chooses the first match; Enter opens it, and Esc comes back to the words', () => {
	const typed = coaching(after(first, {event: 'everything'}, {event: 'search'}, {event: 'move', by: 3}, type('ops')));
	expect(typed.here).toEqual({screen: 'search', at: 0});
	const card = coaching(after(typed, {event: 'move', by: 1}, {event: 'submit'}));
	expect(card.here).toMatchObject({screen: 'check', key: 'ops-no-runbooks'});
	const again = coaching(after(card, {event: 'back'}));
	expect(again.here).toEqual({screen: 'search', at: 1});
	expect(coaching(after(again, {event: 'back'})).here.screen).toBe('everything');
});

test('where nothing matches Enter says so, and a pasted text is one line', () => {
	const none = coaching(after(first, {event: 'search'}, type('no such\nthing'), {event: 'submit'}));
	expect(none.here.screen).toBe('search');
	expect(none.known.notice?.text).toContain('No check matches');
	expect(none.known.drafts.search?.text).toBe('no such thing');
});

test('a search that is begun anew has no old words in it', () => {
	const left = after(first, {event: 'search'}, type('ops'), {event: 'back'});
	const anew = coaching(after(left, {event: 'search'}, type('secret')));
	expect(anew.known.drafts.search?.text).toBe('secret');
});
