import type {Assignment, Call, Catch, Class, Code, Exit, ExportedName, Field, Func, ImportedName, Variable} from '../code/code.ts';
import {type Lines, linesOf} from './lines.ts';

type Growing<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K]};

/** A file on the way to its `Code`: the lists that grow, and its text. */
export type Draft = Growing<Omit<Code, 'directives'>> & {readonly text: string; readonly lines: Lines};

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
	/** Names that the function says it takes from outside. */
	readonly outer: Set<string>;
};

/** An empty draft of a file. */
export const draftOf = (text: string): Draft => ({
	text,
	lines: linesOf(text),
	imports: [] as ImportedName[],
	exports: [] as ExportedName[],
	functions: [] as Func[],
	classes: [] as Class[],
	calls: [] as Call[],
	variables: [] as Variable[],
	assignments: [] as Assignment[],
	exits: [] as Exit[],
	catches: [] as Catch[],
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

/** Where something begins, as it is shown. */
export const placed = ({draft}: Scope, node: {readonly start: number}): {readonly line: number; readonly text: string} => {
	const line = draft.lines.lineAt(node.start);
	return {line, text: draft.lines.textOf(line)};
};
