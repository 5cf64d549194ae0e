import type {Call, Value} from '../code/code.ts';
import {entryOf, firstOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import type {Program} from '../program.ts';
import {type DataCall, isRead, isWrite} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {outermost} from './operations.ts';
import {keysOf} from './reading.ts';

/** A call to the database as one function makes it: by itself, or in a function that it calls. */
export type Touch = {readonly call: DataCall; readonly at: Call; readonly index: number; readonly through: boolean};
/** Everything that one function, which runs for a request, asks of the database and changes in it, in order. */
export type Touched = {readonly path: string; readonly function: number; readonly scope: FileScope; readonly touches: readonly Touch[]};

const known = new WeakMap<Program, readonly Touched[]>();
/** More calls than this are followed in no single function. */
const mostTouches = 300;

/** The functions that run for requests and speak with the database, with what they call up to two calls away. */
export function touchedOf(facts: Facts): readonly Touched[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const {scopes, calleeOf} = facts.program;
	const own = new Map<string, DataCall[]>();
	const byPath = new Map<string, DataCall[]>();
	const put = (into: Map<string, DataCall[]>, key: string, call: DataCall): void => {
		const group = into.get(key);
		if (group === undefined) into.set(key, [call]);
		else group.push(call);
	};
	for (const call of dataCallsOf(facts)) {
		put(own, `${outermost(call.in, scopes.at(call.path))} ${call.path}`, call);
		put(byPath, call.path, call);
	}
	const deep = new Map<string, readonly DataCall[]>();
	const reachedFrom = (path: string, at: number): readonly DataCall[] => {
		const key = `${at} ${path}`;
		const found = deep.get(key) ?? [
			...(own.get(key) ?? []),
			...[...calledBy(path, at)].flatMap(([next, by]) => (own.get(next) ?? []).map(one => askedBy(one, by))),
		];
		deep.set(key, found);
		return found;
	};
	const calledBy = (path: string, at: number): Iterable<readonly [string, Call]> => {
		const scope = scopes.at(path);
		const calls = (scope?.bodyOf(at) ?? []).flatMap(here => scope?.callsIn(here) ?? []);
		return new Map(
			calls.flatMap((call): readonly (readonly [string, Call])[] => {
				const target = calleeOf(call, path);
				const isOther = target.is === 'function' && (target.path !== path || target.function !== at);
				return isOther ? [[`${target.function} ${target.path}`, call]] : [];
			}),
		);
	};
	const near = leadingTo(new Set(byPath.keys()), facts);
	const isAnyone = holds(facts, 'fw.streamlit', 'fw.gradio');
	const made = facts.files.flatMap(({path, role, side}): readonly Touched[] => {
		const isIt = role === 'app' && near.has(path) && (isAnyone || side === 'client' || facts.program.runsAt(path));
		const scope = isIt ? scopes.at(path) : undefined;
		return scope === undefined ? [] : touchedIn(scope, byPath.get(path) ?? [], reachedFrom, facts);
	});
	known.set(facts.program, made);
	return made;
}

/** The files from which a call can lead into one of these: they import them, over other files too. Python finds a module's parts without an import, so all of its files do. */
function leadingTo(paths: ReadonlySet<string>, {files, program}: Facts): ReadonlySet<string> {
	const {modules} = program.scopes;
	const forTypes = new Map<string, string[]>();
	const found = new Set(paths);
	for (const {path, code, language} of files) {
		if (code !== undefined && language === 'py') found.add(path);
		for (const {from, typeOnly} of code?.imports ?? []) {
			const target = typeOnly ? modules.resolve(path, from) : undefined;
			if (target?.to === 'file') forTypes.set(target.path, [...(forTypes.get(target.path) ?? []), path]);
		}
	}
	for (const path of found) for (const next of [...modules.importersOf(path), ...(forTypes.get(path) ?? [])]) found.add(next);
	return found;
}

function touchedIn(
	scope: FileScope,
	own: readonly DataCall[],
	reachedFrom: (path: string, at: number) => readonly DataCall[],
	facts: Facts,
): readonly Touched[] {
	const {path, code} = scope;
	const byFunction = new Map<number, Touch[]>();
	const add = (at: number, touch: Touch): void => {
		const group = byFunction.get(at) ?? [];
		if (group.length < mostTouches) group.push(touch);
		byFunction.set(at, group);
	};
	for (const [index, at] of code.calls.entries()) {
		const target = facts.program.calleeOf(at, path);
		const within = outermost(at.in, scope);
		if (target.is !== 'function' || (target.path === path && target.function === within)) continue;
		const reached = reachedFrom(target.path, target.function);
		// What a function that also writes reads on its way decides nothing for whoever calls it.
		const isAsked = !reached.some(isWrite);
		for (const call of reached) if (isAsked || !isRead(call)) add(within, {call: askedBy(call, at), at, index, through: true});
	}
	for (const call of own) {
		const at = code.calls[call.call];
		if (at !== undefined) add(outermost(call.in, scope), {call, at, index: call.call, through: false});
	}
	return [...byFunction].flatMap(([at, touches]) =>
		at >= 0 && runsForRequest({path, in: at}, facts)
			? [{path, function: at, scope, touches: touches.toSorted((one, other) => one.at.line - other.at.line)}]
			: [],
	);
}

/** A query whose conditions are handed in, with those that its caller writes out. */
function askedBy(call: DataCall, by: Call): DataCall {
	if (call.filters.length > 0 || !isRead(call)) return call;
	const where = by.args.map(arg => entryOf(arg, 'where')).find(one => one !== undefined);
	const {keys, unknown} = keysOf(where);
	return keys.length === 0 ? call : {...call, filters: keys, filtersUnknown: unknown};
}

/** The names that hold what a call answered, in its function: the variable it is given to, those that are made from that, and what a callback takes. */
export function heldNames({index, at}: Touch, {scope, function: within}: Touched): ReadonlySet<string> {
	const body = new Set(scope.bodyOf(within));
	const names = new Set<string>();
	for (const arg of at.args)
		if (arg.is === 'function')
			for (const {name} of scope.code.functions[arg.function]?.parameters ?? [])
				for (const one of name.match(/[\w$]+/gu) ?? []) names.add(one);
	for (const {in: here, line, value, names: own} of scope.code.variables)
		if (body.has(here) && line <= at.end && line >= at.line - 12 && holdsCall(value, index, scope, 4))
			for (const name of own) names.add(name);
	for (const {in: here, line, value, names: own} of scope.code.variables)
		if (body.has(here) && line >= at.line && comesFrom(value, names, scope, 3)) for (const name of own) names.add(name);
	return names;
}

function holdsCall(value: Value, index: number, scope: FileScope, left: number): boolean {
	if (left === 0) return false;
	const within = (all: readonly Value[]): boolean => all.some(one => holdsCall(one, index, scope, left - 1));
	if (value.is === 'call') {
		const one = scope.code.calls[value.call];
		return (
			value.call === index ||
			(one !== undefined && (/^Promise\.all|gather$/u.test(one.to) || one.on === index) && within(one.args)) ||
			one?.on === index
		);
	}
	if (value.is === 'list') return within(value.items);
	if (value.is === 'either' || value.is === 'other') return within(value.of ?? []);
	return value.is === 'spread' && holdsCall(value.of, index, scope, left - 1);
}

function comesFrom(value: Value, names: ReadonlySet<string>, scope: FileScope, left: number): boolean {
	if (left === 0) return false;
	if (value.is === 'name') return names.has(firstOf(value.name));
	if (value.is === 'either' || value.is === 'other') return (value.of ?? []).some(one => comesFrom(one, names, scope, left - 1));
	if (value.is === 'call') {
		const one = scope.code.calls[value.call];
		return (
			one !== undefined &&
			/^(?:len|Boolean|Number|bool|int|Math\.\w+)$/u.test(one.to) &&
			one.args.some(arg => comesFrom(arg, names, scope, left - 1))
		);
	}
	return false;
}

/** Whether what one call answered decides if another is come to: in a condition around it, or in one that ends the function before it. */
export function decides(read: Touch, write: Touch, touched: Touched): readonly string[] {
	const {scope, function: within} = touched;
	const names = heldNames(read, touched);
	const body = scope.bodyOf(within);
	const exits = body
		.flatMap(here => scope.exitsIn(here))
		.filter(({line, inCatch}) => !inCatch && line >= read.at.line && line <= write.at.line);
	const isNamed = (name: string): boolean => names.has(firstOf(name)) || name.startsWith(`${read.at.to}(`);
	const groups = [...exits.map(({when}) => when), write.at.when];
	return groups.find(when => when.some(isNamed)) ?? [];
}
