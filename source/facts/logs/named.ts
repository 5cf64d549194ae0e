import type {Place} from '../../safe-text.ts';
import {type Code, lastOf, type Value} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** What is looked for: the last part of a name, a key or a callee, and texts. */
export type Wanted = {
	readonly names: ReadonlySet<string>;
	readonly texts?: RegExp;
	/** Values under these keys and names, and calls with such a text, name nothing. */
	readonly except?: RegExp;
	/** Code that does not match this names none of them. */
	readonly sieve: RegExp;
};

/** Names that are parted by spaces, and texts. */
export const wanted = (names: string, texts?: RegExp, except?: RegExp): Wanted => {
	const all = names.split(' ');
	const loose = texts === undefined ? [] : [texts.source.replaceAll(/[$^]/gu, '')];
	return {
		names: new Set(all),
		...(texts === undefined ? {} : {texts}),
		...(except === undefined ? {} : {except}),
		sieve: new RegExp([...all, ...loose].join('|'), texts?.flags ?? 'u'),
	};
};

/** Where code that runs on a server names one of these; a few places. */
export function namedInCode(facts: Facts, look: Wanted, most = 3): readonly Place[] {
	const found: Place[] = [];
	for (const file of facts.files) {
		const {code, path, role, side} = file;
		if (found.length >= most) break;
		if (code === undefined || side === 'client' || (role !== 'app' && role !== 'config')) continue;
		if (role === 'app' && isReached(file, facts.reached) === false) continue;
		if (!mayHold(code, look.sieve)) continue;
		const one = firstIn(code, look);
		if (one !== undefined) found.push({path, line: one.line, text: one.text});
	}
	return found;
}

const deepest = 6;

function firstIn(
	{calls, variables, assignments, exits, classes}: Code,
	look: Wanted,
): {readonly line: number; readonly text: string} | undefined {
	const {names} = look;
	const isNamed = (name: string): boolean => names.has(lastOf(name));
	const isLeft = (name: string): boolean => look.except?.test(lastOf(name)) === true;
	return (
		calls.find(
			({to, named, args}) =>
				isNamed(to) ||
				named.some(({key, value}) => names.has(key) || (!isLeft(key) && mentions(value, look))) ||
				(!args.some(arg => arg.is === 'text' && isLeft(arg.text)) && args.some(arg => mentions(arg, look))),
		) ??
		variables.find(({names: own, value}) => own.some(isNamed) || (!own.some(isLeft) && mentions(value, look))) ??
		assignments.find(({to, value}) => isNamed(to) || (!isLeft(to) && mentions(value, look))) ??
		exits.find(({value}) => mentions(value, look)) ??
		classes.flatMap(({fields}) => fields).find(({name, value}) => isNamed(name) || (!isLeft(name) && mentions(value, look)))
	);
}

/** Whether a value names it, down into objects, lists, templates and alternatives. */
function mentions(value: Value | undefined, look: Wanted, left = deepest): boolean {
	if (value === undefined || left === 0) return false;
	switch (value.is) {
		case 'name':
			return look.names.has(lastOf(value.name));
		case 'text':
			return look.texts?.test(value.text) === true;
		case 'template':
			return look.texts?.test(value.text) === true || value.holes.some(hole => mentions(hole, look, left - 1));
		case 'object':
			return value.entries.some(
				({key, value: one}) => look.names.has(key) || (look.except?.test(key) !== true && mentions(one, look, left - 1)),
			);
		case 'list':
			return value.items.some(one => mentions(one, look, left - 1));
		case 'either':
			return value.of.some(one => mentions(one, look, left - 1));
		case 'spread':
			return mentions(value.of, look, left - 1);
		case 'literal':
		case 'call':
		case 'function':
		case 'class':
		case 'generic':
		case 'other':
			return false;
	}
}
