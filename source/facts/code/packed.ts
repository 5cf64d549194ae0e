import type {Assignment, Call, Catch, Class, Code, Entry, Exit, Field, Func, Parameter, Value, Variable} from './code.ts';
import {firstOfVariants, patterns, type Rows, resultsOfCalls, variants} from './rows.ts';

/** The lists of a file's code that are large and seldom read. */
export type Body = Pick<Code, 'functions' | 'classes' | 'calls' | 'variables' | 'assignments' | 'exits' | 'catches'>;

/** Writes numbers one after the other, and each text once. */
class Writer {
	readonly texts: string[] = [];
	readonly numbers: number[] = [];
	readonly #places = new Map<string, number>();
	#line = 0;

	number(value: number): void {
		this.numbers.push(value);
	}

	text(value: string): void {
		let place = this.#places.get(value);
		if (place === undefined) {
			place = this.texts.push(value) - 1;
			this.#places.set(value, place);
		}
		this.numbers.push(place);
	}

	/** A line, as far from the one before. */
	line(line: number): void {
		this.numbers.push(line - this.#line);
		this.#line = line;
	}

	list<Item>(items: readonly Item[], write: (item: Item) => void): void {
		this.numbers.push(items.length);
		for (const item of items) write(item);
	}

	readonly value = (value: Value | undefined): void => {
		this.number(value === undefined ? 0 : firstOfVariants + variants.indexOf(value.is));
		switch (value?.is) {
			case 'text':
				this.text(value.text);
				break;
			case 'literal':
				this.#literal(value.value);
				break;
			case 'name':
				this.text(value.name);
				break;
			case 'template':
				this.text(value.text);
				this.list(value.holes, this.value);
				this.number(value.tag === undefined ? 0 : 1);
				if (value.tag !== undefined) this.text(value.tag);
				break;
			case 'call':
				this.number(value.call);
				break;
			case 'function':
				this.number(value.function);
				break;
			case 'class':
				this.number(value.class);
				break;
			case 'object':
				this.list(value.entries, this.entry);
				break;
			case 'list':
				this.list(value.items, this.value);
				break;
			case 'either':
				this.list(value.of, this.value);
				this.list(value.when ?? [], this.word);
				break;
			case 'spread':
				this.value(value.of);
				break;
			case 'generic':
				this.text(value.name);
				this.list(value.of, this.value);
				break;
			case 'other':
				this.list(value.of ?? [], this.value);
				break;
			case undefined:
				break;
		}
	};

	#literal(value: number | boolean | null): void {
		this.number(value === null ? 0 : value === true ? 1 : value === false ? 2 : 3);
		if (typeof value === 'number') this.number(value);
	}

	readonly #place = (place: number): void => this.number(place);

	readonly word = (word: string): void => this.text(word);

	readonly entry = ({key, value, line}: Entry): void => {
		this.text(key);
		this.value(value);
		this.line(line);
	};

	readonly parameter = (one: Parameter): void => {
		this.text(one.name);
		this.value(one.type);
		this.value(one.default);
		this.list(one.decorators, this.value);
	};

	readonly func = (one: Func): void => {
		this.text(one.name);
		this.#placed(one);
		this.number(one.end - one.line);
		this.number((one.class ?? -1) + 1);
		this.number(Number(one.isAsync));
		this.list(one.parameters, this.parameter);
		this.list(one.decorators, this.value);
		this.list(one.directives, this.word);
	};

	readonly class = (one: Class): void => {
		this.text(one.name);
		this.#placed(one);
		this.number(one.end - one.line);
		this.list(one.bases, this.value);
		this.list(one.decorators, this.value);
		this.list(one.fields, this.field);
		this.list(one.methods, method => this.number(method));
	};

	readonly field = (one: Field): void => {
		this.text(one.name);
		this.value(one.value);
		this.value(one.type);
		this.number(Number(one.optional));
		this.list(one.decorators, this.value);
		this.line(one.line);
		this.text(one.text);
	};

	readonly call = (one: Call): void => {
		this.text(one.to);
		this.#placed(one);
		const more = (one.named.length > 0 ? 16 : 0) + (one.when.length > 0 ? 32 : 0) + (one.on === undefined ? 0 : 64);
		const flags = Number(one.isNew) + 2 * Number(one.isAwaited) + 4 * Number(one.inLoop) + 8 * Number(one.inTry) + more;
		this.number(flags + (one.inside === undefined ? 0 : 128) + 256 * resultsOfCalls.indexOf(one.result));
		this.number(one.end - one.line);
		this.list(one.args, this.value);
		if (one.named.length > 0) this.list(one.named, this.entry);
		if (one.when.length > 0) this.list(one.when, this.word);
		if (one.on !== undefined) this.number(one.on);
		if (one.inside !== undefined) this.list(one.inside, this.#place);
	};

	readonly variable = (one: Variable): void => {
		this.#placed(one);
		this.number(patterns.indexOf(one.pattern) + (one.keys === undefined ? 0 : 4));
		this.list(one.names, this.word);
		if (one.keys !== undefined) this.list(one.keys, this.word);
		this.value(one.value);
		this.value(one.type);
	};

	readonly assignment = (one: Assignment): void => {
		this.text(one.to);
		this.#placed(one);
		this.value(one.value);
	};

	readonly exit = (one: Exit): void => {
		this.#placed(one);
		this.number(Number(one.how === 'throw') + 2 * Number(one.inCatch));
		this.value(one.value);
		this.list(one.when, this.word);
	};

	readonly catch = (one: Catch): void => {
		this.#placed(one);
		this.number(one.end - one.line);
		this.number(one.line - one.from);
		this.number(Number(one.isEmpty) + 2 * Number(one.rethrows) + (one.binding === undefined ? 0 : 4));
		if (one.binding !== undefined) this.text(one.binding);
		this.list(one.types, this.word);
	};

	#placed({line, text, in: around}: {readonly line: number; readonly text: string; readonly in: number}): void {
		this.line(line);
		this.text(text);
		this.number(around + 1);
	}
}

/** The lists of a file's code as texts and numbers: a tenth of what they are as they stand. `unpacked` makes them again. */
export function packed({functions, classes, calls, variables, assignments, exits, catches}: Body): Rows {
	const writer = new Writer();
	writer.list(functions, writer.func);
	writer.list(classes, writer.class);
	writer.list(calls, writer.call);
	writer.list(variables, writer.variable);
	writer.list(assignments, writer.assignment);
	writer.list(exits, writer.exit);
	writer.list(catches, writer.catch);
	const ways = functions.flatMap((one, at) => (one.ways === undefined ? [] : [[at, one.ways] as const]));
	return ways.length === 0 ? [writer.texts, writer.numbers] : [writer.texts, writer.numbers, ways];
}
