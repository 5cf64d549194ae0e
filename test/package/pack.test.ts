import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const {version} = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
let folder = '';
let tarball = '';

const packed = (from: string, into: string): string => {
	const names = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', into], {cwd: from, encoding: 'utf8'});
	return join(into, names.trim());
};

/** The one dependency, with what it needs on this machine: packed from this project's own copy, as nothing can be fetched here. */
const dependency = (): readonly string[] => [
	'oxc-parser',
	'@oxc-project/types',
	...readdirSync(join(project, 'node_modules/@oxc-parser')).map(name => `@oxc-parser/${name}`),
];

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'shipworthy-pack-'));
	tarball = packed(project, folder);
	const others = dependency().map(name => packed(join(project, 'node_modules', name), folder));
	mkdirSync(join(folder, 'installed'));
	writeFileSync(join(folder, 'installed/package.json'), '{"private": true}');
	const flags = ['--offline', '--omit=optional', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')];
	execFileSync('npm', ['install', ...flags, tarball, ...others], {cwd: join(folder, 'installed'), stdio: 'pipe'});
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const npx = (words: readonly string[], files: Readonly<Record<string, string>> = {}): string => {
	const fresh = mkdtempSync(join(folder, 'fresh-'));
	for (const [name, text] of Object.entries(files)) writeFileSync(join(fresh, name), text);
	return execFileSync('npx', ['--prefix', join(folder, 'installed'), '--offline', 'shipworthy', ...words], {
		cwd: fresh,
		encoding: 'utf8',
		env: {...process.env, CI: 'true'},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
};

test('the packed program runs by npx from an empty folder, with its one dependency', () => {
	expect(npx(['--version']).trim()).toBe(version);
	expect(npx(['checks'])).toContain('ops-no-ci');
});

test('in an empty folder it says that there is nothing to assess yet', () => {
	expect(npx(['scan'])).toContain('nothing to assess');
});

test('it brings every parser: what cannot be parsed is named, and nothing else', () => {
	const said = npx(['facts', '--all'], {
		'good.ts': 'export const one = (a: string) => a;\n',
		'bad.ts': 'const = (;\n',
		'good.py': 'def one(a):\n    return a\n',
		'bad.py': `x = ${'('.repeat(1200)}1${')'.repeat(1200)}\n`,
		'schema.sql': 'create table parcels (id int primary key);\n',
	});
	expect(said.split('\n').filter(line => line.includes('not parsed'))).toEqual([
		expect.stringContaining('bad.py'),
		expect.stringContaining('bad.ts'),
	]);
	expect(said).toMatch(/^ *parcels +1 .*schema\.sql:1$/mu);
});

test('the package holds the bundle, its schema, its licences, what its parsers load, and nothing else', () => {
	const names = execFileSync('tar', ['-tzf', tarball], {encoding: 'utf8'}).trim().split('\n');
	expect(names).toEqual(
		expect.arrayContaining([
			'package/dist/cli.js',
			'package/dist/report.schema.json',
			'package/dist/THIRD-PARTY-LICENSES.txt',
			'package/dist/web-tree-sitter.wasm',
			'package/dist/tree-sitter-python.wasm',
			'package/dist/libpg-query.wasm',
			'package/README.md',
			'package/LICENSE',
		]),
	);
	expect(names.filter(name => !/^package\/(?:dist\/[\w.-]+|README\.md|LICENSE|package\.json)$/u.test(name))).toEqual([]);
	const manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {encoding: 'utf8'}));
	expect(Object.keys(manifest.dependencies)).toEqual(['oxc-parser']);
	expect(manifest.optionalDependencies ?? {}).toEqual({});
	expect(Object.keys(manifest.scripts).filter(name => /install|prepare/u.test(name))).toEqual([]);
});
