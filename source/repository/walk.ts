import {type Dirent, readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Ignore} from 'ignore';
import {rulesOf} from './ignored.ts';
import {isUnreadable, readCapped, statOf} from './read.ts';
import type {RepositoryFile, Skipped, Stamp} from './repository.ts';

const mebibyte = 1024 * 1024;

/** How far a walk goes before it says that it stopped: files, folders inside each other, and bytes of files that are small enough to read. */
export type Caps = {readonly files: number; readonly depth: number; readonly bytes?: number};
export const defaultCaps: Caps = {files: 200_000, depth: 60, bytes: 2048 * mebibyte};

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
type Entries = readonly Dirent[] | 'not permitted' | 'gone';

/** Lists the files below `root`, honouring nested `.gitignore` files; links and special files are never followed or opened. */
export function walk(root: string, tracked: ReadonlySet<string> | undefined, caps: Caps = defaultCaps): Walked {
	const files: RepositoryFile[] = [];
	const skipped: Skipped[] = [];
	const most = caps.bytes ?? Number.POSITIVE_INFINITY;
	let bytes = 0;
	let full = false;
	let capped = false;
	const seen = new Set<string>();
	const trackedAs = (path: string) => (tracked === undefined ? 'unknown' : tracked.has(path));

	const isFull = (): boolean => {
		if (full || (files.length < caps.files && bytes < most)) return full;
		full = true;
		capped = true;
		const said = files.length >= caps.files ? `there are more than ${caps.files} files` : `the files hold more than ${most} bytes`;
		skipped.push({path: files.at(-1)?.path ?? '.', because: `${said}: what comes after this one was not looked at`});
		return full;
	};

	const visit = (folder: string, depth: number, outer: readonly Rules[]): void => {
		const entries = entriesOf(folder === '' ? root : `${root}/${folder}`);
		if (entries === 'not permitted' || entries === 'gone') {
			const because = entries === 'gone' ? 'this folder went away while it was looked at' : 'no permission to read this folder';
			skipped.push({path: folder === '' ? '.' : folder, because});
			return;
		}
		const rules = withRulesOf(root, folder, entries, outer, skipped);
		for (const entry of entries) {
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
				if (full) return;
				continue;
			}
			if (!entry.isFile()) {
				skipped.push({path, because: 'not a regular file'});
				continue;
			}
			if (isIgnored(rules, path)) continue;
			const stat = statOf(`${root}/${path}`);
			if (!stat?.isFile()) {
				skipped.push({path, because: 'it went away while it was looked at, or its name is not text'});
				continue;
			}
			if (isFull()) return;
			seen.add(path);
			files.push({path, bytes: stat.size, tracked: trackedAs(path), ignored: false, stamp: stampOf(stat)});
			if (stat.size <= mebibyte) bytes += stat.size;
		}
	};
	visit('', 0, []);

	for (const path of tracked ?? []) {
		if (full) break;
		if (seen.has(path) || path.split('/').some(part => neverWalked.has(part))) continue;
		const stat = regularFile(root, path);
		if (stat === undefined || isFull()) continue;
		files.push({path, bytes: stat.size, tracked: true, ignored: true, stamp: stampOf(stat)});
	}
	files.sort((one, other) => (one.path < other.path ? -1 : 1));
	skipped.sort((one, other) => (one.path < other.path ? -1 : 1));
	return {files, skipped, capped};
}

type Stat = NonNullable<ReturnType<typeof statOf>>;
const stampOf = ({mtimeMs, ctimeMs, ino}: Stat): Stamp => ({modified: mtimeMs, changed: ctimeMs, number: ino});

/** The entries of a folder by name, unless it is none any more: a link that took its place is not followed. */
function entriesOf(folder: string): Entries {
	try {
		const entries = readdirSync(folder, {withFileTypes: true}).sort((one, other) => (one.name < other.name ? -1 : 1));
		return statOf(folder)?.isDirectory() ? entries : 'gone';
	} catch (error) {
		if (!isUnreadable(error)) throw error;
		return statOf(folder)?.isDirectory() ? 'not permitted' : 'gone';
	}
}

function withRulesOf(
	root: string,
	folder: string,
	entries: readonly Dirent[],
	outer: readonly Rules[],
	skipped: Skipped[],
): readonly Rules[] {
	if (!entries.some(entry => entry.name === '.gitignore' && entry.isFile())) return outer;
	const text = readCapped(join(root, folder, '.gitignore'), mebibyte)?.toString('utf8');
	if (text === undefined) return outer;
	const at = folder === '' ? '' : `${folder}/`;
	const {rules, leftOut} = rulesOf(text);
	if (leftOut !== undefined) skipped.push({path: `${at}.gitignore`, because: leftOut});
	return [...outer, {at, rules}];
}

/** The innermost `.gitignore` that has an opinion decides, as git does it. */
function isIgnored(rules: readonly Rules[], path: string): boolean {
	for (let inner = rules.length - 1; inner >= 0; inner--) {
		const own = rules[inner];
		if (own === undefined) continue;
		const verdict = own.rules.test(path.slice(own.at.length));
		if (verdict.ignored) return true;
		if (verdict.unignored) return false;
	}
	return false;
}

/** A tracked file that the walk left out because it is ignored; undefined when it, or a folder above it, is a link. */
function regularFile(root: string, path: string): Stat | undefined {
	const parts = path.split('/');
	if (parts.some(part => part === '..' || part === '.' || part === '')) return undefined;
	for (let length = 1; length < parts.length; length++) {
		const above = statOf(join(root, ...parts.slice(0, length)));
		if (!above?.isDirectory()) return undefined;
	}
	const stat = statOf(join(root, path));
	return stat?.isFile() ? stat : undefined;
}
