import {expect, test} from 'vitest';
import {packageOf, packagesOf} from '../../source/facts/packages.ts';
import {inMemory} from '../../source/repository/repository.ts';

const of = (files: Record<string, string>) => packagesOf(inMemory(files));

test('a manifest gives dependencies with their lines, scripts and runtime', () => {
	const [root] = of({
		'package.json':
			'{\n  "name": "shop",\n  "private": true,\n  "scripts": {\n    "test": "vitest"\n  },\n  "engines": {"node": ">=22"},\n  "dependencies": {\n    "express": "^4.21.0"\n  },\n  "devDependencies": {\n    "vitest": "4.1.12"\n  }\n}',
		'package-lock.json': '{}',
	});
	expect(root).toMatchObject({
		path: '.',
		name: 'shop',
		private: true,
		library: false,
		managers: ['npm'],
		ecosystems: ['npm'],
		lockfiles: ['package-lock.json'],
	});
	expect(root?.dependencies).toMatchObject([
		{name: 'express', range: '^4.21.0', use: 'production', line: 9},
		{name: 'vitest', use: 'development', line: 12},
	]);
	expect(root?.scripts).toMatchObject([{name: 'test', command: 'vitest', line: 5}]);
	expect(root?.runtimes).toMatchObject([{runtime: 'node', version: '>=22'}]);
});

test('Python by requirements, pyproject of both kinds, and Pipfile', () => {
	const packages = of({
		'a/requirements.txt': 'Flask==3.0\n# no\nPyYAML>=6 ; python_version > "3"\n-r other.txt\n',
		'b/pyproject.toml':
			'[project]\nname = "b"\nrequires-python = ">=3.11"\ndependencies = [\n  "fastapi[standard]>=0.110",\n]\n[dependency-groups]\ndev = ["pytest"]\n',
		'c/pyproject.toml': '[tool.poetry]\nname = "c"\n[tool.poetry.dependencies]\npython = "^3.12"\nDjango = "^5"\n',
		'd/Pipfile': '[packages]\nrequests = "*"\n',
	});
	expect(packages.map(({path, managers, dependencies}) => [path, managers, dependencies.map(({name, use}) => `${name} ${use}`)])).toEqual([
		['.', [], []],
		['a', ['pip'], ['flask production', 'pyyaml production']],
		['b', ['pip'], ['fastapi production', 'pytest development']],
		['c', ['poetry'], ['django production']],
		['d', ['pipenv'], ['requests production']],
	]);
	expect(packages.find(({path}) => path === 'b')?.dependencies[0]).toMatchObject({line: 5});
});

test('a broken manifest is named, and nothing is made up from it', () => {
	const [root] = of({'package.json': '{"dependencies": {'});
	expect(root?.broken).toMatchObject([{path: 'package.json', because: expect.stringContaining('not valid JSON')}]);
	expect(root?.dependencies).toEqual([]);
});

test('own keys called __proto__ are data', () => {
	const [root] = of({'package.json': '{"scripts": {"__proto__": "x"}, "dependencies": {"constructor": "1.0.0"}}'});
	expect(root?.dependencies.map(({name}) => name)).toEqual(['constructor']);
	expect(Object.keys(Object.prototype)).toEqual([]);
});

test('files belong to the deepest package; examples, tests and empty manifests are none', () => {
	const packages = of({
		'package.json': '{"workspaces": ["apps/*"]}',
		'apps/web/package.json': '{"scripts": {"dev": "next"}}',
		'apps/web/src/package.json': '{"type": "module"}',
		'examples/a/package.json': '{"scripts": {"x": "y"}}',
		'test/fixtures/package.json': '{"scripts": {"x": "y"}}',
	});
	expect(packages.map(({path}) => path)).toEqual(['.', 'apps/web']);
	expect(packageOf('apps/web/src/a.ts', packages)).toBe('apps/web');
	expect(packageOf('apps/website/a.ts', packages)).toBe('.');
});
