import {basename} from 'node:path';
import {gitState} from './git.ts';
import type {Repository} from './repository.ts';
import {rootOf} from './root.ts';
import {keptText, noTexts, type Texts} from './text.ts';
import {type Caps, defaultCaps, walk} from './walk.ts';

export type Opened =
	| {readonly opened: true; readonly root: string; readonly repository: Repository}
	| {readonly opened: false; readonly problem: string};

/** Opens the folder at `path` as a repository, or says why it cannot be looked at and what to do. Nothing in it is changed or run. `texts` are those of an earlier opening. */
export function openRepository(path: string, caps: Caps = defaultCaps, texts: Texts = noTexts()): Opened {
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
		return file === undefined ? undefined : keptText(texts, root, file);
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
