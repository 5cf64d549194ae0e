import type {Assignment, Call, Catch, Class, Code, Exit, ExportedName, Func, ImportedName, Variable} from '../code/code.ts';

type Growing<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K]};

/** A file on the way to its `Code`: the lists that grow, and its text. */
export type Draft = Growing<Omit<Code, 'directives'>> & {readonly text: string; readonly lines: Lines};

/** Where a piece of code stands. */
export type Scope = {
	readonly draft: Draft;
	readonly in: number;
	/** The class whose body this is. */
	readonly class?: number;
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

/** Lines by place in a text, and their trimmed beginnings. */
export type Lines = {readonly of: (place: number) => number; readonly text: (line: number) => string};

const longest = 160;

/** Reads the lines of a text. */
export function linesOf(text: string): Lines {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	const shown = new Map<number, string>();
	let last = 0;
	return {
		of: place => {
			let low = 0;
			let high = starts.length - 1;
			// Places come mostly in order: the line of the last one, or the next, is it.
			if ((starts[last] ?? 0) <= place) {
				low = last;
				if (place < (starts[last + 1] ?? Number.POSITIVE_INFINITY)) return last + 1;
			}
			while (low < high) {
				const middle = (low + high + 1) >> 1;
				if ((starts[middle] ?? 0) <= place) low = middle;
				else high = middle - 1;
			}
			last = low;
			return low + 1;
		},
		text: line => {
			const known = shown.get(line);
			if (known !== undefined) return known;
			const start = starts[line - 1] ?? 0;
			const end = starts[line] ?? text.length;
			const first = text.slice(start, Math.min(end, start + 2 * longest)).trim().slice(0, longest);
			shown.set(line, first);
			return first;
		},
	};
}

/** An empty draft of a file. */
export const draftOf = (text: string): Draft => ({
	text,
	lines: linesOf(text),
	imports: new Array<ImportedName>(),
	exports: new Array<ExportedName>(),
	functions: new Array<Func>(),
	classes: new Array<Class>(),
	calls: new Array<Call>(),
	variables: new Array<Variable>(),
	assignments: new Array<Assignment>(),
	exits: new Array<Exit>(),
	catches: new Array<Catch>(),
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
	const line = draft.lines.of(node.start);
	return {line, text: draft.lines.text(line)};
};
