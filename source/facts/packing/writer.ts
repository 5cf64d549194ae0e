import {firstShape, headerBytes, tags} from './packing.ts';

/** The keys of an object, one level after the other, so that the same keys in the same order are found again. */
type Shape = {readonly next: Map<string, Shape>; place: number};

const unknownShape = -1;
const newShape = (): Shape => ({next: new Map(), place: unknownShape});
const largest = 0x7fffffff;
/** Whether a number can be written as one. */
export const isSmallNumber = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= largest;

/** What numbers are written into, by one writer after the other: fresh room for each costs more than the writing. */
let room = new Uint8Array(64 * 1024);

/** Writes numbers one after the other, and each text once. One writer at a time: the next begins where this one began. */
export class Writer {
	readonly #texts: string[] = [];
	readonly #places = new Map<string, number>();
	readonly #shapes = newShape();
	#shapesSeen = 0;
	#at = 0;
	#line = 0;

	/** A whole number that is not negative. */
	count(value: number): void {
		if (this.#at + 5 > room.length) roomier();
		let rest = value;
		while (rest > 127) {
			room[this.#at++] = (rest & 127) | 128;
			rest >>>= 7;
		}
		room[this.#at++] = rest;
	}

	/** A whole number of at most 31 bits and a sign. */
	number(value: number): void {
		this.count(((value << 1) ^ (value >> 31)) >>> 0);
	}

	text(value: string): void {
		let place = this.#places.get(value);
		if (place === undefined) {
			place = this.#texts.push(value) - 1;
			this.#places.set(value, place);
		}
		this.count(place);
	}

	/** A line, as far from the one before. */
	line(line: number): void {
		this.number(line - this.#line);
		this.#line = line;
	}

	list<Item>(items: readonly Item[], write: (item: Item) => void): void {
		this.count(items.length);
		for (const item of items) write(item);
	}

	/** Anything plain, as JSON has it, and sets and maps: what is undefined in an object is left out. */
	readonly plain = (value: unknown): void => {
		if (typeof value === 'string') {
			this.count(tags.text);
			this.text(value);
		} else if (typeof value === 'number') this.#plainNumber(value);
		else if (typeof value === 'boolean') this.count(value ? tags.true : tags.false);
		else if (isList(value)) {
			this.count(tags.list);
			this.list(value, this.plain);
		} else if (value instanceof Set) {
			this.count(tags.set);
			this.list([...value], this.plain);
		} else if (value instanceof Map) {
			this.count(tags.map);
			this.list([...value], this.plain);
		} else if (isObject(value)) this.#object(value);
		else this.count(tags.null);
	};

	#plainNumber(value: number): void {
		if (isSmallNumber(value)) {
			this.count(tags.number);
			this.number(value);
		} else if (Number.isFinite(value)) {
			this.count(tags.fraction);
			this.text(String(value));
		} else this.count(tags.null);
	}

	#object(value: Readonly<Record<string, unknown>>): void {
		const keys = keysOf(value);
		let shape = this.#shapes;
		for (const key of keys) {
			let next = shape.next.get(key);
			if (next === undefined) {
				next = newShape();
				shape.next.set(key, next);
			}
			shape = next;
		}
		if (shape.place === unknownShape) {
			shape.place = this.#shapesSeen++;
			this.count(tags.shape);
			this.list(keys, key => this.text(key));
		} else this.count(firstShape + shape.place);
		for (const key of keys) this.plain(value[key]);
	}

	/** All that was written: the texts as JSON, then the numbers. */
	done(): Uint8Array {
		const json = JSON.stringify(this.#texts);
		const texts = Buffer.from(json, 'utf8');
		const whole = new Uint8Array(headerBytes + texts.length + this.#at);
		new DataView(whole.buffer).setUint32(0, texts.length, true);
		whole[4] = texts.length === json.length ? 1 : 0;
		whole.set(texts, headerBytes);
		whole.set(room.subarray(0, this.#at), headerBytes + texts.length);
		return whole;
	}
}

/** A plain value as bytes; a reader's `plain` makes it again. */
export function packing(value: unknown): Uint8Array {
	const writer = new Writer();
	writer.plain(value);
	return writer.done();
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function keysOf(value: Readonly<Record<string, unknown>>): readonly string[] {
	const keys = Object.keys(value);
	return keys.some(key => value[key] === undefined) ? keys.filter(key => value[key] !== undefined) : keys;
}

function roomier(): void {
	const more = new Uint8Array(2 * room.length);
	more.set(room);
	room = more;
}
