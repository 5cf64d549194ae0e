import {describe, expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';
import {layouts} from './layouts.ts';

describe.each(Object.entries(layouts))('%s', (_framework, laid) => {
	const files = new Map(
		factsOf(inMemory(Object.fromEntries(laid.map(([path, , , text]) => [path, text ?? '\n'])))).files.map(file => [file.path, file]),
	);

	test.each(laid.map(([path, role]) => [path, role]))('%s is %s', (path, role) => {
		expect(files.get(path)?.role).toBe(role);
	});

	test.each(laid.flatMap(([path, , side]) => (side === undefined ? [] : [[path, side]])))('%s runs on the %s side', (path, side) => {
		expect(files.get(path)?.side).toBe(side);
	});
});

const sideOf = (files: Readonly<Record<string, string>>, path: string) =>
	factsOf(inMemory(files)).files.find(file => file.path === path)?.side;

test('what a type names is not reached', () => {
	const files = {
		'src/main.tsx': "import {createRoot} from 'react-dom/client';\nimport type {Order} from './orders';\n",
		'src/orders.ts': "import pg from 'pg';\nexport type Order = string;\n",
	};
	expect(sideOf(files, 'src/orders.ts')).toBe('server');
});

test('a browser reaches no further than code of the server alone', () => {
	const files = {
		'src/main.tsx': "import {createRoot} from 'react-dom/client';\nimport {router} from './router';\n",
		'src/router.ts': "import express from 'express';\nimport {hash} from './hash';\n",
		'src/hash.ts': 'export const hash = 1;\n',
	};
	expect(sideOf(files, 'src/router.ts')).toBe('server');
	expect(sideOf(files, 'src/hash.ts')).toBe('server');
});

test('a module of the server by its library alone is the browser’s when only a browser reaches it', () => {
	const files = {
		'src/main.tsx': "import {createRoot} from 'react-dom/client';\nimport {join} from './paths';\n",
		'src/paths.ts': "import path from 'path';\nexport const join = path.join;\n",
	};
	expect(sideOf(files, 'src/paths.ts')).toBe('client');
	expect(sideOf({...files, 'src/main.tsx': ''}, 'src/paths.ts')).toBe('server');
});

test('a script that the application imports belongs to it; a migration stays one', () => {
	const files = {
		'server.ts': "import express from 'express';\nimport {clean} from './scripts/clean';\nimport {up} from './migrations/1';\n",
		'scripts/clean.ts': "import {part} from './part';\n",
		'scripts/part.ts': '',
		'scripts/other.ts': '',
		'migrations/1.ts': '',
	};
	const roles = new Map(factsOf(inMemory(files)).files.map(file => [file.path, file.role]));
	expect(Object.fromEntries(roles)).toEqual({
		'server.ts': 'app',
		'scripts/clean.ts': 'app',
		'scripts/part.ts': 'app',
		'scripts/other.ts': 'script',
		'migrations/1.ts': 'script',
	});
});

test('a folder for testing is the application’s when that imports it', () => {
	const files = {
		'src/main.ts': "import {fake} from './testing/fake';\n",
		'src/testing/fake.ts': '',
		'src/testing/other.ts': '',
		'testing/run.ts': '',
	};
	const roles = new Map(factsOf(inMemory(files)).files.map(file => [file.path, file.role]));
	expect([roles.get('src/testing/fake.ts'), roles.get('src/testing/other.ts'), roles.get('testing/run.ts')]).toEqual([
		'app',
		'test',
		'test',
	]);
});
