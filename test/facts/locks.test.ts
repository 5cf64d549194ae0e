import {describe, expect, test} from 'vitest';
import {driftIn, movingSources, openRequirements} from '../../source/facts/dependencies/locking.ts';
import {bunLock, npmLock, pipenvLock, pnpmLock, tomlLock, yarnLock} from '../../source/facts/locks/readers.ts';
import type {Locked} from '../../source/facts/locks.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const facts = (files: Record<string, string>) => factsOf(inMemory(files));
const manifest = (dependencies: Record<string, string>, more: object = {}) =>
	JSON.stringify({name: 'shop', dependencies, ...more}, undefined, 1);
const names = ({names: found}: Locked) => [...(found ?? [])].sort();

describe('What a lockfile holds', () => {
	test.each<[string, Locked, readonly string[]]>([
		[
			'npm 3',
			npmLock('{"lockfileVersion": 3, "packages": {"": {}, "node_modules/@a/b": {}, "node_modules/c/node_modules/d": {}}}'),
			['@a/b', 'd'],
		],
		['npm 1', npmLock('{"lockfileVersion": 1, "dependencies": {"@a/b": {}, "c": {}}}'), ['@a/b', 'c']],
		[
			'yarn 1',
			yarnLock('# yarn lockfile v1\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.1.0"\n\nc@~2:\n  version "2.0.0"\n'),
			['@a/b', 'c'],
		],
		[
			'yarn 4',
			yarnLock('__metadata:\n  version: 8\n\n"@a/b@npm:^1.0.0":\n  version: 1.1.0\n\n"c@workspace:.":\n  version: 0\n'),
			['@a/b', 'c'],
		],
		[
			'pnpm 9',
			pnpmLock("lockfileVersion: '9.0'\n\npackages:\n\n  '@a/b@1.0.0':\n    resolution: {}\n\n  c@2.0.0(d@1.0.0):\n    resolution: {}\n"),
			['@a/b', 'c'],
		],
		[
			'pnpm 5',
			pnpmLock('lockfileVersion: 5.4\n\npackages:\n\n  /@a/b/1.0.0:\n    resolution: {}\n\n  /c/2.0.0:\n    resolution: {}\n'),
			['@a/b', 'c'],
		],
		[
			'bun',
			bunLock(
				'{"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"c": "1",},},}, "packages": {"@a/b": ["@a/b@1.0.0", "", {}, ""],},}',
			),
			['@a/b'],
		],
		['uv', tomlLock('version = 1\n\n[[package]]\nname = "Flask_Login"\nversion = "1"\n'), ['flask-login']],
		['pipenv', pipenvLock('{"default": {"Flask": {}}, "develop": {"pytest": {}}}'), ['flask', 'pytest']],
	])('%s', (_manager, locked, held) => expect(names(locked)).toEqual(held));

	test.each<[string, Locked]>([
		['npm', npmLock('{"lockfileVersion": 3, <<<<<<< HEAD')],
		['pnpm', pnpmLock('not a lockfile')],
		['yarn', yarnLock('not a lockfile')],
		['bun', bunLock('{')],
		['pipenv', pipenvLock('{')],
	])('A broken one of %s holds nothing that is known', (_manager, locked) => expect(locked.names).toBeUndefined());

	test('A lockfile that git does not track locks nothing', () => {
		const repository = inMemory({'package.json': manifest({a: '1'}), 'package-lock.json': '{}'}, {untracked: ['package-lock.json']});
		expect(factsOf(repository).locks).toEqual([]);
	});
});

