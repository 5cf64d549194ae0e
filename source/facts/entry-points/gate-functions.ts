import {type Code, type Func, firstOf, type Value} from '../code/code.ts';
import type {Modules} from '../modules/modules.ts';
import type {Step} from './registered.ts';

const mostFunctions = 150;
const farthest = 2;
const pathName = /(?:^|\.)(?:pathname|originPathname|route\.id)(?:$|\.)|^event\.path(?:$|\.)/u;

/** A function that a gate runs, and the names that hold the path of the request in it. */
export type GateFunction = {
	readonly path: string;
	readonly index: number;
	readonly code: Code;
	readonly isPath: (name: string) => boolean;
};

type Reached = {readonly path: string; readonly index: number; readonly hops: number; readonly aliases: ReadonlySet<string>};

/** The gate's function, those that stand in it, and those of the project that it calls, two calls far. */
export function gateFunctions(modules: Modules, step: Step): readonly GateFunction[] {
	const found = new Map<string, Reached>();
	const add = (one: Reached): void => {
		const key = `${one.path}:${one.index}`;
		if (found.size < mostFunctions && !found.has(key)) found.set(key, one);
	};
	for (const index of functionsOf(modules.codeOf(step.path), step.value)) add({path: step.path, index, hops: 0, aliases: new Set()});
	const functions: GateFunction[] = [];
	for (const {path, index, hops, aliases} of found.values()) {
		const code = modules.codeOf(path);
		if (code === undefined) continue;
		const own = new Set([...aliases, ...aliasesIn(code, index, aliases)]);
		const isPath = (name: string): boolean => pathName.test(name) || own.has(firstOf(name));
		functions.push({path, index, code, isPath});
		code.functions.forEach((one: Func, inner: number) => {
			if (one.in === index) add({path, index: inner, hops, aliases: own});
		});
		if (hops >= farthest) continue;
		for (const call of code.calls) {
			if (call.in !== index || call.to === '') continue;
			const definition = modules.definitionOf(path, call.to, index);
			if (definition.is !== 'function') continue;
			const {parameters} = definition.value;
			const given = call.args.flatMap((arg, at) => (arg.is === 'name' && isPath(arg.name) ? (parameters[at]?.name ?? []) : []));
			add({path: definition.path, index: definition.function, hops: hops + 1, aliases: new Set(given)});
		}
	}
	return functions;
}

/** The functions that a value is, or that are given to the call that it is. */
export function functionsOf(code: Code | undefined, value: Value): readonly number[] {
	if (value.is === 'function') return [value.function];
	if (value.is !== 'call') return [];
	return code?.calls[value.call]?.args.flatMap(arg => (arg.is === 'function' ? [arg.function] : [])) ?? [];
}

/** Variables of a function that hold the path, or what is left of it: `const path = url.pathname.replace(…)`. */
function aliasesIn(code: Code, index: number, known: ReadonlySet<string>): readonly string[] {
	const names = new Set(known);
	const holds = (value: Value): boolean => {
		if (value.is === 'name') return pathName.test(value.name) || names.has(value.name);
		if (value.is === 'either') return value.of.some(holds);
		const to = value.is === 'call' ? (code.calls[value.call]?.to ?? '') : '';
		return /\.(?:replace|replaceAll|toLowerCase|slice|substring)$/u.test(to) && (pathName.test(to) || names.has(firstOf(to)));
	};
	for (const {in: scope, value, pattern, names: given} of code.variables)
		if (scope === index && pattern === 'name' && holds(value)) for (const name of given) names.add(name);
	return [...names];
}
