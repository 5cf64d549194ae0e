import type {Assignment, Call, Catch, Class, Code, Exit, ExportedName, Field, Func, ImportedName, Variable} from '../code/code.ts';
import {decidesByPath} from '../code/ways.ts';
import {type Lines, linesOf} from './lines.ts';
import type {Node} from './python-tree.ts';

type Growing<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K]};

/** A file on the way to its `Code`: the lists that grow, and its text. */
export type Draft = Growing<Omit<Code, 'directives' | 'ways'>> & {
	readonly text: string;
	readonly lines: Lines;
	/** The file decides by the path of a request: what its functions do in order is kept. */
	readonly decides: boolean;
};

/** Where a piece of code stands. */
export type Scope = {
	readonly draft: Draft;
	readonly in: number;
	/** The class whose body this is, and what of it is found. */
	readonly class?: number;
	readonly fields?: Field[];
	readonly methods?: number[];
	/** The names of the classes around, for the names of methods: `Users.`. */
	readonly within: string;
	readonly inLoop: boolean;
	readonly inTry: boolean;
	readonly inCatch: boolean;
	readonly typeOnly: boolean;
	readonly when: readonly string[];
	/** The calls whose `with` block this is. */
	readonly inside?: readonly number[];
	/** Names that the function says it takes from outside. */
	readonly outer: Set<string>;
};

const empty = <Item>(): Item[] => [];

/** An empty draft of a file. */
export const draftOf = (text: string): Draft => ({
	text,
	lines: linesOf(text),
	decides: decidesByPath(text),
	imports: empty<ImportedName>(),
	exports: empty<ExportedName>(),
	functions: empty<Func>(),
	classes: empty<Class>(),
	calls: empty<Call>(),
	variables: empty<Variable>(),
	assignments: empty<Assignment>(),
	exits: empty<Exit>(),
	catches: empty<Catch>(),
});

const mostConditions = 12;

/** The same place, under a condition. */
export const under = (scope: Scope, names: readonly string[]): Scope =>
	names.length === 0 ? scope : {...scope, when: [...new Set([...scope.when, ...names])].slice(0, mostConditions)};

/** The same place, in a loop. */
export const looped = (scope: Scope): Scope => (scope.inLoop ? scope : {...scope, inLoop: true});

/** The body of a function that stands in `scope`. */
export const bodyOf = (scope: Scope, made: number, inLoop = false): Scope => ({
	draft: scope.draft,
	in: made,
	within: '',
	inLoop,
	inTry: false,
	inCatch: false,
	typeOnly: scope.typeOnly,
	when: [],
	outer: new Set(),
});

/** Reads the statements of a block. It is handed in, because blocks hold these statements and are held by them. */
export type Block = (nodes: readonly Node[], scope: Scope) => void;

/** Where something begins, as it is shown. */
export const placed = ({draft}: Scope, node: {readonly start: number}): {readonly line: number; readonly text: string} => {
	const line = draft.lines.lineAt(node.start);
	return {line, text: draft.lines.textOf(line)};
};
