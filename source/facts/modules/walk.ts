import type {Followed, Following, Fuel} from './following.ts';
import {unknown} from './following.ts';

/** A part of a dotted name that can be looked up: no call, nothing computed. */
export const isPlain = (segment: string): boolean => segment !== '' && !/[()[\]]/u.test(segment);

/** Follows the rest of a dotted name from what its beginning stands for, as far as it goes. */
export function walk(following: Following, from: Followed, names: readonly string[], fuel: Fuel): ReturnType<Following['name']> {
	let found = from;
	for (const [index, name] of names.entries()) {
		const next = isPlain(name) ? following.member(found, name, fuel) : undefined;
		if (next === undefined) {
			if (found.is === 'module' && isPlain(name)) return {found: unknown(`${found.path} does not export ${name}`), rest: []};
			return {found, rest: names.slice(index)};
		}
		found = next;
	}
	return {found, rest: []};
}
