import {type Call, type Code, type Func, lastOf, textOf, type Value} from '../code/code.ts';
import type {Modules} from '../modules/modules.ts';
import type {Step} from './registered.ts';

/**
 * What a gate does with the path: nothing (`all` pass it alike), something that is not understood, or this:
 * it names what it lets through and what it guards. A gate that names only what is open guards everything else.
 */
export type GatePaths = 'all' | 'unknown' | {readonly open: readonly string[]; readonly guarded: readonly string[]};

const mostFunctions = 40;
const pathName = /(?:^|\.)(?:pathname|pathName)(?:$|\.)/u;
const openWord = /public|open|guest|unauth|exclude|skip|ignore|allow|bypass|anonymous|static|whitelist|auth_?(?:routes|paths|pages)/iu;
const guardedWord = /protect|private|restrict|secure|require|guarded|member|admin|dashboard/iu;
const openPath =
	/^\/(?:_next|_astro|favicon|api\/auth|auth|login|log-in|logout|sign-?in|sign-?up|sign-?out|register|forgot|reset|verify|callback|health|public|static|assets|images|error|404|$)/iu;
const passing = /(?:^|\.)(?:next|resolve)$/u;

/** How a gate and the functions that it calls decide by the path. */
export function gatePaths(modules: Modules, step: Step): GatePaths {
	const open: string[] = [];
	const guarded: string[] = [];
	let decides = false;
	let understood = true;
	for (const {path, index} of reachable(modules, step)) {
		const code = modules.codeOf(path);
		if (code === undefined) continue;
		const aliases = aliasesIn(code, index);
		const isPath = (name: string): boolean => pathName.test(name) || aliases.has(name.split('.')[0] ?? '');
		if (code.exits.some(exit => exit.in === index && exit.when.some(isPath))) decides = true;
		for (const call of code.calls.filter(one => one.in === index)) {
			const named = testsPath(call, isPath);
			if (!named) continue;
			decides = true;
			const literals = literalsOf(code, modules, path, call, index);
			if (literals.length === 0) understood = false;
			for (const {text, list} of literals) (isOpen(text, list, call, code) ? open : guarded).push(text);
		}
	}
	if (!decides) return 'all';
	return understood && open.length + guarded.length > 0 ? {open, guarded} : 'unknown';
}

/** Whether the gate stands in front of a route. `undefined` when that cannot be told. */
export function standsBefore(paths: GatePaths, route: string): boolean | undefined {
	if (paths === 'all') return true;
	if (paths === 'unknown') return undefined;
	const under = (prefix: string): boolean => prefix === route || (prefix !== '/' && route.startsWith(prefix.replace(/\/$/u, '')));
	const guarded = longestOf(paths.guarded.filter(under));
	const open = longestOf(paths.open.filter(under));
	if (guarded !== open) return guarded > open;
	return paths.guarded.length === 0;
}

const longestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => text.length));

type Reached = {readonly path: string; readonly index: number};

/** The gate's function, those that stand in it, and those of the project that it calls, two calls far. */
function reachable(modules: Modules, step: Step): readonly Reached[] {
	const found = new Map<string, Reached & {readonly hops: number}>();
	const add = (path: string, index: number, hops: number): void => {
		if (found.size < mostFunctions && !found.has(`${path}:${index}`)) found.set(`${path}:${index}`, {path, index, hops});
	};
	for (const index of functionsOf(modules.codeOf(step.path), step.value)) add(step.path, index, 0);
	for (const {path, index, hops} of found.values()) {
		const code = modules.codeOf(path);
		code?.functions.forEach((one: Func, inner: number) => {
			if (one.in === index) add(path, inner, hops);
		});
		if (hops >= 2) continue;
		for (const call of code?.calls.filter(one => one.in === index && one.to !== '') ?? []) {
			const definition = modules.definitionOf(path, call.to, index);
			if (definition.is === 'function') add(definition.path, definition.function, hops + 1);
		}
	}
	return [...found.values()];
}

