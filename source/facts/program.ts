import {type Call, moduleLevel, type Value} from './code/code.ts';
import {calleesIn} from './entry-points/callees.ts';
import {dependenciesOf} from './entry-points/dependencies.ts';
import type {EntryPoint} from './entry-points/entry-point.ts';
import {type FunctionAt, mostCalls} from './entry-points/follow.ts';
import {type Target, targetOf} from './entry-points/resolve.ts';
import type {FileScope, Scopes, Spot} from './entry-points/scope.ts';

/** A function, and how many calls lie between it and the handler: 0 for the handler itself. */
type Running = FunctionAt & {readonly calls: number};

/** How the code of a repository hangs together: what is called where, and what runs for whom. The same in every package's view. */
export type Program = {
	readonly scopes: Scopes;
	/** What a call in the file at `path` leads to. */
	readonly calleeOf: (call: Call, path: string) => Target;
	/** The functions that run for an entry point, nearest first, as far as three calls; callbacks within them are not listed apart. */
	readonly runBy: (point: EntryPoint) => readonly Running[];
	/** The same of what stands in front of an entry point: of its application, the routers on the way, and itself. */
	readonly inFrontOf: (point: EntryPoint) => readonly Running[];
	/** The entry points that a function, or a callback in it, runs for. */
	readonly pointsOf: (path: string, at: number) => readonly EntryPoint[];
	/** Whether anything in a file runs for an entry point. */
	readonly runsAt: (path: string) => boolean;
};

/** Frameworks that run a page's module from top to bottom. */
const wholeModules: ReadonlySet<string> = new Set(['streamlit', 'gradio']);
const mostFunctions = 400;
const outwardsAtMost = 30;

/** The program of a repository, from the functions that its entry points' handlers are. What runs for whom is found when it is first asked for. */
export function programOf(
	scopes: Scopes,
	handlers: ReadonlyMap<EntryPoint, readonly FunctionAt[]>,
	fronts: ReadonlyMap<EntryPoint, readonly FunctionAt[]>,
): Program {
	const calleeOf = calleesIn(scopes);
	const next = calledFrom(scopes, calleeOf);
	const known = new Map<EntryPoint, readonly Running[]>();
	const runBy = (point: EntryPoint): readonly Running[] => {
		const before = known.get(point);
		if (before !== undefined) return before;
		const made = runningFrom(startsOf(point, handlers.get(point) ?? []), next);
		known.set(point, made);
		return made;
	};
	let byFunction: ReadonlyMap<string, readonly EntryPoint[]> | undefined;
	let running: ReadonlySet<string> | undefined;
	return {
		scopes,
		calleeOf,
		runBy,
		inFrontOf: point => runningFrom(fronts.get(point) ?? [], one => [...next(one), ...givenBackBy(scopes, one)]),
		pointsOf: (path, at) => {
			byFunction ??= pointsByFunction([...handlers.keys()], runBy);
			const code = scopes.at(path)?.code;
			for (let here = at, steps = 0; steps < outwardsAtMost; steps++) {
				const points = byFunction.get(keyOf({path, function: here}));
				if (points !== undefined) return points;
				if (here === moduleLevel) break;
				here = code?.functions[here]?.in ?? moduleLevel;
			}
			return [];
		},
		runsAt: path => {
			running ??= new Set([...handlers.keys()].flatMap(point => runBy(point).map(one => one.path)));
			return running.has(path);
		},
	};
}

const keyOf = ({path, function: at}: FunctionAt): string => `${at} ${path}`;

const startsOf = (point: EntryPoint, functions: readonly FunctionAt[]): readonly FunctionAt[] =>
	functions.length === 0 && wholeModules.has(point.framework) ? [{path: point.path, function: moduleLevel}] : functions;

function runningFrom(starts: readonly FunctionAt[], next: (one: FunctionAt) => readonly FunctionAt[]): readonly Running[] {
	const found = new Map(starts.map((one): readonly [string, Running] => [keyOf(one), {...one, calls: 0}]));
	for (const one of found.values()) {
		if (one.calls === mostCalls) continue;
		for (const called of next(one)) {
			if (found.size >= mostFunctions) return [...found.values()];
			const key = keyOf(called);
			if (!found.has(key)) found.set(key, {...called, calls: one.calls + 1});
		}
	}
	return [...found.values()];
}

function pointsByFunction(
	points: readonly EntryPoint[],
	runBy: (point: EntryPoint) => readonly Running[],
): ReadonlyMap<string, readonly EntryPoint[]> {
	const found = new Map<string, EntryPoint[]>();
	for (const point of points)
		for (const one of runBy(point)) {
			const key = keyOf(one);
			const group = found.get(key);
			if (group === undefined) found.set(key, [point]);
			else group.push(point);
		}
	return found;
}

/** The functions that a function makes and gives back by their name: what a decorator puts around a handler. */
function givenBackBy(scopes: Scopes, {path, function: at}: FunctionAt): readonly FunctionAt[] {
	const scope = scopes.at(path);
	return (scope?.exitsIn(at) ?? []).flatMap(({how, value}) => {
		const target = how === 'return' && value?.is === 'name' ? targetOf(scopes, value, {path, in: at}) : undefined;
		const isOwn = target?.is === 'function' && target.path === path && scope?.code.functions[target.function]?.in === at;
		return isOwn ? [{path, function: target.function}] : [];
	});
}

/** The project's own functions that a function calls, gives to others by their name, or is given by its framework; each found once. */
function calledFrom(scopes: Scopes, calleeOf: Program['calleeOf']): (one: FunctionAt) => readonly FunctionAt[] {
	const known = new Map<string, readonly FunctionAt[]>();
	return one => {
		const key = keyOf(one);
		const before = known.get(key);
		if (before !== undefined) return before;
		const scope = scopes.at(one.path);
		const made = scope === undefined ? [] : callsOf(scope, one, scopes, calleeOf);
		known.set(key, made);
		return made;
	};
}

function callsOf(scope: FileScope, {path, function: at}: FunctionAt, scopes: Scopes, calleeOf: Program['calleeOf']): readonly FunctionAt[] {
	const own = scope.code.functions[at];
	const calls = scope.bodyOf(at).flatMap(here => scope.callsIn(here));
	const targets = [
		...calls.flatMap(call => [
			...(call.to === '' ? [] : [calleeOf(call, path)]),
			...call.args.flatMap(arg => (arg.is === 'name' && !arg.name.includes('.') ? [targetOf(scopes, arg, {path, in: call.in})] : [])),
		]),
		...(own === undefined ? [] : dependenciesOf(own, scope).flatMap(value => dependedOn(scopes, value, {path, in: own.in}))),
	];
	return targets.flatMap(target => (target.is === 'function' ? [{path: target.path, function: target.function}] : []));
}

/** What `Depends(get_user)`, `Annotated[User, Depends(get_user)]` or a name for one leads to. */
function dependedOn(scopes: Scopes, value: Value, spot: Spot, left = 4): readonly Target[] {
	if (left === 0) return [];
	if (value.is === 'generic') return value.of.flatMap(one => dependedOn(scopes, one, spot, left - 1));
	if (value.is === 'call') {
		const [given] = scopes.at(spot.path)?.code.calls[value.call]?.args ?? [];
		return given === undefined ? [] : [targetOf(scopes, given, spot)];
	}
	const target = targetOf(scopes, value, spot);
	return target.is === 'value' && target.value.is === 'generic' ? dependedOn(scopes, target.value, target.spot, left - 1) : [];
}
