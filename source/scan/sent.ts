import {lazyCode} from '../facts/code/lazy.ts';
import {packed} from '../facts/code/packed.ts';
import type {FileFact} from '../facts/files.ts';
import {Reader} from '../facts/packing/reader.ts';
import {packing} from '../facts/packing/writer.ts';

const lengthBytes = 4;

/** What was seen in a file as bytes: first the large lists of its code, if it has any, then everything else. */
export function sent(fact: FileFact): Uint8Array {
	const {code} = fact;
	if (code === undefined) return joined(none, packing(fact));
	const {functions: _f, classes: _c, calls: _a, variables: _v, assignments: _s, exits: _e, catches: _t, ...head} = code;
	return joined(packed(code), packing({...fact, code: head}));
}

const none = new Uint8Array(0);

function joined(lists: Uint8Array, rest: Uint8Array): Uint8Array {
	const whole = new Uint8Array(lengthBytes + lists.length + rest.length);
	new DataView(whole.buffer).setUint32(0, lists.length, true);
	whole.set(lists, lengthBytes);
	whole.set(rest, lengthBytes + lists.length);
	return whole;
}

/** What was sent. The lists of its code are made when they are first asked for. */
export function received(bytes: Uint8Array): FileFact | undefined {
	const lists = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
	const fact = new Reader(bytes.subarray(lengthBytes + lists)).plain();
	if (!isFact(fact)) return undefined;
	return fact.code === undefined ? fact : {...fact, code: lazyCode(fact.code, bytes.subarray(lengthBytes, lengthBytes + lists))};
}

const isFact = (value: unknown): value is FileFact => typeof value === 'object' && value !== null && 'path' in value;
