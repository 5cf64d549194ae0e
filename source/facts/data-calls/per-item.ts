import type {Call} from '../code/code.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {fileAt} from '../files.ts';
import type {Program} from '../program.ts';
import type {DataCall} from './data-call.ts';
import {isRead, isWrite} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {type Loop, loopAround} from './loops.ts';

/** A call to the database that is made once for each item of something, by itself or in a function that is called in a loop. */
export type PerItem = {readonly call: DataCall; readonly loop: Loop; readonly through?: string};

const known = new WeakMap<Program, readonly PerItem[]>();

/** The calls to the database that requests make once for each item. */
export function perItemOf(facts: Facts): readonly PerItem[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const {scopes, calleeOf} = facts.program;
	const data = dataCallsOf(facts).filter(call => isRead(call) || isWrite(call));
	const byLine = new Map<string, Set<number>>();
	for (const {path, line} of data) byLine.set(path, (byLine.get(path) ?? new Set<number>()).add(line));
	const direct = data.flatMap((call): readonly PerItem[] => {
		const scope = scopes.at(call.path);
		const own = scope?.code.calls[call.call];
		const loop = scope === undefined || own === undefined ? undefined : loopAround(own, scope, scopes);
		if (scope === undefined || loop === undefined || !asksAgain(call, scopes) || !runsForRequest(call, facts)) return [];
		if (isInCatch(call, scope) || (isWrite(call) && hasWorkOfItsOwn(call, loop, byLine.get(call.path) ?? new Set(), scope))) return [];
		return [{call, loop}];
	});
	const byFunction = new Map(data.filter(call => asksAgain(call, scopes)).map(call => [`${call.path} ${call.in}`, call]));
	const paths = new Set([
		...data.filter(call => runsForRequest(call, facts)).map(({path}) => path),
		...facts.entryPoints.points.map(({path, handler}) => handler?.path ?? path),
	]);
	const through = [...paths].flatMap(path => {
		const scope = scopes.at(path);
		if (scope === undefined || fileAt(facts, path)?.side === 'client') return [];
		return scope.code.calls.flatMap((call): readonly PerItem[] => {
			const waits =
				call.isAwaited ||
				call.args.at(-1)?.is === 'function' ||
				(call.result === 'returned' && /(?:^|\.)map$/u.test(scope.givenTo(call.in)?.to ?? ''));
			if (!call.inLoop || !waits) return [];
			const target = calleeOf(call, path);
			const asked = target.is === 'function' ? byFunction.get(`${target.path} ${target.function}`) : undefined;
			const loop = asked === undefined ? undefined : loopAround(call, scope, scopes);
			const lines = byLine.get(path) ?? new Set<number>();
			if (
				asked !== undefined &&
				loop !== undefined &&
				isWrite(asked) &&
				hasWorkOfItsOwn({...asked, line: call.line, in: call.in}, loop, lines, scope)
			)
				return [];
			if (asked === undefined || loop === undefined || asked.when.length > 0 || facts.program.pointsOf(path, call.in).length === 0)
				return [];
			return [{call: {...asked, path, line: call.line, text: call.text, in: call.in}, loop, through: call.to}];
		});
	});
	const made = [...direct, ...through];
	known.set(facts.program, made);
	return made;
}

/** It asks the database by itself: not a part of one statement, and not a page of a list that is walked through. */
const asksAgain = (call: DataCall, scopes: Scopes): boolean =>
	call.client !== 'other' &&
	!call.bounded &&
	!(call.client === 'sqlalchemy' && call.operation === 'insert') &&
	!(call.table === '' && (call.client === 'mongo' || call.client === 'supabase' || call.client === 'sql')) &&
	!(call.operation === 'read many' && call.limit !== 'none') &&
	(call.isAwaited ||
		call.path.endsWith('.py') ||
		(isRead(call) && answersBack(call, scopes)) ||
		(call.result === 'returned' && (isRead(call) || call.transaction === 'no'))) &&
	call.transaction !== 'unknown' &&
	!(call.transaction === 'yes' && !call.isAwaited);

/** Its answer goes to a function that is called later. */
function answersBack({path, call}: DataCall, scopes: Scopes): boolean {
	const last = scopes.at(path)?.code.calls[call]?.args.at(-1);
	return last?.is === 'function' || (last?.is === 'name' && /^(?:callback|cb|done)$/u.test(last.name));
}

/** Only when something went wrong. */
const isInCatch = ({in: at, line}: DataCall, {code}: FileScope): boolean =>
	code.catches.some(one => one.in === at && one.line <= line && one.end >= line);

/** Each item waits for something else first, an upload or an answer, beside which one row that is written weighs nothing. */
const hasWorkOfItsOwn = (call: DataCall, loop: Loop, asked: ReadonlySet<number>, scope: FileScope): boolean =>
	scope
		.callsIn(call.in)
		.some(
			one => one.isAwaited && one.inLoop && one.line >= loop.line && one.line < call.line && !asked.has(one.line) && !isDataOf(one, asked),
		);

const isDataOf = ({line, end}: Call, asked: ReadonlySet<number>): boolean => {
	for (let at = line; at <= end; at++) if (asked.has(at)) return true;
	return false;
};
