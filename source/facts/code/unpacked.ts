import {Reader} from '../packing/reader.ts';
import type {Assignment, Call, Catch, Class, Entry, Exit, Field, Func, Parameter, Value, Variable} from './code.ts';
import type {Body} from './packed.ts';
import {firstOfVariants, lists, patterns, resultsOfCalls, variants} from './rows.ts';

const none: readonly never[] = [];
const other: Value = {is: 'other'};
const literals: readonly Value[] = [
	{is: 'literal', value: null},
	{is: 'literal', value: true},
	{is: 'literal', value: false},
];
const smallLiteral = 3;

/** Reads what code says, in the order in which it was written. */
class CodeReader extends Reader {
	readonly value = (): Value => this.maybe() ?? other;

	maybe(): Value | undefined {
		const variant = this.count();
		return variant === 0 ? undefined : this.#variant(variants[variant - firstOfVariants] ?? 'other');
	}

	#variant(is: Value['is']): Value {
		switch (is) {
			case 'text':
				return {is, text: this.text()};
			case 'literal': {
				const kind = this.count();
				return literals[kind] ?? {is, value: kind === smallLiteral ? this.number() : Number(this.text())};
			}
			case 'name':
				return {is, name: this.text()};
			case 'template': {
				const text = this.text();
				const holes = this.list(this.value);
				return this.count() === 0 ? {is, text, holes} : {is, text, holes, tag: this.text()};
			}
			case 'call':
				return {is, call: this.count()};
			case 'function':
				return {is, function: this.count()};
			case 'class':
				return {is, class: this.count()};
			case 'object':
				return {is, entries: this.list(this.entry)};
			case 'list':
				return {is, items: this.list(this.value)};
			case 'either': {
				const of = this.list(this.value);
				const when = this.list(this.text);
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
		const name = this.text();
		const type = this.maybe();
		const preset = this.maybe();
		const decorators = this.list(this.value);
		return {name, ...(type === undefined ? {} : {type}), ...(preset === undefined ? {} : {default: preset}), decorators};
	};

	readonly func = (): Func => {
		const name = this.text();
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		const end = line + this.number();
		const owner = this.count();
		const isAsync = this.count() === 1;
		const parameters = this.list(this.parameter);
		const decorators = this.list(this.value);
		const directives = this.list(this.text);
		const ways = this.plain();
		const whole = {name, line, end, text, in: around, isAsync, parameters, decorators, directives};
		const method = owner === 0 ? whole : {...whole, class: owner - 1};
		return isWays(ways) ? {...method, ways} : method;
	};

	readonly class = (): Class => {
		const name = this.text();
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		const end = line + this.number();
		const bases = this.list(this.value);
		const decorators = this.list(this.value);
		const fields = this.list(this.field);
		return {name, line, end, text, in: around, bases, decorators, fields, methods: this.list(this.count)};
	};

	readonly field = (): Field => {
		const name = this.text();
		const value = this.maybe();
		const type = this.maybe();
		const optional = this.count() === 1;
		const decorators = this.list(this.value);
		const line = this.line();
		const text = this.text();
		return {name, ...(value === undefined ? {} : {value}), ...(type === undefined ? {} : {type}), optional, decorators, line, text};
	};

	readonly call = (): Call => {
		const to = this.text();
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		const flags = this.count();
		const end = line + this.number();
		const args = this.list(this.value);
		const named = (flags & 16) === 0 ? none : this.list(this.entry);
		const when = (flags & 32) === 0 ? none : this.list(this.text);
		const result = resultsOfCalls[(flags >> 8) & 7] ?? 'kept';
		const isNew = (flags & 1) !== 0;
		const isAwaited = (flags & 2) !== 0;
		const inLoop = (flags & 4) !== 0;
		const inTry = (flags & 8) !== 0;
		const call = {to, line, end, text, in: around, args, named, isNew, isAwaited, result, inLoop, inTry, when};
		const reached = (flags & 64) === 0 ? call : {...call, on: this.count()};
		const inside = (flags & 128) === 0 ? reached : {...reached, inside: this.list(this.count)};
		return (flags & 2048) === 0 ? inside : {...inside, upTo: this.value()};
	};

	readonly variable = (): Variable => {
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		const flags = this.count();
		const pattern = patterns[flags & 3] ?? 'name';
		const names = this.list(this.text);
		const keys = (flags & 4) === 0 ? undefined : this.list(this.text);
		const value = this.value();
		const type = this.maybe();
		const plain = keys === undefined ? {names, pattern, value} : {names, pattern, keys, value};
		return type === undefined ? {...plain, in: around, line, text} : {...plain, type, in: around, line, text};
	};

	readonly assignment = (): Assignment => {
		const to = this.text();
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		return {to, value: this.value(), in: around, line, text};
	};

	readonly exit = (): Exit => {
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		const flags = this.count();
		const how = (flags & 1) === 0 ? 'return' : 'throw';
		const inCatch = (flags & 2) !== 0;
		const value = this.maybe();
		const when = this.list(this.text);
		const exit: Exit =
			value === undefined ? {how, in: around, line, text, when, inCatch} : {how, value, in: around, line, text, when, inCatch};
		return (flags & 4) === 0 ? exit : {...exit, compared: this.list(this.text)};
	};

	readonly catch = (): Catch => {
		const line = this.line();
		const text = this.text();
		const around = this.count() - 1;
		const end = line + this.number();
		const from = line - this.number();
		const flags = this.count();
		const binding = (flags & 4) === 0 ? undefined : this.text();
		const types = this.list(this.text);
		return {
			in: around,
			from,
			line,
			end,
			text,
			...(binding === undefined ? {} : {binding}),
			types,
			isEmpty: (flags & 1) !== 0,
			rethrows: (flags & 2) !== 0,
		};
	};
}

const isWays = (value: unknown): value is NonNullable<Func['ways']> => Array.isArray(value);

/** Which lists of a file's code hold anything, told without making them. */
export function listsThatHold(packing: Uint8Array): ReadonlySet<keyof Body> {
	const reader = new CodeReader(packing);
	return new Set(lists.filter(() => reader.count() > 0));
}

/** The lists of a file's code, from what `packed` made of them. */
export function unpacked(packing: Uint8Array): Body {
	const reader = new CodeReader(packing);
	for (const _name of lists) reader.count();
	return {
		functions: reader.list(reader.func),
		classes: reader.list(reader.class),
		calls: reader.list(reader.call),
		variables: reader.list(reader.variable),
		assignments: reader.list(reader.assignment),
		exits: reader.list(reader.exit),
		catches: reader.list(reader.catch),
	};
}
