import {type Code, type ExportedName, firstOf, type ImportedName, lastOf, moduleLevel} from '../code/code.ts';

/** What a name is bound to at one place in a file. */
export type Binding =
	| {readonly is: 'import'; readonly imports: readonly ImportedName[]}
	| {readonly is: 'variable'; readonly variable: number}
	| {readonly is: 'function'; readonly function: number}
	| {readonly is: 'class'; readonly class: number}
	| {readonly is: 'parameter'; readonly function: number; readonly parameter: number};

/** The names of a file by the function that they belong to, and what it offers to others. */
export type Scopes = {
	/** What a plain name is bound to, seen from inside a function, outwards. */
	readonly bindingOf: (name: string, at: number) => Binding | undefined;
	/** What the module itself binds: no parameters, nothing from inside functions. */
	readonly topNames: ReadonlyMap<string, Binding>;
	readonly exports: ReadonlyMap<string, ExportedName>;
	/** `export * from`. */
	readonly stars: readonly ExportedName[];
	/** The assignments to a dotted name: `this.x`, `Users.find`. */
	readonly assigned: ReadonlyMap<string, readonly number[]>;
	/** The methods of each class by their own name. */
	readonly methods: ReadonlyMap<number, ReadonlyMap<string, number>>;
};

const mostScopes = 64;
const pattern = /^(?:\.{3})?[{[]/u;
const patternName = /[\w$]+(?=[,}\]])/gu;
const made = new WeakMap<Code, Scopes>();

/** The scopes of a file, made when it is first asked about. */
export function scopesOf(code: Code): Scopes {
	const known = made.get(code);
	if (known !== undefined) return known;
	const scopes = build(code);
	made.set(code, scopes);
	return scopes;
}

function build(code: Code): Scopes {
	const byFunction = new Map<number, Map<string, Binding>>();
	const bind = (at: number, name: string, binding: Binding): void => {
		const names = byFunction.get(at) ?? new Map<string, Binding>();
		byFunction.set(at, names);
		if (!names.has(name)) names.set(name, binding);
	};
	const imported = new Map<string, ImportedName[]>();
	for (const one of code.imports) {
		if (one.local === undefined) continue;
		const name = firstOf(one.local);
		imported.set(name, [...(imported.get(name) ?? []), one]);
	}
	for (const [name, imports] of imported) bind(moduleLevel, name, {is: 'import', imports});
	const methods = new Map<number, Map<string, number>>();
	code.classes.forEach((one, index) => {
		if (one.name !== '') bind(one.in, one.name, {is: 'class', class: index});
		methods.set(index, new Map(one.methods.flatMap(method => [[lastOf(code.functions[method]?.name ?? ''), method] as const])));
	});
	code.functions.forEach((one, index) => {
		one.parameters.forEach((parameter, at) => {
			for (const name of namesIn(parameter.name)) bind(index, name, {is: 'parameter', function: index, parameter: at});
		});
	});
	code.variables.forEach((one, index) => {
		for (const name of one.names) bind(one.in, name, {is: 'variable', variable: index});
	});
	code.functions.forEach((one, index) => {
		if (one.name !== '' && one.class === undefined && isDeclared(one)) bind(one.in, one.name, {is: 'function', function: index});
	});
	const assigned = new Map<string, number[]>();
	code.assignments.forEach(({to}, index) => {
		const known = assigned.get(to);
		if (known === undefined) assigned.set(to, [index]);
		else known.push(index);
	});
	const topNames = byFunction.get(moduleLevel) ?? new Map<string, Binding>();
	return {
		topNames,
		bindingOf: (name, at) => {
			for (let scope = at, hops = 0; scope !== moduleLevel && hops < mostScopes; hops++) {
				const found = byFunction.get(scope)?.get(name);
				if (found !== undefined) return found;
				scope = code.functions[scope]?.in ?? moduleLevel;
			}
			return topNames.get(name);
		},
		exports: new Map(code.exports.filter(({name}) => name !== '*').map(one => [one.name, one])),
		stars: code.exports.filter(({name}) => name === '*'),
		assigned,
		methods,
	};
}

/** The names that a parameter brings: one, or those of a pattern. */
const namesIn = (name: string): readonly string[] =>
	pattern.test(name) ? (name.match(patternName) ?? []) : [name.replace(/^(?:\.{3}|\*{1,2})/u, '')];

/** A function that was given to a key or a variable has its name, but does not bind it. */
const isDeclared = ({name, text}: {readonly name: string; readonly text: string}): boolean => {
	const at = text.search(/\bfunction\b|\bdef\b/u);
	return at === -1 ? text.startsWith('@') : text.indexOf(name, at) !== -1;
};
