import type {Place} from '../../safe-text.ts';
import {type Call, type Class, lastOf} from '../code/code.ts';
import type {Definition} from '../modules/modules.ts';
import {callsBy, followed, nameIn, type Put, placeIn, pythonFiles} from './python-ground.ts';
import type {Ground} from './registered.ts';

/** Something that routes are registered on: an application, a router, a blueprint. */
export type Instance = Place & {
	/** The name of its class in the package. */
	readonly made: string;
	readonly call: Call;
	/** The place of the call among the calls of its file. */
	readonly index: number;
};

/** The instances of a framework's classes, and how values lead to them. */
export type Instances = {
	readonly all: readonly Instance[];
	/** Those that a value stands for, through names, functions that return them, and parameters that they are given for. */
	readonly of: (put: Put) => readonly Instance[];
	/** Those that a method is called on: `app` of `app.include_router(…)`. */
	readonly calledOn: (path: string, call: Call) => readonly Instance[];
};

const deepest = 8;

/** Finds the instances of the named classes of some packages, and of the project's own classes that extend them. */
export function instancesOf(ground: Ground, packages: ReadonlySet<string>, classes: ReadonlySet<string>): Instances {
	const {modules} = ground;
	const classOf = (found: Definition, steps = deepest): string | undefined => {
		const name = nameIn(found, packages);
		if (name !== undefined) return classes.has(name) ? name : undefined;
		if (found.is !== 'class' || steps === 0) return undefined;
		return firstBase(found.path, found.value, steps);
	};
	const firstBase = (path: string, one: Class, steps: number): string | undefined => {
		for (const base of one.bases) {
			const name = base.is === 'name' ? classOf(modules.definitionOf(path, base.name, one.in), steps - 1) : undefined;
			if (name !== undefined) return name;
		}
		return undefined;
	};
	const byCall = new Map<string, Map<number, Instance>>();
	const wanted = callable(ground, packages, classes);
	for (const [name, found] of callsBy(ground)) {
		if (!wanted.has(name)) continue;
		for (const {path, call, index} of found) {
			const kind = classOf(modules.definitionOf(path, call.to, call.in));
			if (kind === undefined) continue;
			const inFile = byCall.get(path) ?? new Map<number, Instance>();
			byCall.set(path, inFile);
			inFile.set(index, {...placeIn(path, call), made: kind, call, index});
		}
	}
	const of = (put: Put, steps = deepest): readonly Instance[] => {
		if (steps === 0) return [];
		const {path, value, in: at} = followed(modules, put);
		if (value.is === 'either') return value.of.flatMap(one => of({path, value: one, in: at}, steps - 1));
		if (value.is === 'name') return throughParameter(path, value.name, at, steps);
		if (value.is !== 'call') return [];
		const here = byCall.get(path)?.get(value.call);
		if (here !== undefined) return [here];
		const call = modules.codeOf(path)?.calls[value.call];
		const callee = call === undefined ? undefined : modules.definitionOf(path, call.to, call.in);
		if (callee?.is !== 'function') return [];
		const returned = modules.codeOf(callee.path)?.exits.filter(exit => exit.how === 'return' && exit.in === callee.function) ?? [];
		return unique(
			returned.flatMap(exit =>
				exit.value === undefined ? [] : of({path: callee.path, value: exit.value, in: callee.function}, steps - 1),
			),
		);
	};
	/** What a function is given for one of its parameters, wherever it is called. */
	const throughParameter = (path: string, name: string, at: number, steps: number): readonly Instance[] => {
		const code = modules.codeOf(path);
		for (let scope = at, hops = 0; scope >= 0 && hops < deepest; hops++) {
			const func = code?.functions[scope];
			if (func === undefined) return [];
			const place = func.parameters.findIndex(parameter => parameter.name === name);
			if (place === -1) {
				scope = func.in;
				continue;
			}
			const own = scope;
			const isMethod = func.class !== undefined ? 1 : 0;
			return unique(
				(callsBy(ground).get(lastOf(func.name)) ?? []).flatMap(({path: from, call}) => {
					const argument = call.named.find(({key}) => key === name)?.value ?? call.args[place - isMethod];
					if (argument === undefined) return [];
					const callee = modules.definitionOf(from, call.to, call.in);
					if (callee.is !== 'function' || callee.path !== path || callee.function !== own) return [];
					return of({path: from, value: argument, in: call.in}, steps - 1);
				}),
			);
		}
		return [];
	};
	return {
		all: [...byCall.values()].flatMap(inFile => [...inFile.values()]),
		of,
		calledOn: (path, call) => {
			const base = call.to.slice(0, Math.max(0, call.to.lastIndexOf('.')));
			if (base === '') return [];
			return base.endsWith('()') && call.on !== undefined
				? of({path, value: {is: 'call', call: call.on}, in: call.in})
				: of({path, value: {is: 'name', name: base}, in: call.in});
		},
	};
}

const unique = (found: readonly Instance[]): readonly Instance[] => [...new Set(found)];

/** The names under which the classes, and what extends them, may be called. */
function callable(ground: Ground, packages: ReadonlySet<string>, classes: ReadonlySet<string>): ReadonlySet<string> {
	const names = new Set(classes);
	const files = pythonFiles(ground);
	for (const {code} of files)
		for (const {from, name, local} of code.imports)
			if (name !== undefined && local !== undefined && classes.has(name) && packages.has(from.split('.')[0] ?? '')) names.add(local);
	for (const {code} of files)
		for (const one of code.classes) if (one.bases.some(base => base.is === 'name' && names.has(lastOf(base.name)))) names.add(one.name);
	return names;
}
