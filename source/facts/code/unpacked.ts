import type {Assignment, Call, Catch, Class, Entry, Exit, Field, Func, Parameter, Value, Variable} from './code.ts';
import type {Body} from './packed.ts';
import {firstOfVariants, patterns, type Rows, resultsOfCalls, variants} from './rows.ts';

const none: readonly never[] = [];
const other: Value = {is: 'other'};
const literals: readonly Value[] = [
	{is: 'literal', value: null},
	{is: 'literal', value: true},
	{is: 'literal', value: false},
];

/** Reads what was written, in the same order. */
class Reader {
	readonly #texts: readonly string[];
	readonly #numbers: readonly number[];
	#at = 0;
	#line = 0;

	constructor([texts, numbers]: Rows) {
		this.#texts = texts;
		this.#numbers = numbers;
	}

	readonly number = (): number => this.#numbers[this.#at++] ?? 0;

	readonly text = (): string => this.#texts[this.number()] ?? '';

	line(): number {
		this.#line += this.number();
		return this.#line;
	}

	list<Item>(read: () => Item): readonly Item[] {
		const length = this.number();
		if (length === 0) return none;
		const items: Item[] = [];
		// What is broken may say any length.
		for (let index = 0; index < length && this.#at < this.#numbers.length; index++) items.push(read());
		return items;
	}

	readonly value = (): Value => this.maybe() ?? other;

	maybe(): Value | undefined {
		const variant = this.number();
		return variant === 0 ? undefined : this.#variant(variants[variant - firstOfVariants] ?? 'other');
	}

	#variant(is: Value['is']): Value {
		switch (is) {
			case 'text':
				return {is, text: this.text()};
			case 'literal': {
				const kind = this.number();
				return literals[kind] ?? {is, value: this.number()};
			}
			case 'name':
				return {is, name: this.text()};
			case 'template': {
				const [text, holes, tagged] = [this.text(), this.list(this.value), this.number()];
				return tagged === 0 ? {is, text, holes} : {is, text, holes, tag: this.text()};
			}
			case 'call':
				return {is, call: this.number()};
			case 'function':
				return {is, function: this.number()};
			case 'class':
				return {is, class: this.number()};
			case 'object':
				return {is, entries: this.list(this.entry)};
			case 'list':
				return {is, items: this.list(this.value)};
			case 'either': {
				const [of, when] = [this.list(this.value), this.list(this.text)];
				return when.length === 0 ? {is, of} : {is, of, when};
			}
			case 'spread':
				return {is, of: this.value()};
			case 'generic':
				return {is, name: this.text(), of: this.list(this.value)};
			case 'other': {
				const of = this.list(this.value);
				return of.length === 0 ? other : {is, of};
			}
		}
	}

	readonly entry = (): Entry => ({key: this.text(), value: this.value(), line: this.line()});

	readonly parameter = (): Parameter => {
		const [name, type, preset, decorators] = [this.text(), this.maybe(), this.maybe(), this.list(this.value)];
		return {name, ...(type === undefined ? {} : {type}), ...(preset === undefined ? {} : {default: preset}), decorators};
	};

	readonly func = (): Func => {
		const [name, line, text, around, length, owner] = [
			this.text(),
			this.line(),
			this.text(),
			this.number() - 1,
			this.number(),
			this.number(),
		];
		const isAsync = this.number() === 1;
		const [parameters, decorators, directives] = [this.list(this.parameter), this.list(this.value), this.list(this.text)];
		const rest = {isAsync, parameters, decorators, directives};
		return owner === 0
			? {name, line, end: line + length, text, in: around, ...rest}
			: {name, line, end: line + length, text, in: around, class: owner - 1, ...rest};
	};

