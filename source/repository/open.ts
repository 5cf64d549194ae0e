import {basename, join} from 'node:path';
import {gitState} from './git.ts';
import {decoded, readCapped} from './read.ts';
import type {Repository} from './repository.ts';
import {rootOf} from './root.ts';
import {type Caps, defaultCaps, walk} from './walk.ts';

const kibibyte = 1024;
const largestText = 1024 * kibibyte;
const largestLock = 32 * 1024 * kibibyte;
/** Lockfiles are facts of their own, and often larger than any source file. */
const lockfile =
	/(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|Pipfile\.lock)$/u;

export type Opened =
	| {readonly opened: true; readonly root: string; readonly repository: Repository}
	| {readonly opened: false; readonly problem: string};

/** Opens the folder at `path` as a repository, or says why it cannot be looked at and what to do. Nothing in it is changed or run. */
export function openRepository(path: string, caps: Caps = defaultCaps): Opened {
	const found = rootOf(path);
	if ('problem' in found) return {opened: false, problem: found.problem};
	const {root} = found;
	const git = gitState(root);
	const {files, skipped, capped} = walk(root, git.tracked, caps);
	if (files.length === 0 && skipped.some(one => one.path === '.')) {
		return {
			opened: false,
			problem: `${root} cannot be read: no permission. Run shipworthy as someone who may, or change the folder's permissions.`,
		};
	}
	const known = new Map(files.map(file => [file.path, file]));
	const text = (path: string): string | undefined => {
		const file = known.get(path);
		if (file === undefined) return undefined;
		const cap = lockfile.test(path) ? largestLock : largestText;
		if (file.bytes > cap) return undefined;
		const bytes = readCapped(join(root, path), cap);
		return bytes === undefined ? undefined : decoded(bytes);
	};
	const name = basename(root) || 'root';
	return {
		opened: true,
		root,
		repository: {
			name,
			git: git.git,
			inside: git.inside,
			files,
			skipped,
			capped,
			text,
			...(git.head === undefined ? {} : {head: git.head}),
			...(git.branch === undefined ? {} : {branch: git.branch}),
		},
	};
}
