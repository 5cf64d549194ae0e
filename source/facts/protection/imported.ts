import {type Call, type Code, firstOf} from '../code/code.ts';

const known = new WeakMap<Code, ReadonlyMap<string, string>>();

/** Where each name that a file imports comes from; the first import of a name counts. */
function sourcesOf(code: Code): ReadonlyMap<string, string> {
	const before = known.get(code);
	if (before !== undefined) return before;
	const made = new Map<string, string>();
	for (const {local, from} of code.imports) if (local !== undefined && !made.has(local)) made.set(local, from);
	known.set(code, made);
	return made;
}

/** The package or module that a call's first name is imported from, or nothing. */
export const packageOf = ({to}: Call, code: Code): string => (code.imports.length === 0 ? '' : (sourcesOf(code).get(firstOf(to)) ?? ''));
