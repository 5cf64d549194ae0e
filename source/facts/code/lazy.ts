import {endOfTexts, headerBytes, textsIn} from '../packing/packing.ts';
import type {Code} from './code.ts';
import type {Body} from './packed.ts';
import {listsThatHold, unpacked} from './unpacked.ts';

/** Code that nobody may have looked into yet, as it was written down. */
const written = new WeakMap<Code, Written>();

/** The lists of a file's code as bytes, and the endings of the texts in them, once they were asked for. */
type Written = {readonly packing: Uint8Array; endings?: Uint8Array};

const empty: Body = {functions: [], classes: [], calls: [], variables: [], assignments: [], exits: [], catches: []};

/** Code whose large lists are made from their bytes when one of them that holds anything is first read: nobody asks for those of most files. */
export function lazyCode(head: Omit<Code, keyof Body>, packing: Uint8Array): Code {
	const held = listsThatHold(packing);
	let made: Body | undefined;
	const list = <Name extends keyof Body>(name: Name): Body[Name] => {
		if (!held.has(name)) return empty[name];
		made ??= unpacked(packing);
		return made[name];
	};
	const code: Code = {
		...head,
		get functions() {
			return list('functions');
		},
		get classes() {
			return list('classes');
		},
		get calls() {
			return list('calls');
		},
		get variables() {
			return list('variables');
		},
		get assignments() {
			return list('assignments');
		},
		get exits() {
			return list('exits');
		},
		get catches() {
			return list('catches');
		},
	};
	written.set(code, {packing});
	return code;
}

/** Whether something of the code may match, told in the same way. */
export function mayHold(code: Code, pattern: RegExp): boolean {
	const known = written.get(code);
	return known === undefined || pattern.test(textsIn(known.packing));
}

/** Whether a callee, a directive or another name of the code may end in one of these, told without making its lists; it may say yes wrongly, never no. */
export function mayName(code: Code, endings: readonly string[]): boolean {
	const known = written.get(code);
	if (known === undefined) return true;
	known.endings ??= endingsOf(known.packing);
	for (const ending of endings) if (mayEnd(known.endings, ending) && holds(known.packing, ending)) return true;
	return false;
}

const holds = (packing: Uint8Array, ending: string): boolean =>
	Buffer.from(packing.buffer, packing.byteOffset, endOfTexts(packing)).includes(`${ending}"`);

const bits = 4096;
const quote = 34;
const placeOf = (first: number, second: number, third: number): number => ((first * 31 + second) * 31 + third) & (bits - 1);

/** A bit for the last three characters of each text: most names that are asked for stand nowhere, and this tells without a search. */
function endingsOf(packing: Uint8Array): Uint8Array {
	const found = new Uint8Array(bits / 8);
	const end = endOfTexts(packing);
	for (let at = headerBytes + 3; at < end; at++) {
		if (packing[at] !== quote) continue;
		const place = placeOf(packing[at - 3] ?? 0, packing[at - 2] ?? 0, packing[at - 1] ?? 0);
		found[place >> 3] = (found[place >> 3] ?? 0) | (1 << (place & 7));
	}
	return found;
}

/** Whether a text may end so. What is short, or is no ASCII, is always searched for. */
function mayEnd(found: Uint8Array, ending: string): boolean {
	const last = ending.length;
	if (last < 3) return true;
	const place = placeOf(ending.charCodeAt(last - 3), ending.charCodeAt(last - 2), ending.charCodeAt(last - 1));
	return ((found[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
}
