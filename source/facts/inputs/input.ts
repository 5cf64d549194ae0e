import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Spot} from '../entry-points/scope.ts';

/** Who could have put a value there: whoever calls, a model's answer, a database, another service. */
export type By = 'caller' | 'model' | 'database' | 'service';

/** The part of a request, or what else it was taken from. */
export type From =
	| 'body'
	| 'query'
	| 'path'
	| 'header'
	| 'cookie'
	| 'form'
	| 'upload'
	| 'message'
	| 'url'
	| 'request'
	| 'answer'
	| 'record'
	| 'response';

/**
 * What can be in it where it is used. `any`: objects and lists too. `text`: whatever text. `checked`: a schema stands between whose field could not be seen.
 * `safe`: a number, a date, one of known values or what a pattern lets through.
 */
export type Shape = 'any' | 'text' | 'checked' | 'safe';

/** Where text becomes more than text: a page, a database's statement, a shell's command, an address, the name of a file. */
export type Spoken = 'page' | 'statement' | 'command' | 'address' | 'file';

/** Something that stands between what came in and where it is used. */
export type Check = Place & {
	readonly is: 'schema' | 'converted' | 'chosen' | 'cleaned' | 'looked at';
	readonly name: string;
	/** It makes the text harmless there and nowhere else: `&lt;` for `<` stops no database. */
	readonly only?: Spoken;
};

/** Something from outside that reaches a value. */
export type Input = Place & {
	readonly by: By;
	readonly from: From;
	/** As written: `req.body.name`. */
	readonly name: string;
	readonly shape: Shape;
	/** It is all of that part, and not one field of it. */
	readonly whole?: true;
	readonly checks: readonly Check[];
	/** How many functions lie between where it came in and where it is used. */
	readonly calls: number;
};

/** All that reaches a value; what is neither here nor unknown is written in the code. */
export type Source = {readonly inputs: readonly Input[]; readonly unknown: readonly string[]};

/** Where a value is asked about: the function that it stands in, and the line. */
export type Asked = Spot & {readonly line: number};

/** Follows values to what comes from outside. */
export type Inputs = {
	/** What reaches a value, followed over variables, calls and up to three functions. */
	readonly of: (value: Value, at: Asked) => Source;
	/** What reaches a dotted name. */
	readonly ofName: (name: string, at: Asked) => Source;
	/** What reaches the result of a call. */
	readonly ofCall: (call: Call, path: string) => Source;
	/** The calls of a function of the project. */
	readonly callersOf: (path: string, at: number) => readonly {readonly call: Call; readonly path: string}[];
	/** Entry points whose handler a function is, callbacks within it included. */
	readonly handledBy: (path: string, at: number) => readonly EntryPoint[];
};

export const nothing: Source = {inputs: [], unknown: []};

/** A source of which nothing is known but its name. */
export const unknownSource = (name: string): Source => ({inputs: [], unknown: [name]});

/** All that reaches any of several parts. */
export const together = (all: readonly Source[]): Source => {
	const full = all.filter(one => one !== nothing);
	const [first] = full;
	if (first === undefined) return nothing;
	if (full.length === 1) return first;
	return {
		inputs: full.flatMap(({inputs}) => inputs).slice(0, 40),
		unknown: [...new Set(full.flatMap(({unknown}) => unknown))].slice(0, 40),
	};
};

/** The same source with every input changed. */
export const each = (source: Source, change: (input: Input) => Input): Source =>
	source.inputs.length === 0 ? source : {inputs: source.inputs.map(change), unknown: source.unknown};

/** It is a field of what was sent now, or fields that are named, and not all of it. */
export const oneOf = (input: Input): Input => {
	const {whole, ...field} = input;
	return whole === undefined ? input : field;
};
