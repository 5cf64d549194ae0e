import {dirname, join, relative, sep} from 'node:path';
import {indexedPaths} from './git-index.ts';
import {readCapped, statOf} from './read.ts';

/** What can be known of git by reading its files: git itself is never run in a repository. */
export type GitState = {
	/** Whether the folder, or one above it, holds a `.git`. */
	readonly git: boolean;
	/** The folder lies inside a larger repository. */
	readonly inside: boolean;
	readonly head?: string;
	/** The branch that others build on: what the remote's HEAD names, else main or master, else the one checked out. */
	readonly branch?: string;
	/** Paths below the root that the index lists; undefined when unknown. */
	readonly tracked?: ReadonlySet<string>;
};

const mebibyte = 1024 * 1024;
const commit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
const reference = /^ref: (refs\/[\w./@+-]{1,200})$/u;

/** Reads HEAD and the index of the repository that `root` is, or lies in. */
export function gitState(root: string): GitState {
	const top = topOf(root);
	if (top === undefined) return {git: false, inside: false};
	const inside = top !== root;
	const git = join(top, '.git');
	if (!statOf(git)?.isDirectory()) return {git: true, inside};
	const head = headOf(git);
	const index = readCapped(join(git, 'index'), 256 * mebibyte);
	const all = index === undefined ? undefined : indexedPaths(index);
	const prefix = inside ? `${relative(top, root).split(sep).join('/')}/` : '';
	const tracked =
		all === undefined ? undefined : new Set([...all].filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length)));
	const branch = branchOf(git);
	return {
		git: true,
		inside,
		...(head === undefined ? {} : {head}),
		...(branch === undefined ? {} : {branch}),
		...(tracked === undefined ? {} : {tracked}),
	};
}

function topOf(folder: string): string | undefined {
	const found = statOf(join(folder, '.git'));
	if (found?.isDirectory() || found?.isFile()) return folder;
	const above = dirname(folder);
	return above === folder ? undefined : topOf(above);
}

/** The text of a small file of git, unless it or a folder on the way to it is a link. */
function textIn(git: string, path: string, cap = 4096): string | undefined {
	const parts = path.split('/');
	const folders = parts.slice(0, -1).map((_, at) => join(git, ...parts.slice(0, at + 1)));
	return folders.every(folder => statOf(folder)?.isDirectory()) ? readCapped(join(git, path), cap)?.toString('utf8') : undefined;
}

function headOf(git: string): string | undefined {
	const head = textIn(git, 'HEAD')?.trim();
	if (head === undefined || commit.test(head)) return head;
	const name = reference.exec(head)?.[1];
	if (name === undefined || name.includes('..')) return undefined;
	const loose = textIn(git, name)?.trim();
	if (loose !== undefined && commit.test(loose)) return loose;
	const packed = textIn(git, 'packed-refs', 16 * mebibyte) ?? '';
	const line = packed.split('\n').find(line => line.endsWith(` ${name}`));
	const hash = line?.split(' ')[0];
	return hash !== undefined && commit.test(hash) ? hash : undefined;
}

const remoteHead = /^ref: refs\/remotes\/origin\/(?<name>[\w./@+-]{1,200})$/u;
const localHead = /^ref: refs\/heads\/(?<name>[\w./@+-]{1,200})$/u;

function branchOf(git: string): string | undefined {
	const remote = remoteHead.exec(textIn(git, 'refs/remotes/origin/HEAD')?.trim() ?? '')?.groups?.name;
	if (remote !== undefined) return remote;
	const packed = textIn(git, 'packed-refs', 16 * mebibyte) ?? '';
	const usual = ['main', 'master'].find(
		name => packed.includes(` refs/heads/${name}\n`) || statOf(join(git, 'refs', 'heads', name))?.isFile(),
	);
	return usual ?? localHead.exec(textIn(git, 'HEAD')?.trim() ?? '')?.groups?.name;
}
