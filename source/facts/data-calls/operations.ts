import type {Call} from '../code/code.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {fileAt} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import type {Program} from '../program.ts';
import type {DataCall} from './data-call.ts';
import {isWrite} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {singular} from './tables.ts';
import {isTransaction} from './transactions.ts';

/** A write as one operation makes it: by itself, or in a function that it calls. */
export type Step = {
	readonly write: DataCall;
	readonly line: number;
	readonly end: number;
	readonly text: string;
	readonly when: readonly string[];
	readonly inTry: boolean;
	readonly through?: string;
};
/** Everything that one function, which runs for a request, changes in the database, in order. */
export type Operation = {readonly path: string; readonly function: number; readonly name: string; readonly steps: readonly Step[]};

const known = new WeakMap<Program, readonly Operation[]>();
const aside: ReadonlySet<string> = new Set(
	'log audit activity event analytics analytic notification metric session cache verification rate attempt view history telemetry ping visit webhook job queue email otp presence search statistic stat usage cookie nonce lock setting preference device challenge'.split(
		' ',
	),
);
const filling =
	/seed|fixture|bootstrap|migrat|sample|demo|initial|backfill|^(?:\w+\.)?(?:ensure|getOrCreate|findOrCreate|get_or_create|init)/iu;

/** The operations that requests set going and that change the database, best effort and records of what happened left out. */
export function operationsOf(facts: Facts): readonly Operation[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const {scopes} = facts.program;
	const writes = dataCallsOf(facts).filter(call => call.operation === 'commit' || isWrite(call));
	const byFunction = writesByFunction(writes, scopes);
	const calledIn = calledOnce(byFunction, facts);
	const made = facts.files.flatMap(({path, role}) => {
		if (role !== 'app') return [];
		const scope = scopes.at(path);
		return scope === undefined ? [] : operationsIn(scope, byFunction, calledIn, facts, scopes);
	});
	known.set(facts.program, made);
	return made;
}

/** A record of what happened, or something that is made again when it is missing. */
export const isAside = ({table}: DataCall): boolean => wordsOf(table).some(word => aside.has(word) || aside.has(singular(word)));

/** `useCallback(async () => …)`: what a component keeps for later runs by itself. */
const hook = /(?:^|\.)use[A-Z]\w*$/u;

/** The named function, or handler, that a callback stands in. */
export function outermost(at: number, scope: FileScope | undefined): number {
	let here = at;
	for (let steps = 0; scope !== undefined && here >= 0 && steps < 20; steps++) {
		const one = scope.code.functions[here];
		const around = scope.givenTo(here);
		const inner = one !== undefined && one.name === '' && around !== undefined && one.in >= 0 && !hook.test(around.to);
		if (!inner) return here;
		here = one.in;
	}
	return here;
}

type ByFunction = ReadonlyMap<string, ReadonlyMap<number, readonly DataCall[]>>;

function writesByFunction(writes: readonly DataCall[], scopes: Scopes): ByFunction {
	const found = new Map<string, Map<number, DataCall[]>>();
	for (const write of writes) {
		const own = found.get(write.path) ?? new Map<number, DataCall[]>();
		found.set(write.path, own);
		const at = outermost(write.in, scopes.at(write.path));
		own.set(at, [...(own.get(at) ?? []), write]);
	}
	return found;
}

/** What a function writes by itself or in the functions that it calls. */
function calledOnce(byFunction: ByFunction, facts: Facts): (path: string, at: number) => readonly DataCall[] {
	const {scopes, calleeOf} = facts.program;
	const kept = new Map<string, readonly DataCall[]>();
	return (path, at) => {
		const key = `${at} ${path}`;
		const before = kept.get(key);
		if (before !== undefined) return before;
		const scope = scopes.at(path);
		const own = byFunction.get(path)?.get(at) ?? [];
		const called = (scope?.bodyOf(at) ?? []).flatMap(here =>
			(scope?.callsIn(here) ?? []).flatMap(call => {
				const target = waits(call, path) ? calleeOf(call, path) : undefined;
				return target?.is === 'function' && !isFilling(target.path, target.function, scopes)
					? (byFunction.get(target.path)?.get(target.function) ?? [])
					: [];
			}),
		);
		const made = [...own, ...called];
		kept.set(key, made);
		return made;
	};
}

const waits = (call: Call, path: string): boolean =>
	call.in >= 0 && (call.isAwaited || path.endsWith('.py') || call.result === 'returned' || call.args.at(-1)?.is === 'function');
const isFilling = (path: string, at: number, scopes: Scopes): boolean => filling.test(scopes.at(path)?.code.functions[at]?.name ?? '');

/** A function that is handed the transaction writes in it: `const database = tx ?? db`. */
function heldBy(call: Call, write: DataCall, scopes: Scopes): DataCall {
	const isHanded = [...call.args, ...call.named.map(({value}) => value)].some(one => one.is === 'name' && isTransaction(one.name));
	if (write.transaction !== 'no' || !isHanded) return write;
	const binding = scopes.at(write.path)?.binding(write.on, write.in, write.line);
	const value = binding?.is === 'variable' ? binding.variable.value : undefined;
	const isTaken =
		binding?.is === 'parameter' || (value?.is === 'either' && value.of.some(one => one.is === 'name' && isTransaction(one.name)));
	return {...write, transaction: isTaken ? 'yes' : 'unknown'};
}

function operationsIn(
	scope: FileScope,
	byFunction: ByFunction,
	calledIn: (path: string, at: number) => readonly DataCall[],
	facts: Facts,
	scopes: Scopes,
): readonly Operation[] {
	const {path, code} = scope;
	const steps = new Map<number, Step[]>();
	const add = (at: number, step: Step): void => {
		const group = steps.get(at) ?? [];
		group.push(step);
		steps.set(at, group);
	};
	for (const [at, own] of byFunction.get(path) ?? [])
		for (const write of own)
			add(at, {
				write,
				line: write.line,
				end: code.calls[write.call]?.end ?? write.line,
				text: write.text,
				when: write.when,
				inTry: write.inTry,
			});
	const isClient = fileAt(facts, path)?.side === 'client';
	for (const call of code.calls) {
		if (!waits(call, path)) continue;
		const target = facts.program.calleeOf(call, path);
		const at = outermost(call.in, scope);
		if (target.is !== 'function' || isFilling(target.path, target.function, scopes) || (target.path === path && target.function === at))
			continue;
		for (const write of calledIn(target.path, target.function))
			add(at, {
				write: heldBy(call, write, scopes),
				line: call.line,
				end: call.end,
				text: call.text,
				when: [...call.when, ...write.when],
				inTry: call.inTry || write.inTry,
				through: call.to,
			});
	}
	return [...steps].flatMap(([at, all]): readonly Operation[] => {
		const name = code.functions[at]?.name ?? '';
		if (at < 0 || filling.test(name)) return [];
		const runs =
			isClient || facts.program.pointsOf(path, at).length > 0 || all.some(({write}) => write.path === path && runsForRequest(write, facts));
		return runs ? [{path, function: at, name, steps: all.toSorted((one, other) => one.line - other.line)}] : [];
	});
}
