import {endOfTexts, firstShape, tags, textsIn} from './packing.ts';

type Plain = Record<string, unknown>;
/** The keys of objects that were met, and an object that has them: to copy it costs less than to add one key after the other. */
type Shape = {readonly keys: readonly string[]; readonly like: Readonly<Plain>};

const none: readonly never[] = [];

const textsFrom = (packing: Uint8Array): readonly string[] => JSON.parse(textsIn(packing));

/** Reads what was written, in the same order. */
export class Reader {
	#texts: readonly string[] | undefined;
	readonly #numbers: Uint8Array;
	readonly #shapes: Shape[] = [];
	#at: number;
	#line = 0;

	constructor(packing: Uint8Array) {
		this.#numbers = packing;
		this.#at = endOfTexts(packing);
	}

	readonly count = (): number => {
		let byte = this.#numbers[this.#at++] ?? 0;
		if (byte < 128) return byte;
		let value = byte & 127;
		for (let shift = 7; byte > 127; shift += 7) {
			byte = this.#numbers[this.#at++] ?? 0;
			value |= (byte & 127) << shift;
		}
		return value >>> 0;
	};

	readonly number = (): number => {
		const value = this.count();
		return (value >>> 1) ^ -(value & 1);
	};

	readonly text = (): string => {
		this.#texts ??= textsFrom(this.#numbers);
		return this.#texts[this.count()] ?? '';
	};

	line(): number {
		this.#line += this.number();
		return this.#line;
	}

	list<Item>(read: () => Item): readonly Item[] {
		const length = this.count();
		if (length === 0) return none;
		const items: Item[] = [];
		// What is broken may say any length.
		for (let index = 0; index < length && this.#at < this.#numbers.length; index++) items.push(read());
		return items;
	}

	readonly plain = (): unknown => {
		const tag = this.count();
		switch (tag) {
			case tags.null:
				return null;
			case tags.true:
				return true;
			case tags.false:
				return false;
			case tags.number:
				return this.number();
			case tags.fraction:
				return Number(this.text());
			case tags.text:
				return this.text();
			case tags.list:
				return this.list(this.plain);
			case tags.set:
				return new Set(this.list(this.plain));
			case tags.map:
				return new Map(this.list(this.#pair));
			case tags.shape:
				return this.#object(this.#shape());
		}
		const shape = this.#shapes[tag - firstShape];
		return shape === undefined ? null : this.#object(shape);
	};

	readonly #pair = (): readonly [unknown, unknown] => {
		const pair = this.plain();
		return Array.isArray(pair) ? [pair[0], pair[1]] : [undefined, undefined];
	};

	#shape(): Shape {
		const keys = this.list(this.text);
		const shape = {keys, like: Object.fromEntries(keys.map(key => [key, undefined]))};
		this.#shapes.push(shape);
		return shape;
	}

	#object({keys, like}: Shape): Plain {
		const made: Plain = {...like};
		for (const key of keys) {
			const value = this.plain();
			if (key === '__proto__') Object.defineProperty(made, key, {value, enumerable: true, configurable: true, writable: true});
			else made[key] = value;
		}
		return made;
	}
}