describe('Manifests and lockfiles that say different things', () => {
	const npm = (wanted: Record<string, string>, locked: Record<string, string>, more: object = {}) =>
		driftIn(
			facts({
				'package.json': manifest(wanted, more),
				'package-lock.json': JSON.stringify({lockfileVersion: 3, packages: {'': {dependencies: locked}, 'node_modules/a': {}}}),
			}),
		).map(({said}) => said);

	test('Another range', () => {
		expect(npm({a: '^2'}, {a: '^3.2.4'})).toEqual(['package.json asks for a ^2, package-lock.json says ^3.2.4']);
	});

	test('A dependency that the lockfile does not know', () => {
		expect(npm({a: '1', b: '1'}, {a: '1'})).toEqual(['package.json asks for b 1, package-lock.json does not know it']);
	});

	test.each<[string, Record<string, string>, Record<string, string>, object]>([
		['the same', {a: '^2'}, {a: '^2'}, {}],
		['more in the lockfile', {a: '^2'}, {a: '^2', b: '1'}, {}],
		['a folder beside it', {a: 'file:../a'}, {}, {}],
		['another package of the workspace', {a: 'workspace:*'}, {}, {}],
		['what whoever uses it brings', {}, {}, {peerDependencies: {a: '>=1'}}],
	])('None for %s', (_name, wanted, locked, more) => expect(npm(wanted, locked, more)).toEqual([]));

	test('pnpm, by the folder of its workspace', () => {
		const files = {
			'package.json': manifest({}),
			'pnpm-workspace.yaml': 'packages:\n  - web\n',
			'web/package.json': manifest({a: '^2', b: '1'}),
			'pnpm-lock.yaml':
				"lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  web:\n    dependencies:\n      a:\n        specifier: ^1\n        version: 1.0.0\n      b:\n        specifier: '1'\n        version: 1.0.0\n\npackages:\n\n  a@1.0.0:\n    resolution: {}\n",
		};
		expect(driftIn(facts(files)).map(({said}) => said)).toEqual(['web/package.json asks for a ^2, pnpm-lock.yaml says ^1']);
	});

	test("pnpm's overrides may change a range on purpose", () => {
		const files = {
			'package.json': manifest({a: '^2'}),
			'pnpm-lock.yaml':
				"lockfileVersion: '9.0'\n\noverrides:\n  a: ^3\n\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: ^3\n        version: 3.0.0\n\npackages:\n\n  a@3.0.0:\n    resolution: {}\n",
		};
		expect(driftIn(facts(files))).toEqual([]);
	});

	test('yarn, by what was asked', () => {
		const yarn = '# yarn lockfile v1\n\n\na@^1.0.0:\n  version "1.1.0"\n';
		expect(driftIn(facts({'package.json': manifest({a: '^1.0.0'}), 'yarn.lock': yarn}))).toEqual([]);
		expect(driftIn(facts({'package.json': manifest({b: '^1.0.0'}), 'yarn.lock': yarn})).map(({said}) => said)).toEqual([
			'package.json asks for b ^1.0.0, yarn.lock does not know it',
		]);
	});

	test('Python, by name', () => {
		const lock = 'version = 1\n\n[[package]]\nname = "flask-login"\n';
		const project = (name: string) => `[project]\nname = "shop"\nversion = "1"\ndependencies = ["${name}>=1"]\n`;
		expect(driftIn(facts({'pyproject.toml': project('Flask_Login'), 'uv.lock': lock}))).toEqual([]);
		expect(driftIn(facts({'pyproject.toml': project('requests'), 'uv.lock': lock})).map(({said}) => said)).toEqual([
			'pyproject.toml asks for requests >=1, uv.lock does not know it',
		]);
	});
});

describe('Versions that are left open', () => {
	test.each([
		['flask', true],
		['flask>=3', true],
		['flask~=3.0', true],
		['flask==3.0.0', false],
		['flask[async]==3.0.0', false],
		['flask==3.0.0 ; python_version > "3.8"', false],
	])('%s', (line, open) => {
		const [one] = facts({'requirements.txt': `${line}\n`, 'app.py': 'import flask\n'}).packages;
		expect(one === undefined ? undefined : openRequirements(one).unpinned.length > 0).toBe(open);
	});

	test.each([
		['github:someone/pad', true],
		['git+https://github.com/someone/pad.git', true],
		['git+https://github.com/someone/pad.git#main', true],
		['https://downloads.orders-shop.net/pad.tgz', true],
		['github:someone/pad#3f0c9e526b1d4a7e9c2458d17be0a6f33f0c9e52', false],
		['someone/pad#v1.2.3', false],
		['^1.2.3', false],
		['npm:other-pad@1.0.0', false],
		['file:../pad', false],
	])('%s', (range, moving) => {
		expect(movingSources(facts({'package.json': manifest({pad: range})}).packages).length > 0).toBe(moving);
	});
});
