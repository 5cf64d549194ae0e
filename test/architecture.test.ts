import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import {expect, test} from 'vitest';

const source = resolve(import.meta.dirname, '../source');

/** What each folder may import: other folders, and packages (`node:` stands for Node's own). A folder may always import itself and `safe-text`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	repository: ['node:', 'ignore'],
	facts: [
		'repository',
		'yaml-depth',
		'node:',
		'smol-toml',
		'valibot',
		'yaml',
		'oxc-parser',
		'web-tree-sitter',
		'libpg-query',
		'shipworthy:licences',
	],
	checklists: ['valibot', 'shipworthy:checklists'],
	probes: ['facts', 'checklists'],
	scan: ['repository', 'facts', 'checklists', 'probes', 'record', 'node:'],
	exercises: ['checklists', 'probes', 'tools', 'node:', 'valibot', 'shipworthy:exercises'],
	record: ['scaffold', 'yaml-depth', 'node:', 'valibot', 'yaml'],
	assessment: ['probes', 'checklists', 'record'],
	scaffold: [
		'facts',
		'probes',
		'checklists',
		'yaml-depth',
		'node:',
		'valibot',
		'yaml',
		'diff',
		'jsonc-parser',
		'smol-toml',
		'shipworthy:templates',
	],
	tools: ['node:', 'execa'],
	reports: ['assessment', 'probes', 'facts', 'checklists', 'record', 'exercises', 'string-width'],
	coaching: ['assessment', 'checklists', 'record', 'scaffold'],
	screens: [
		'coaching',
		'assessment',
		'checklists',
		'record',
		'scaffold',
		'ink',
		'ink-select-input',
		'react',
		'string-width',
		'diff',
		'node:',
	],
	commands: [
		'repository',
		'facts',
		'checklists',
		'probes',
		'scan',
		'record',
		'assessment',
		'scaffold',
		'exercises',
		'tools',
		'reports',
		'coaching',
		'screens',
		'node:',
	],
	cli: ['commands', 'scan', 'screens', 'node:'],
	'safe-text': [],
	'yaml-depth': ['yaml'],
};

/** Where only types may cross, so that no effect does. */
const typesOnly: readonly (readonly [string, string])[] = [
	['exercises', 'probes'],
	['reports', 'exercises'],
	['assessment', 'record'],
	['reports', 'record'],
	['coaching', 'record'],
	['coaching', 'scaffold'],
	['screens', 'record'],
	['screens', 'scaffold'],
	['record', 'scaffold'],
];

const modules = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(path => /\.tsx?$/u.test(path) && !path.endsWith('.d.ts'));
const importLine =
	/(?:^|\n)\s*(?:import|export)\s+(?<type>type\s+)?[^;'"]*?from\s+'(?<from>[^']+)'|import\s*\(\s*['`](?<lazy>[^'`]+)['`]\s*\)|(?:^|\n)\s*import\s+'(?<bare>[^']+)'/gu;

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : path.replace(/\.tsx?$/u, ''));

const arrows = modules.flatMap(path =>
	[...readFileSync(join(source, path), 'utf8').matchAll(importLine)].flatMap(({groups}) => {
		const from = groups?.from ?? groups?.lazy ?? groups?.bare;
		if (from === undefined) return [];
		const to = from.startsWith('.')
			? folderOf(relative(source, resolve(source, dirname(path), from)))
			: from.startsWith('node:')
				? 'node:'
				: from.startsWith('shipworthy:')
					? from
					: from
							.split('/')
							.slice(0, from.startsWith('@') ? 2 : 1)
							.join('/');
		return [{path, folder: folderOf(path), to, from, type: groups?.type !== undefined}];
	}),
);

test('every module stands in a folder that the table knows', () => {
	expect(modules.map(folderOf).filter(folder => !Object.hasOwn(mayImport, folder))).toEqual([]);
});

test('imports follow the arrow', () => {
	const stray = arrows.filter(({folder, to}) => to !== folder && to !== 'safe-text' && !(mayImport[folder] ?? []).includes(to));
	expect(stray.map(({path, from}) => `${path} imports ${from}`)).toEqual([]);
});

test('where only types may cross, only types do', () => {
	const effects = arrows.filter(({folder, to, type}) => !type && typesOnly.some(([from, into]) => from === folder && into === to));
	expect(effects.map(({path, from}) => `${path} imports ${from}`)).toEqual([]);
});

test('only facts/syntax knows the parsers', () => {
	const parsers = arrows.filter(({to}) => ['oxc-parser', 'web-tree-sitter', 'libpg-query'].includes(to));
	expect(parsers.map(({path}) => path).filter(path => !path.startsWith('facts/syntax/'))).toEqual([]);
	expect(new Set(parsers.map(({to}) => to)).size).toBe(3);
});

/** The person's cache, the program's own files, and hearing that something changed: never the developer's files. */
const keepsCache = /^scan\/(?:cache|engine|folder-watch)\.ts$/u;

test('only the repository reads, only scaffold/write and undo and record write, scan keeps its cache, only cli knows the process', () => {
	const reads = arrows.filter(
		({from, folder, path}) =>
			/^node:fs/u.test(from) && !['repository', 'record', 'scaffold', 'commands', 'tools'].includes(folder) && !keepsCache.test(path),
	);
	expect(reads.map(({path}) => path)).toEqual([]);
	const knowsProcess = modules.filter(
		path => path !== 'cli.ts' && /(?<![\w.'])process\.(?:argv|env|exit\b|exitCode)/u.test(readFileSync(join(source, path), 'utf8')),
	);
	expect(knowsProcess).toEqual([]);
});

test('the table was held against every module', () => {
	expect(modules.length).toBeGreaterThan(100);
	const withImports = new Set(arrows.map(({path}) => path));
	expect(withImports.size).toBeGreaterThan(modules.length * 0.8);
});
