import {isSmallNumber, Writer} from '../packing/writer.ts';
import type {Assignment, Call, Catch, Class, Code, Entry, Exit, Field, Func, Parameter, Value, Variable} from './code.ts';
import {firstOfVariants, lists, patterns, resultsOfCalls, variants} from './rows.ts';

/** The lists of a file's code that are large and seldom read. */
export type Body = Pick<Code, 'functions' | 'classes' | 'calls' | 'variables' | 'assignments' | 'exits' | 'catches'>;

/** Writes what code says. */
class CodeWriter extends Writer {
	readonly value = (value: Value | undefined): void => {
		this.count(value === undefined ? 0 : firstOfVariants + variants.indexOf(value.is));
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
				this.count(value.tag === undefined ? 0 : 1);
				if (value.tag !== undefined) this.text(value.tag);
				break;
			case 'call':
				this.count(value.call);
				break;
			case 'function':
				this.count(value.function);
				break;
			case 'class':
				this.count(value.class);
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
		const isSmall = typeof value === 'number' && isSmallNumber(value);
		this.count(value === null ? 0 : value === true ? 1 : value === false ? 2 : isSmall ? 3 : 4);
		if (isSmall) this.number(value);
		else if (typeof value === 'number') this.text(String(value));
	}

	readonly #place = (place: number): void => this.count(place);

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
		this.count((one.class ?? -1) + 1);
		this.count(Number(one.isAsync));
		this.list(one.parameters, this.parameter);
		this.list(one.decorators, this.value);
		this.list(one.directives, this.word);
		this.plain(one.ways);
	};

	readonly class = (one: Class): void => {
		this.text(one.name);
		this.#placed(one);
		this.number(one.end - one.line);
		this.list(one.bases, this.value);
		this.list(one.decorators, this.value);
		this.list(one.fields, this.field);
		this.list(one.methods, method => this.count(method));
	};

	readonly field = (one: Field): void => {
		this.text(one.name);
		this.value(one.value);
		this.value(one.type);
		this.count(Number(one.optional));
		this.list(one.decorators, this.value);
		this.line(one.line);
		this.text(one.text);
	};

	readonly call = (one: Call): void => {
		this.text(one.to);
		this.#placed(one);
		const more = (one.named.length > 0 ? 16 : 0) + (one.when.length > 0 ? 32 : 0) + (one.on === undefined ? 0 : 64);
		const flags = Number(one.isNew) + 2 * Number(one.isAwaited) + 4 * Number(one.inLoop) + 8 * Number(one.inTry) + more;
		const most = (one.inside === undefined ? 0 : 128) + (one.upTo === undefined ? 0 : 2048);
		this.count(flags + most + 256 * resultsOfCalls.indexOf(one.result));
		this.number(one.end - one.line);
		this.list(one.args, this.value);
		if (one.named.length > 0) this.list(one.named, this.entry);
		if (one.when.length > 0) this.list(one.when, this.word);
		if (one.on !== undefined) this.count(one.on);
		if (one.inside !== undefined) this.list(one.inside, this.#place);
		if (one.upTo !== undefined) this.value(one.upTo);
	};

	readonly variable = (one: Variable): void => {
		this.#placed(one);
		this.count(patterns.indexOf(one.pattern) + (one.keys === undefined ? 0 : 4));
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
		this.count(Number(one.how === 'throw') + 2 * Number(one.inCatch) + (one.compared === undefined ? 0 : 4));
		this.value(one.value);
		this.list(one.when, this.word);
		if (one.compared !== undefined) this.list(one.compared, this.word);
	};

	readonly catch = (one: Catch): void => {
		this.#placed(one);
		this.number(one.end - one.line);
		this.number(one.line - one.from);
		this.count(Number(one.isEmpty) + 2 * Number(one.rethrows) + (one.binding === undefined ? 0 : 4));
		if (one.binding !== undefined) this.text(one.binding);
		this.list(one.types, this.word);
	};

	#placed({line, text, in: around}: {readonly line: number; readonly text: string; readonly in: number}): void {
		this.line(line);
		this.text(text);
		this.count(around + 1);
	}
}

/** The lists of a file's code as bytes: a small part of what they are as they stand. `unpacked` makes them again. */
export function packed(body: Body): Uint8Array {
	const {functions, classes, calls, variables, assignments, exits, catches} = body;
	const writer = new CodeWriter();
	for (const name of lists) writer.count(body[name].length);
	writer.list(functions, writer.func);
	writer.list(classes, writer.class);
	writer.list(calls, writer.call);
	writer.list(variables, writer.variable);
	writer.list(assignments, writer.assignment);
	writer.list(exits, writer.exit);
	writer.list(catches, writer.catch);
	return writer.done();
}
