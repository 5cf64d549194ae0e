import type {Place} from '../../safe-text.ts';
import {writtenIn} from '../addresses/values.ts';
import {lastOf} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** What is looked for: the last part of a name, a key or a callee, and texts. */
export type Wanted = {
	readonly names: ReadonlySet<string>;
	readonly texts?: RegExp;
	/** Code that does not match this names none of them. */
	readonly sieve: RegExp;
};

/** Names that are parted by spaces, and texts. */
export const wanted = (names: string, texts?: RegExp): Wanted => {
	const all = names.split(' ');
	const loose = texts === undefined ? [] : [texts.source.replaceAll(/[$^]/gu, '')];
	return {
		names: new Set(all),
		...(texts === undefined ? {} : {texts}),
		sieve: new RegExp([...all, ...loose].join('|'), texts?.flags ?? 'u'),
	};
};

/** Where code that runs on a server names one of these; a few places. */
export function namedInCode(facts: Facts, {names, texts, sieve}: Wanted, most = 3): readonly Place[] {
	const found: Place[] = [];
	for (const file of facts.files) {
		const {code, path, role, side} = file;
		if (found.length >= most) break;
		if (code === undefined || side === 'client' || (role !== 'app' && role !== 'config')) continue;
		if (role === 'app' && isReached(file, facts.reached) === false) continue;
		if (!mayHold(code, sieve)) continue;
		const call = code.calls.find(({to, named}) => names.has(lastOf(to)) || named.some(({key}) => names.has(key)));
		const written =
			call === undefined
				? writtenIn(code).find(
						({value, under}) =>
							under.some(name => names.has(lastOf(name))) ||
							(value.is === 'name' && names.has(lastOf(value.name))) ||
							((value.is === 'text' || value.is === 'template') && texts?.test(value.text) === true),
					)
				: undefined;
		const one = call ?? written;
		if (one !== undefined) found.push({path, line: one.line, text: one.text});
	}
	return found;
}
