import {type Dirent, readdirSync} from 'node:fs';
import {join} from 'node:path';
import ignore, {type Ignore} from 'ignore';
import {isUnreadable, readCapped, statOf} from './read.ts';
import type {RepositoryFile, Skipped} from './repository.ts';

/** How far a walk goes before it says that it stopped. */
export type Caps = {readonly files: number; readonly depth: number};
export const defaultCaps: Caps = {files: 200_000, depth: 60};

export type Walked = {readonly files: readonly RepositoryFile[]; readonly skipped: readonly Skipped[]; readonly capped: boolean};

/** Folders that hold what others wrote or what tools made; never walked. */
const neverWalked = new Set([
	'.git',
	'.shipworthy',
	'node_modules',
	'.venv',
	'venv',
	'__pycache__',
	'.next',
	'.turbo',
	'.svelte-kit',
	'.nuxt',
	'.pnpm-store',
	'.yarn',
	'bower_components',
	'.tox',
	'.mypy_cache',
	'.pytest_cache',
	'.terraform',
]);

type Rules = {readonly at: string; readonly rules: Ignore};

/** Lists the files below `root`, honouring nested `.gitignore` files; links and special files are never followed or opened. */
export function walk(root: string, tracked: ReadonlySet<string> | undefined, caps: Caps = defaultCaps): Walked {
	const files: RepositoryFile[] = [];
	const skipped: Skipped[] = [];
	let capped = false;
	const seen = new Set<string>();
	const trackedAs = (path: string) => (tracked === undefined ? 'unknown' : tracked.has(path));

	const visit = (folder: string, depth: number, outer: readonly Rules[]): void => {
		const entries = entriesOf(join(root, folder));
		if (entries === undefined) {
			skipped.push({path: folder === '' ? '.' : folder, because: 'no permission to read this folder'});
			return;
		}
		const rules = withRulesOf(root, folder, entries, outer);
		for (const entry of entries) {
			if (files.length >= caps.files) {
				capped = true;
				return;
			}
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			if (entry.isSymbolicLink()) {
				skipped.push({path, because: 'a link, which is not followed'});
				continue;
			}
			if (entry.isDirectory()) {
				if (neverWalked.has(entry.name) || isIgnored(rules, `${path}/`)) continue;
				if (depth >= caps.depth) {
					capped = true;
					skipped.push({path, because: `deeper than ${caps.depth} folders`});
					continue;
				}
				visit(path, depth + 1, rules);
				continue;
			}
			if (!entry.isFile()) {
				skipped.push({path, because: 'not a regular file'});
				continue;
			}
			if (isIgnored(rules, path)) continue;
			const stat = statOf(join(root, path));
			if (stat === undefined) continue;
			seen.add(path);
			files.push({path, bytes: stat.size, tracked: trackedAs(path), ignored: false});
		}
	};
	visit('', 0, []);

	for (const path of tracked ?? []) {
		if (seen.has(path) || path.split('/').some(part => neverWalked.has(part)) || files.length >= caps.files) continue;
		const stat = regularFile(root, path);
		if (stat !== undefined) files.push({path, bytes: stat, tracked: true, ignored: true});
	}
	files.sort((one, other) => (one.path < other.path ? -1 : 1));
	skipped.sort((one, other) => (one.path < other.path ? -1 : 1));
	return {files, skipped, capped};
}

function entriesOf(folder: string): readonly Dirent[] | undefined {
	try {
		return readdirSync(folder, {withFileTypes: true}).sort((one, other) => (one.name < other.name ? -1 : 1));
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	}
}

function withRulesOf(root: string, folder: string, entries: readonly Dirent[], outer: readonly Rules[]): readonly Rules[] {
	if (!entries.some(entry => entry.name === '.gitignore' && entry.isFile())) return outer;
	const text = readCapped(join(root, folder, '.gitignore'), 1024 * 1024)?.toString('utf8');
	return text === undefined ? outer : [...outer, {at: folder === '' ? '' : `${folder}/`, rules: ignore().add(text)}];
}

/** The innermost `.gitignore` that has an opinion decides, as git does it. */
function isIgnored(rules: readonly Rules[], path: string): boolean {
	for (const {at, rules: own} of [...rules].reverse()) {
		const verdict = own.test(path.slice(at.length));
		if (verdict.ignored) return true;
		if (verdict.unignored) return false;
	}
	return false;
}

/** The size of a tracked file that the walk left out because it is ignored; undefined when it, or a folder above it, is a link. */
function regularFile(root: string, path: string): number | undefined {
	const parts = path.split('/');
	if (parts.some(part => part === '..' || part === '.' || part === '')) return undefined;
	for (let length = 1; length < parts.length; length++) {
		const above = statOf(join(root, ...parts.slice(0, length)));
		if (!above?.isDirectory()) return undefined;
	}
	const stat = statOf(join(root, path));
	return stat?.isFile() ? stat.size : undefined;
}