	readonly class = (): Class => {
		const [name, line, text, around, length] = [this.text(), this.line(), this.text(), this.number() - 1, this.number()];
		const [bases, decorators] = [this.list(this.value), this.list(this.value)];
		return {
			name,
			line,
			end: line + length,
			text,
			in: around,
			bases,
			decorators,
			fields: this.list(this.field),
			methods: this.list(this.number),
		};
	};

	readonly field = (): Field => {
		const [name, value, type] = [this.text(), this.maybe(), this.maybe()];
		const [optional, decorators, line, text] = [this.number() === 1, this.list(this.value), this.line(), this.text()];
		return {name, ...(value === undefined ? {} : {value}), ...(type === undefined ? {} : {type}), optional, decorators, line, text};
	};

	readonly call = (): Call => {
		const to = this.text();
		const line = this.line();
		const text = this.text();
		const around = this.number() - 1;
		const flags = this.number();
		const end = line + this.number();
		const args = this.list(this.value);
		const named = (flags & 16) === 0 ? none : this.list(this.entry);
		const when = (flags & 32) === 0 ? none : this.list(this.text);
		const result = resultsOfCalls[flags >> 8] ?? 'kept';
		const [isNew, isAwaited, inLoop, inTry] = [(flags & 1) !== 0, (flags & 2) !== 0, (flags & 4) !== 0, (flags & 8) !== 0];
		const call = {to, line, end, text, in: around, args, named, isNew, isAwaited, result, inLoop, inTry, when};
		const reached = (flags & 64) === 0 ? call : {...call, on: this.number()};
		return (flags & 128) === 0 ? reached : {...reached, inside: this.list(this.number)};
	};

	readonly variable = (): Variable => {
		const [line, text, around, flags] = [this.line(), this.text(), this.number() - 1, this.number()];
		const pattern = patterns[flags & 3] ?? 'name';
		const names = this.list(this.text);
		const keys = (flags & 4) === 0 ? undefined : this.list(this.text);
		const [value, type] = [this.value(), this.maybe()];
		return {
			names,
			pattern,
			...(keys === undefined ? {} : {keys}),
			value,
			...(type === undefined ? {} : {type}),
			in: around,
			line,
			text,
		};
	};

	readonly assignment = (): Assignment => {
		const [to, line, text, around] = [this.text(), this.line(), this.text(), this.number() - 1];
		return {to, value: this.value(), in: around, line, text};
	};

	readonly exit = (): Exit => {
		const [line, text, around, flags, value] = [this.line(), this.text(), this.number() - 1, this.number(), this.maybe()];
		const how = (flags & 1) === 0 ? 'return' : 'throw';
		return {how, ...(value === undefined ? {} : {value}), in: around, line, text, when: this.list(this.text), inCatch: (flags & 2) !== 0};
	};

	readonly catch = (): Catch => {
		const [line, text, around, length, before, flags] = [
			this.line(),
			this.text(),
			this.number() - 1,
			this.number(),
			this.number(),
			this.number(),
		];
		const binding = (flags & 4) === 0 ? undefined : this.text();
		return {
			in: around,
			from: line - before,
			line,
			end: line + length,
			text,
			...(binding === undefined ? {} : {binding}),
			types: this.list(this.text),
			isEmpty: (flags & 1) !== 0,
			rethrows: (flags & 2) !== 0,
		};
	};
}

/** The lists of a file's code, from what `packed` made of them. */
export function unpacked(rows: Rows): Body {
	const reader = new Reader(rows);
	const ways = new Map(rows[2]);
	const functions = reader.list(reader.func);
	return {
		functions: ways.size === 0 ? functions : functions.map((one, at) => withWays(one, ways.get(at))),
		classes: reader.list(reader.class),
		calls: reader.list(reader.call),
		variables: reader.list(reader.variable),
		assignments: reader.list(reader.assignment),
		exits: reader.list(reader.exit),
		catches: reader.list(reader.catch),
	};
}

const withWays = (one: Func, ways: Func['ways']): Func => (ways === undefined ? one : {...one, ways});
