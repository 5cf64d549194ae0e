import {describe, expect, test} from 'vitest';
import {knownLicence} from '../../source/facts/known-licences/known.ts';
import {termsOf} from '../../source/facts/known-licences/terms.ts';
import {familyOf, licencesOf} from '../../source/facts/licences.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {filesOf} from '../support/facts.ts';

const licences = (files: Readonly<Record<string, string>>) => {
	const repository = inMemory(files);
	return licencesOf(repository, filesOf(repository));
};

describe('the family of a licence', () => {
	test.each([
		['MIT', 'MIT'],
		['GPL-3.0-or-later', 'GPL'],
		['AGPL-3.0-only', 'AGPL'],
		['LGPL-2.1', 'LGPL'],
		['Apache 2.0', 'Apache'],
		['BUSL-1.1', 'BUSL'],
		['UNLICENSED', 'closed'],
		['Permission is hereby granted, free of charge, to any person', 'MIT'],
		['GNU LESSER GENERAL PUBLIC LICENSE', 'LGPL'],
		['a house rule', undefined],
	])('%s is %s', (words, family) => {
		expect(familyOf(words)).toBe(family);
	});
});

test('a GPL text that mentions the Affero licence further down is GPL', () => {
	const text = `GNU GENERAL PUBLIC LICENSE\nVersion 3\n${'words '.repeat(60)}GNU Affero General Public License`;
	expect(licences({LICENSE: text}).files).toMatchObject([{path: 'LICENSE', line: 1, family: 'GPL'}]);
});

test('manifests and README say what they say, with the line', () => {
	const found = licences({
		'package.json': '{\n  "name": "x",\n  "license": "MIT"\n}',
		'pyproject.toml': '[project]\nlicense = { text = "GPL-3.0" }\n',
		'README.md': '# X\n\n## License\n\nReleased under the Apache License.\n',
	});
	expect(found.manifests.map(({path, line, family}) => [path, line, family])).toEqual([
		['package.json', 3, 'MIT'],
		['pyproject.toml', 2, 'GPL'],
	]);
	expect(found.readme).toMatchObject([{line: 5, family: 'Apache'}]);
});

test('a lockfile gives production dependencies only, and those that name none as well', () => {
	const lock = {
		packages: {
			'': {license: 'MIT'},
			'node_modules/a': {license: 'MIT'},
			'node_modules/a/node_modules/@s/b': {},
			'node_modules/c': {license: 'GPL-3.0', dev: true},
		},
	};
	expect(licences({'package-lock.json': JSON.stringify(lock)}).locked[0]?.entries.map(({name, words}) => [name, words])).toEqual([
		['a', 'MIT'],
		['@s/b', ''],
	]);
});

test('a lockfile that does not parse gives nothing', () => {
	expect(licences({'package-lock.json': '{'}).locked).toEqual([]);
});

test('the terms of a licence are the mildest where one may choose, and the strictest where all hold', () => {
	expect(
		['MIT', '(MIT OR GPL-3.0)', 'MIT AND LGPL-2.1', 'GPL-2.0-only', 'AGPL-3.0', 'SEE LICENSE IN TERMS.md', 'MIT AND house rules'].map(
			termsOf,
		),
	).toEqual(['named', 'named', 'files', 'handed out', 'more', undefined, undefined]);
});

test('the table knows packages by name, by scope and by the writing that a registry takes for the same', () => {
	expect(knownLicence('npm', 'express')).toBe('MIT');
	expect(knownLicence('npm', '@opentelemetry/api')).toBe('Apache-2.0');
	expect(knownLicence('python', 'Flask_SQLAlchemy')).toBe('BSD');
	expect(knownLicence('python', 'google-cloud-storage')).toBe('Apache-2.0');
	expect(knownLicence('go', 'golang.org/x/crypto')).toBe('BSD');
	expect(knownLicence('npm', 'a-package-that-nobody-made')).toBeUndefined();
});
