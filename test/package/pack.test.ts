import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const {version} = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
let folder = '';
let tarball = '';

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'shipworthy-pack-'));
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {cwd: project});
	tarball = join(folder, readdirSync(folder).find(name => name.endsWith('.tgz')) ?? '');
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const npx = (...words: readonly string[]): string => {
	const empty = mkdtempSync(join(folder, 'empty-'));
	return execFileSync('npx', ['--yes', '--offline', '--cache', join(folder, 'cache'), `--package=${tarball}`, 'shipworthy', ...words], {
		cwd: empty,
		encoding: 'utf8',
		env: {...process.env, CI: 'true'},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
};

test('the packed program runs by npx from an empty folder, without any dependency', () => {
	expect(npx('--version').trim()).toBe(version);
	expect(npx('checks')).toContain('ops-no-ci');
});

test('in an empty folder it says that there is nothing to assess yet', () => {
	expect(npx('scan')).toContain('nothing to assess');
});

test('the package holds the bundle, its schema, its licences, and nothing else', () => {
	const names = execFileSync('tar', ['-tzf', tarball], {encoding: 'utf8'}).trim().split('\n');
	expect(names).toEqual(
		expect.arrayContaining([
			'package/dist/cli.js',
			'package/dist/report.schema.json',
			'package/dist/THIRD-PARTY-LICENSES.txt',
			'package/README.md',
			'package/LICENSE',
		]),
	);
	expect(names.filter(name => !/^package\/(?:dist\/[\w.-]+|README\.md|LICENSE|package\.json)$/u.test(name))).toEqual([]);
	const manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {encoding: 'utf8'}));
	expect(manifest.dependencies ?? {}).toEqual({});
	expect(Object.keys(manifest.scripts).filter(name => /install|prepare/u.test(name))).toEqual([]);
});
