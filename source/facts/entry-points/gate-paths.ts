import {type Call, type Exit, lastOf, textOf, type Value} from '../code/code.ts';
import type {Modules} from '../modules/modules.ts';
import {functionsOf, type GateFunction, gateFunctions} from './gate-functions.ts';
import {type Verdict, verdictOf} from './gate-ways.ts';
import type {Step} from './registered.ts';

/**
 * What a gate does with the path: nothing (`all` pass it alike), or this: it names what it lets through and what it guards.
 * A gate that names only what is open guards everything else. When it also decides in ways that were not understood, only what it names is known.
 */
export type GatePaths =
	| 'all'
	/** What was worked out for each route: whether a caller whom nobody knows is turned away. */
	| {readonly of: (route: string, id?: string) => boolean | undefined}
	| {readonly open: readonly string[]; readonly guarded: readonly string[]; readonly understood: boolean};

const openWord = /public|open|guest|unauth|exclude|skip|ignore|allow|bypass|anonymous|static|whitelist|auth_?(?:routes|paths|pages)/iu;
const limitWord = /rate|limit|throttle/iu;
const guardedWord = /protect|private|restrict|secure|require|guarded|member|admin|dashboard/iu;
const openPath =
	/^\/(?:_next|_astro|favicon|api\/auth|auth|login|log-in|logout|sign-?in|sign-?up|sign-?out|register|forgot|reset|verify|callback|health|public|static|assets|images|error|404|$)/iu;
const passing = /(?:^|\.)(?:next|resolve)$/u;
const identity = /session|user|auth|token|login|sign_?in|jwt|cookie|role|member/iu;
const tests = new Set(['startsWith', 'includes', 'endsWith', 'some', 'every', 'find', 'has', 'test', 'match', 'exec']);

/** How a gate and the functions that it calls decide by the path. A gate that asks for nobody's identity passes all alike. */
export function gatePaths(modules: Modules, step: Step): GatePaths {
	const worked = workedOut(modules, step);
	if (worked !== undefined) return worked;
	const open: string[] = [];
	const guarded: string[] = [];
	let understood = true;
	const functions = gateFunctions(modules, step);
	if (!functions.some(asksWho)) return 'all';
	for (const one of functions) {
		if (waysOut(one).some(way => comparesPath(way.when, one) && !sendsOn(way, one))) understood = false;
		one.code.calls.forEach((call, number) => {
			if (call.in !== one.index || !testsPath(call, one) || !decides(call, number, one)) return;
			if (modules.definitionOf(one.path, call.to, one.index).is === 'function') return;
			// Behind `if (!isPublic)` a path only chooses where strangers are sent.
			if (call.when.some(name => openWord.test(name))) return;
			const literals = literalsOf(modules, one, call);
			if (literals.length === 0) understood = false;
			// Which paths are limited says nothing of who may go where.
			if (literals.some(({list}) => list !== undefined && limitWord.test(list))) return;
			for (const {text, list} of literals) (isOpen(text, list, call, one) ? open : guarded).push(text);
		});
	}
	return understood && open.length + guarded.length === 0 ? 'all' : {open, guarded, understood};
}

/** Whether the gate stands in front of a route. `undefined` when that cannot be told. */
export function standsBefore(paths: GatePaths, route: string, id?: string): boolean | undefined {
	if (paths === 'all') return true;
	if ('of' in paths) return paths.of(route, id);
	const routes = [route, route.replace(/^\/:[^/]+(?=\/|$)/u, '') || '/'];
	const under = (prefix: string): boolean =>
		routes.some(one => one === prefix || (prefix !== '/' && one.startsWith(prefix.replace(/\/$/u, ''))));
	const guarded = longestOf(paths.guarded.filter(under));
	const open = longestOf(paths.open.filter(under));
	if (guarded !== open) return guarded > open;
	return paths.understood ? paths.guarded.length === 0 : undefined;
}

/** What the gate's functions do, gone through for each route; undefined when nobody is seen to be turned away. */
function workedOut(modules: Modules, step: Step): GatePaths | undefined {
	const indexes = functionsOf(modules.codeOf(step.path), step.value);
	const ask = (path: string, id?: string): readonly Verdict[] =>
		indexes.flatMap(index => verdictOf(modules, {path, ...(id === undefined ? {} : {id})}, step.path, index) ?? []);
	if (!ask('/').some(({turns}) => turns) && !ask('/a/b').some(({turns}) => turns)) return undefined;
	return {
		of: (route, id) => {
			const path = route
				.replace(/^\/:[^/]+/u, '/en')
				.replaceAll(/:[^/]+/gu, 'x')
				.replace(/\*$/u, 'x/x');
			const verdicts = ask(path, id).map(({stands}) => stands);
			return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
		},
	};
}

const longestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => text.length));

const asksWho = ({code, index}: GateFunction): boolean =>
	code.calls.some(({in: scope, to}) => scope === index && identity.test(to)) ||
	code.exits.some(({in: scope, when}) => scope === index && when.some(name => identity.test(name)));

const leaving = /^(?:redirect|error|abort|fail|createError|sendRedirect|navigateTo|notFound|unauthorized|forbidden)$/u;

