import type {
	ArrowFunctionExpression,
	Class as ClassNode,
	Decorator,
	Directive,
	Expression,
	Function as FunctionNode,
	Statement,
} from 'oxc-parser';
import type {Assignment, Call, Catch, Class, Exit, ExportedName, Func, ImportedName, Value, Variable} from '../code/code.ts';
import {moduleLevel} from '../code/code.ts';
import {decidesByPath} from '../code/ways.ts';
import {type Lines, linesOf} from './lines.ts';

/** What becomes of the value of an expression. */
export type Use = Call['result'];

/** How a function is met: what it is called, the class that it belongs to, and whether what stands around it still holds in it. */
export type Met = {
	readonly name: string;
	readonly class?: number;
	readonly decorators?: readonly Value[];
	/** Where its name begins, when that is not where it begins. */
	readonly start?: number;
	/** It runs where it stands: the callback of a call that is awaited, or of `map` and the like. */
	readonly here?: boolean;
	readonly looped?: boolean;
};

/** The parts of the visitor that call each other. */
export type Visit = {
	readonly expression: (reader: Reader, node: Expression, use: Use, name?: string) => Value;
	readonly statements: (reader: Reader, nodes: readonly (Directive | Statement)[]) => void;
	readonly function: (reader: Reader, node: FunctionNode | ArrowFunctionExpression, met: Met) => number;
	readonly class: (reader: Reader, node: ClassNode, name: string) => number;
	readonly decorators: (reader: Reader, nodes: readonly Decorator[] | undefined) => readonly Value[];
};

/** One file while it is visited: what was found so far, and where the visitor stands. */
export type Reader = {
	readonly visit: Visit;
	readonly lines: Lines;
	/** The file decides by the path of a request: what its functions do in order is kept. */
	readonly decides: boolean;
	readonly imports: ImportedName[];
	readonly exports: ExportedName[];
	readonly functions: Func[];
	readonly classes: Class[];
	readonly calls: Call[];
	readonly variables: Variable[];
	readonly assignments: Assignment[];
	readonly exits: Exit[];
	readonly catches: Catch[];
	/** The function that the visitor is in. */
	in: number;
	inLoop: boolean;
	inTry: boolean;
	inCatch: boolean;
	/** A `throw` was met in the innermost `catch`. */
	thrown: boolean;
	when: readonly string[];
	/** How deep the value is that is being made. */
	depth: number;
	/** Names made up for modules that calls load, by the place of the call. */
	readonly madeUp: Map<number, string>;
	/** The call that the last path went through, or -1. */
	reached: number;
};

/** A reader that has read nothing. */
export const readerOf = (text: string, visit: Visit): Reader => ({
	visit,
	lines: linesOf(text),
	decides: decidesByPath(text),
	imports: [],
	exports: [],
	functions: [],
	classes: [],
	calls: [],
	variables: [],
	assignments: [],
	exits: [],
	catches: [],
	in: moduleLevel,
	inLoop: false,
	inTry: false,
	inCatch: false,
	thrown: false,
	when: [],
	madeUp: new Map(),
	depth: 0,
	reached: -1,
});

/** The value of everything that cannot be told. */
export const other: Value = {is: 'other'};
/** Nothing, shared, so that thousands of calls do not each keep an empty list. */
export const none: readonly never[] = [];

const deepest = 6;

/** Makes a value inside another one, unless that is too deep. `make` runs in any case: calls stand at any depth. */
export function nested(reader: Reader, make: () => Value): Value {
	reader.depth++;
	const value = make();
	reader.depth--;
	return reader.depth >= deepest ? other : value;
}

const longestText = 300;
const longestSql = 20_000;
const sqlStart = /^\s*(?:--[^\n]*\n\s*)*(?:create|alter|drop|grant|revoke|insert|update|delete|select|with|do|comment|begin|truncate)\s/iu;

/** A text, cut short unless it is SQL: the statements of a migration are read whole. */
export const shortened = (text: string): string =>
	text.length <= longestText || (text.length <= longestSql && sqlStart.test(text)) ? text : `${text.slice(0, longestText - 1)}…`;
