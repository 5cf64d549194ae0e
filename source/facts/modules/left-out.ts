import type {Listing} from './listing.ts';
import {below, folderOf, joined} from './paths.ts';

const gitignore = /(?:^|\/)\.gitignore$/u;
const plain = /^\/?[\w.@/-]*[\w@-]\/?$/u;
const ending = /\.(?:d\.)?(?:[cm]?[jt]sx?|py|vue|json)$/u;

/**
 * Whether git is told, by its very path, to leave a file out: then a tool or a person makes it on each machine.
 * A rule for any folder of a name (`lib/`) says nothing of the kind.
 */
export function leftOutIn({paths}: Listing, text: (path: string) => string | undefined): (path: string) => boolean {
	const exact = new Set<string>();
	for (const path of paths) {
		if (!gitignore.test(path)) continue;
		const folder = folderOf(path);
		for (const line of (text(path) ?? '').split('\n')) {
			const rule = line.trim();
			const inner = rule.replace(/^\/|\/$/gu, '');
			if (!plain.test(rule) || !(inner.includes('/') || ending.test(inner))) continue;
			const at = joined(folder, inner);
			if (at !== undefined) exact.add(at.replace(ending, ''));
			if (!inner.includes('/')) exact.add(`*/${inner.replace(ending, '')}`);
		}
	}
	return path => {
		const stem = path.replace(ending, '');
		if (exact.has(`*/${stem.slice(stem.lastIndexOf('/') + 1)}`) || exact.has(below(stem, 'index'))) return true;
		for (let at = stem; at !== ''; at = folderOf(at)) if (exact.has(at)) return true;
		return false;
	};
}