/** Where a function ends, and the calls that end it in frameworks whose way out is one. */
const waysOut = ({code, index}: Pick<GateFunction, 'code' | 'index'>): readonly (Call | Exit)[] => [
	...code.exits.filter(({in: scope}) => scope === index),
	...code.calls.filter(({in: scope, to}) => scope === index && leaving.test(lastOf(to))),
];

/** A redirect of people who are signed in, away from the sign-in: `if (user && pathname === '/login') redirect('/home')`. Strangers it does not concern. */
function sendsOn(way: Call | Exit, {code}: GateFunction): boolean {
	const call = 'to' in way ? way : way.value?.is === 'call' ? code.calls[way.value.call] : undefined;
	if (call === undefined || !/redirect$/iu.test(call.to) || !way.when.some(name => identity.test(name))) return false;
	const target = call.args
		.flatMap(arg => [arg, ...(arg.is === 'call' ? (code.calls[arg.call]?.args ?? []) : [])])
		.flatMap(arg => textOf(arg) ?? [])
		.find(text => text.startsWith('/'));
	return target !== undefined && (target === '/' || !openPath.test(target));
}

/** The path itself stands in a condition, and no call that asks something of it: `pathname === start`. */
function comparesPath(when: readonly string[], one: GateFunction): boolean {
	if (!when.some(name => !name.endsWith('()') && one.isPath(name))) return false;
	return !one.code.calls.some(call => call.in === one.index && testsPath(call, one) && when.includes(`${call.to}()`));
}

/** A call that asks something of the path: `pathname.startsWith('/x')`, `open.includes(pathname)`, `isOpen(pathname)`. */
function testsPath(call: Call, {isPath}: GateFunction): boolean {
	const last = lastOf(call.to);
	if (last !== call.to && isPath(call.to.slice(0, -last.length - 1))) return tests.has(last);
	const given = call.args.some(arg => arg.is === 'name' && isPath(arg.name));
	return given && (tests.has(last) || /^(?:is|has|matches|requires|should|can)/u.test(last));
}

/** Whether the way out depends on a call: it stands in its condition, in a variable of it, or is what the function answers. */
function decides(call: Call, number: number, {code, index}: GateFunction): boolean {
	if (call.result === 'returned') return true;
	const holding = code.variables.filter(({in: scope, value}) => scope === index && holdsCall(value, number)).flatMap(({names}) => names);
	return waysOut({code, index}).some(({when}) => when.some(name => name === `${call.to}()` || holding.includes(name)));
}

const holdsCall = (value: Value, number: number): boolean =>
	value.is === 'call' ? value.call === number : value.is === 'either' && value.of.some(one => one.is === 'call' && one.call === number);

const wildcard = /\/?(?:\*{1,2}|\(\.\*\)|:path\*)$/u;

type Literal = {readonly text: string; readonly list?: string};

/** The paths that a call compares with: written in it, or in the list that it goes through. */
function literalsOf(modules: Modules, {code, index, path}: GateFunction, call: Call): readonly Literal[] {
	const written = call.args.flatMap(arg => textOf(arg) ?? []);
	if (written.length > 0) return written.map(text => ({text: text.replace(wildcard, '')}));
	const list = givenList(call) ?? listName(call, {code, index});
	const definition = list === undefined ? undefined : modules.definitionOf(path, list, index);
	if (list === undefined || definition?.is !== 'variable') return [];
	const {value} = definition.value;
	const [made] = value.is === 'call' ? (modules.codeOf(definition.path)?.calls[value.call]?.args ?? []) : [];
	const items = value.is === 'list' ? value.items : made?.is === 'list' ? made.items : [];
	return items.flatMap(item => textOf(item) ?? []).map(text => ({text: text.replace(wildcard, ''), list}));
}

/** The list of `isMatch(pathname, open)`. */
const givenList = ({args: [first, second]}: Call): string | undefined =>
	first?.is === 'name' && second?.is === 'name' ? second.name : undefined;

/** The list of `open.includes(pathname)`, or of `open.some(one => pathname.startsWith(one))` around the call. */
function listName(call: Call, {code, index}: Pick<GateFunction, 'code' | 'index'>): string | undefined {
	const last = lastOf(call.to);
	if ((last === 'includes' || last === 'has') && call.args[0]?.is === 'name' && !/pathname$/u.test(call.to.slice(0, -last.length - 1)))
		return call.to.slice(0, -last.length - 1);
	const outer = code.calls.find(({args}) => args.some(arg => arg.is === 'function' && arg.function === index));
	return outer === undefined ? undefined : outer.to.slice(0, -lastOf(outer.to).length - 1);
}

/** Whether a path is named because it is let through: by the list's name, by what happens next, or by its own name. */
function isOpen(text: string, list: string | undefined, call: Call, {code}: GateFunction): boolean {
	if (list !== undefined && openWord.test(list)) return true;
	if (list !== undefined && guardedWord.test(list)) return false;
	if (!text.startsWith('/') || text.startsWith('//') || openPath.test(text)) return true;
	const exit = code.exits.find(one => one.in === call.in && one.line >= call.line && one.when.includes(`${call.to}()`));
	const lets = exit?.value?.is === 'call' && passing.test(code.calls[exit.value.call]?.to ?? '');
	return exit === undefined ? false : lets !== call.text.includes(`!${call.to}(`);
}
