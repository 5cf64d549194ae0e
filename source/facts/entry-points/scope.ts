import type {Assignment, Call, Catch, Code, Exit, Value, Variable} from '../code/code.ts';
import {moduleLevel} from '../code/code.ts';
import type {Modules} from '../modules/modules.ts';

/** Where a name is to be understood: a file, and the function that it stands in. */
export type Spot = {readonly path: string; readonly in: number};

/** What a name is bound to within its file: a variable, or a parameter of a function by its place. */
type Binding =
	| {readonly is: 'variable'; readonly variable: Variable}
	| {readonly is: 'parameter'; readonly of: number; readonly index: number};

/** What one file's functions hold, each list by function. */
export type FileScope = {
	readonly path: string;
	readonly code: Code;
	readonly callsIn: (at: number) => readonly Call[];
	readonly exitsIn: (at: number) => readonly Exit[];
	readonly catchesIn: (at: number) => readonly Catch[];
	readonly assignmentsIn: (at: number) => readonly Assignment[];
	/** The function itself and the callbacks that it gives to others, outermost first. */
	readonly bodyOf: (at: number) => readonly number[];
	/** The functions that stand directly in it. */
	readonly innerOf: (at: number) => readonly number[];
	/** The call that a function is given to, as an argument. */
	readonly givenTo: (at: number) => Call | undefined;
	/** Everything that a name is given in a variable of the file. */
	readonly variablesOf: (name: string) => readonly Variable[];
	/** What a plain name is bound to, seen from a function outwards: the last variable above the line, or a parameter. */
	readonly binding: (name: string, at: number, line: number) => Binding | undefined;
};

/** Everything that following needs, made once for a repository. */
export type Scopes = {readonly modules: Modules; readonly at: (path: string) => FileScope | undefined};

const none: readonly never[] = [];

/** What stands in each function; the groups are made when one is first asked for. */
function groupedBy<T extends {readonly in: number}>(list: () => readonly T[]): (at: number) => readonly T[] {
	let groups: Map<number, T[]> | undefined;
	return at => {
		if (groups === undefined) {
			groups = new Map();
			for (const one of list()) {
				const group = groups.get(one.in);
				if (group === undefined) groups.set(one.in, [one]);
				else group.push(one);
			}
		}
		return groups.get(at) ?? none;
	};
}

/** The functions that a value holds, in objects and lists too. */
export function functionsIn(value: Value, deep = 3): readonly number[] {
	if (value.is === 'function') return [value.function];
	if (deep === 0) return none;
	if (value.is === 'object') return value.entries.flatMap(entry => functionsIn(entry.value, deep - 1));
	if (value.is === 'list') return value.items.flatMap(item => functionsIn(item, deep - 1));
	return value.is === 'either' ? value.of.flatMap(one => functionsIn(one, deep - 1)) : none;
}

/** By function: the call that it is given to. */
function takersIn({calls}: Code): ReadonlyMap<number, Call> {
	const found = new Map<number, Call>();
	for (const call of calls) {
		for (const value of call.args) for (const one of functionsIn(value)) found.set(one, call);
		for (const {value} of call.named) for (const one of functionsIn(value)) found.set(one, call);
	}
	return found;
}

function variablesByName({variables}: Code): ReadonlyMap<string, readonly Variable[]> {
	const found = new Map<string, Variable[]>();
	for (const variable of variables)
		for (const name of variable.names) {
			const group = found.get(name);
			if (group === undefined) found.set(name, [variable]);
			else group.push(variable);
		}
	return found;
}

const namesOfParameter = /[A-Za-z_$][\w$]*/gu;
const outwardsAtMost = 30;

function fileScope(path: string, code: Code): FileScope {
	const innerFunctions = groupedBy(() => code.functions.map((one, index) => ({in: one.in, index})));
	const innerOf = (at: number): readonly number[] => innerFunctions(at).map(({index}) => index);
	let takers: ReadonlyMap<number, Call> | undefined;
	const given = (): ReadonlyMap<number, Call> => {
		takers ??= takersIn(code);
		return takers;
	};
	let names: ReadonlyMap<string, readonly Variable[]> | undefined;
	const named = (name: string): readonly Variable[] => {
		names ??= variablesByName(code);
		return names.get(name) ?? none;
	};
	const taken = new Map<number, ReadonlyMap<string, number>>();
	const takenBy = (at: number): ReadonlyMap<string, number> => {
		const known = taken.get(at);
		if (known !== undefined) return known;
		const made = new Map(
			(code.functions[at]?.parameters ?? []).flatMap(({name}, index) =>
				(name.match(namesOfParameter) ?? []).map(one => [one, index] as const),
			),
		);
		taken.set(at, made);
		return made;
	};
	const outwards = <T>(at: number, find: (here: number) => T | undefined): T | undefined => {
		for (let here = at, steps = 0; steps < outwardsAtMost; steps++) {
			const found = find(here);
			if (found !== undefined || here === moduleLevel) return found;
			here = code.functions[here]?.in ?? moduleLevel;
		}
		return undefined;
	};
	let kept: ReadonlySet<number> | undefined;
	/** Functions that have a name, or are given back: they run when they are called. The others run where they stand. */
	const held = (): ReadonlySet<number> => {
		kept ??= new Set([
			...code.functions.flatMap((one, index) => (one.name === '' && one.class === undefined ? [] : [index])),
			...[
				...code.exits.map(exit => exit.value),
				...code.variables.map(one => one.value),
				...code.assignments.map(one => one.value),
			].flatMap(value => (value === undefined ? [] : functionsIn(value))),
		]);
		return kept;
	};
	const bodies = new Map<number, readonly number[]>();
	const bodyOf = (at: number): readonly number[] => {
		const known = bodies.get(at);
		if (known !== undefined) return known;
		const body = [at];
		for (let next = 0; next < body.length && body.length < 500; next++)
			for (const inner of innerOf(body[next] ?? moduleLevel)) if (given().has(inner) || !held().has(inner)) body.push(inner);
		bodies.set(at, body);
		return body;
	};
	return {
		path,
		code,
		callsIn: groupedBy(() => code.calls),
		exitsIn: groupedBy(() => code.exits),
		catchesIn: groupedBy(() => code.catches),
		assignmentsIn: groupedBy(() => code.assignments),
		bodyOf,
		innerOf,
		givenTo: at => given().get(at),
		variablesOf: named,
		binding: (name, at, line) => {
			const all = named(name);
			return outwards(at, here => {
				const mine = all.filter(one => one.in === here);
				const variable = mine.findLast(one => one.line <= line) ?? mine[0];
				if (variable !== undefined) return {is: 'variable', variable} as const;
				const index = here === moduleLevel ? undefined : takenBy(here).get(name);
				return index === undefined ? undefined : ({is: 'parameter', of: here, index} as const);
			});
		},
	};
}

/** What stays as it was from look to look. */
const known = new WeakMap<Code, FileScope>();

function scopeOf(path: string, code: Code): FileScope {
	const before = known.get(code);
	if (before?.path === path) return before;
	const made = fileScope(path, code);
	known.set(code, made);
	return made;
}

/** The scopes of a repository's files, each made when it is first asked for. */
export function scopesOf(modules: Modules): Scopes {
	const made = new Map<string, FileScope | undefined>();
	return {
		modules,
		at: path => {
			if (made.has(path)) return made.get(path);
			const code = modules.codeOf(path);
			const scope = code === undefined ? undefined : scopeOf(path, code);
			made.set(path, scope);
			return scope;
		},
	};
}
