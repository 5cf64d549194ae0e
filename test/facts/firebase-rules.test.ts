import {describe, expect, test} from 'vitest';
import {firebaseRulesOf} from '../../source/facts/firebase-rules.ts';
import {inMemory} from '../../source/repository/repository.ts';

const rulesOf = (path: string, text: string) => firebaseRulesOf(inMemory({[path]: text}));
const firestore = (body: string) =>
	rulesOf(
		'firestore.rules',
		`rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n${body}\n  }\n}\n`,
	);

describe('Whom a rule of Firestore lets in', () => {
	test.each([
		['if true', 'everyone'],
		['if (true)', 'everyone'],
		['if true || request.auth != null', 'everyone'],
		['if false', 'nobody'],
		['if request.time < timestamp.date(2026, 12, 31)', 'until-a-date'],
		['if request.auth != null', 'signed-in'],
		['if request.auth.uid != null', 'signed-in'],
		['if null != request.auth', 'signed-in'],
		['if request.auth.uid == owner', 'by-condition'],
		['if request.auth != null && request.auth.uid == owner', 'by-condition'],
		['if isOwner()', 'by-condition'],
		['if true && request.auth.uid == owner', 'by-condition'],
	])('allow read: %s', (condition, admits) => {
		expect(firestore(`match /notes/{owner} { allow read: ${condition}; }`).map(one => one.admits)).toEqual([admits]);
	});

	test('No condition lets in everyone', () => {
		expect(firestore('match /notes/{id} { allow read, write; }')[0]).toMatchObject({admits: 'everyone', operations: ['read', 'write']});
	});

	test('A helper is followed, through another one too', () => {
		const helpers = 'function anyone() { return true; }\nfunction somebody() { return anyone(); }\n';
		expect(firestore(`${helpers}match /notes/{id} { allow read: if somebody(); }`)[0]?.admits).toBe('everyone');
	});

	test('A helper that calls itself does not end the reading', () => {
		expect(firestore('function a() { return a(); }\nmatch /notes/{id} { allow read: if a(); }')[0]?.admits).toBe('by-condition');
	});

	test('A comment is no rule', () => {
		expect(
			firestore('match /notes/{id} {\n// allow read: if true;\n/* allow write; */ allow read: if false;\n}').map(one => one.admits),
		).toEqual(['nobody']);
	});

	test('Nested matches join, and only the wildcard below everything covers everything', () => {
		const rules = firestore(
			'match /shops/{shop} {\n  match /notes/{note} { allow get, list: if true; }\n}\nmatch /{all=**} { allow read: if false; }',
		);
		expect(rules.map(({match, everything, operations, line}) => [match, everything, operations, line])).toEqual([
			['/shops/{shop}/notes/{note}', false, ['read'], 5],
			['/{all=**}', true, ['read'], 7],
		]);
	});
});

test('Rules of file storage are told from those of the database', () => {
	const text = 'service firebase.storage {\n  match /b/{bucket}/o {\n    match /{path=**} { allow write: if true; }\n  }\n}\n';
	expect(rulesOf('storage.rules', text)[0]).toMatchObject({
		product: 'storage',
		match: '/{path=**}',
		everything: true,
		operations: ['write'],
	});
});

describe('The realtime database', () => {
	const database = (rules: string) => rulesOf('database.rules.json', `{\n  // who\n  "rules": ${rules}\n}\n`);
	test.each([
		['{".read": true}', 'everyone', true],
		['{".read": "true"}', 'everyone', true],
		['{".write": false}', 'nobody', true],
		['{".read": "auth != null"}', 'signed-in', true],
		['{".read": "now < 1735689600000"}', 'until-a-date', true],
		['{"users": {"$uid": {".write": "$uid === auth.uid"}}}', 'by-condition', false],
		['{"users": {".read": true}}', 'everyone', false],
	])('%s', (rules, admits, everything) => {
		expect(database(rules).map(one => [one.admits, one.everything])).toEqual([[admits, everything]]);
	});

	test('A path is named', () => {
		expect(database('{"users": {"$uid": {".write": "$uid === auth.uid"}}}')[0]?.match).toBe('/users/$uid');
	});
});

test('Rules in tests, examples and vendored folders are nobody’s', () => {
	for (const path of ['test/firestore.rules', 'examples/firestore.rules', 'node_modules/a/firestore.rules', 'vendor/firestore.rules'])
		expect(rulesOf(path, 'service cloud.firestore { match /a/{b} { allow read: if true; } }')).toEqual([]);
});

test('Rules without an end are read without hanging', () => {
	const began = performance.now();
	rulesOf('firestore.rules', `service cloud.firestore { ${'match /a/{b} { allow read '.repeat(2_000)}`);
	expect(performance.now() - began).toBeLessThan(2_000);
});