function functionsOf(code: Code | undefined, value: Value): readonly number[] {
	if (value.is === 'function') return [value.function];
	if (value.is !== 'call') return [];
	return code?.calls[value.call]?.args.flatMap(arg => (arg.is === 'function' ? [arg.function] : [])) ?? [];
}

const aliasesIn = (code: Code, index: number): ReadonlySet<string> =>
	new Set(
		code.variables
			.filter(({in: scope, value, pattern}) => scope === index && pattern === 'name' && value.is === 'name' && pathName.test(value.name))
			.flatMap(({names}) => names),
	);

const tests = new Set(['startsWith', 'includes', 'endsWith', 'some', 'every', 'find', 'has', 'test', 'match', 'exec']);

/** A call that asks something of the path: `pathname.startsWith('/x')`, `open.includes(pathname)`, `isOpen(pathname)`. */
function testsPath(call: Call, isPath: (name: string) => boolean): boolean {
	const last = lastOf(call.to);
	if (last !== call.to && isPath(call.to.slice(0, -last.length - 1))) return tests.has(last);
	const given = call.args.some(arg => arg.is === 'name' && isPath(arg.name));
	return given && (tests.has(last) || (call.result === 'tested' && /^(?:is|matches|requires|should)/u.test(last)));
}

type Literal = {readonly text: string; readonly list?: string};

/** The paths that a call compares with: written in it, or in the list that it goes through. A function of the project is read for itself. */
function literalsOf(code: Code, modules: Modules, path: string, call: Call, index: number): readonly Literal[] {
	const written = call.args.flatMap(arg => textOf(arg) ?? []).filter(text => text.startsWith('/'));
	if (written.length > 0) return written.map(text => ({text}));
	const around = listName(code, call, index);
	if (around === undefined) return [];
	const definition = modules.definitionOf(path, around, index);
	const value = definition.is === 'variable' ? definition.value.value : undefined;
	const items =
		value?.is === 'list' ? value.items : value?.is === 'call' ? setItems(modules.codeOf(definitionPath(definition)), value.call) : [];
	return items
		.flatMap(item => textOf(item) ?? [])
		.filter(text => text.startsWith('/'))
		.map(text => ({text, list: around}));
}

const definitionPath = (definition: {readonly path?: string} | {readonly is: string}): string =>
	'path' in definition ? (definition.path ?? '') : '';

/** `new Set(['/a', '/b'])`. */
const setItems = (code: Code | undefined, call: number): readonly Value[] => {
	const [list] = code?.calls[call]?.args ?? [];
	return list?.is === 'list' ? list.items : [];
};

/** The list of `open.includes(pathname)`, or of `open.some(one => pathname.startsWith(one))` around the call. */
function listName(code: Code, call: Call, index: number): string | undefined {
	const last = lastOf(call.to);
	const own = call.to.slice(0, -last.length - 1);
	if (tests.has(last) && own !== '' && !pathName.test(own) && call.args.some(arg => arg.is === 'name')) {
		const outer = code.calls.find(({args}) => args.some(arg => arg.is === 'function' && arg.function === index));
		if (
			outer === undefined ||
			!call.args.some(arg => arg.is === 'name' && code.functions[index]?.parameters.some(({name}) => name === arg.name))
		)
			return own;
	}
	const outer = code.calls.find(({args}) => args.some(arg => arg.is === 'function' && arg.function === index));
	return outer === undefined ? undefined : outer.to.slice(0, -lastOf(outer.to).length - 1);
}

/** Whether a path is named because it is let through: by the list's name, by what happens next, or by its own name. */
function isOpen(text: string, list: string | undefined, call: Call, code: Code): boolean {
	if (list !== undefined && openWord.test(list)) return true;
	if (list !== undefined && guardedWord.test(list)) return false;
	if (openPath.test(text)) return true;
	const exit = code.exits.find(one => one.in === call.in && one.line >= call.line && one.when.includes(`${call.to}()`));
	const lets = exit?.value?.is === 'call' && passing.test(code.calls[exit.value.call]?.to ?? '');
	const negated = call.text.includes(`!${call.to.split('.')[0] ?? ''}`) && call.text.includes(`!${call.to}`);
	return exit === undefined ? false : lets !== negated;
}
