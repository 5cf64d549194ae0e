import type {Place} from '../../safe-text.ts';
import {type Call, type Catch, lastOf} from '../code/code.ts';
import {isWrite} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {serverFiles} from '../sinks/sink.ts';
import {saysNothing} from './quiet.ts';
import {isPassing, markers} from './swallowed-writes.ts';

/** A write whose failure is noted at most: the code goes on, and whoever asked hears nothing of it. */
export type CarriedOn = Place & {readonly table: string};

const broad = /^(?:Exception|BaseException)$/u;
const noting =
	/^(?:log|logs|logger|logging|console|print|warn|warning|error|debug|info|exception|traceback|capture|captureexception|capturemessage|sentry|report)$/iu;
/** Ways in through which somebody waits for the answer. */
const asked: ReadonlySet<string> = new Set(['http', 'action', 'rpc', 'webhook', 'page', 'function']);

/** The catches of server code, around writes, after which the code goes on as if nothing had happened. */
export function carriedOnIn(facts: Facts): readonly CarriedOn[] {
	const rows = new Map<string, Map<number, string>>();
	for (const one of dataCallsOf(facts)) {
		if (!isWrite(one) || (one.client === 'other' && one.table === '') || isForgotten(one.table)) continue;
		if (one.values.length > 0 && one.values.every(({key}) => markers.test(key))) continue;
		rows.set(one.path, (rows.get(one.path) ?? new Map<number, string>()).set(one.line, one.table));
	}
	if (rows.size === 0) return [];
	return serverFiles(facts).flatMap(({scope, file}): readonly CarriedOn[] => {
		const isMeant = (from: number, to: number): boolean =>
			file.marks.some(({kind, line}) => kind === 'failure.meant' && line >= from && line <= to);
		const isHeard = (at: number): boolean => facts.program.pointsOf(scope.path, at).some(({kind}) => asked.has(kind));
		const caught = scope.code.catches.flatMap((one): readonly CarriedOn[] => {
			if (one.in < 0 || one.isEmpty || one.from === one.line || !goesOnAfter(one, scope) || isMeant(one.line, one.end)) return [];
			if (isForgotten(scope.code.functions[one.in]?.name ?? '') || isNested(one, scope) || !isHeard(one.in)) return [];
			const held = scope
				.bodyOf(one.in)
				.flatMap(at => scope.callsIn(at))
				.filter(({inTry, line}) => inTry && line >= one.from && line < one.line);
			const table = tableOf(held, scope, rows, facts);
			return table === undefined ? [] : [{path: scope.path, line: one.line, text: one.text, table}];
		});
		const chained = scope.code.calls.flatMap((call): readonly CarriedOn[] => {
			const [given] = call.args;
			const on = call.on === undefined ? undefined : scope.code.calls[call.on];
			if (lastOf(call.to) !== 'catch' || call.result !== 'dropped' || given?.is !== 'function' || on === undefined) return [];
			if (
				!onlyNotes(scope.callsIn(given.function)) ||
				scope.exitsIn(given.function).some(({value}) => value?.is !== 'call' && !saysNothing(value))
			)
				return [];
			if (isForgotten(on.to) || isMeant(call.line, call.end) || !isHeard(call.in)) return [];
			const table = tableOf([on], scope, rows, facts);
			return table === undefined ? [] : [{path: scope.path, line: call.line, text: call.text, table}];
		});
		return [...caught, ...chained];
	});
}

/** What is kept to answer for what was done is missed, although it is a log. */
const isForgotten = (name: string): boolean => isPassing(name) && !wordsOf(name).includes('audit');

const onlyNotes = (calls: readonly Call[]): boolean =>
	calls.every(({to}) => to === '' || to.startsWith('JSON.') || to.split('.').some(part => noting.test(part.replace('()', ''))));

/** Nothing in it answers, throws, gives something back, or makes it good. */
function goesOnAfter(one: Catch, scope: FileScope): boolean {
	if (one.rethrows || !one.types.every(type => broad.test(lastOf(type)))) return false;
	const isIn = ({line}: {readonly line: number}): boolean => line >= one.line && line <= one.end;
	const functions = scope.bodyOf(one.in);
	return (
		onlyNotes(functions.flatMap(at => scope.callsIn(at)).filter(isIn)) &&
		!functions.some(at => scope.assignmentsIn(at).some(isIn) || scope.exitsIn(at).some(isIn)) &&
		!scope.code.variables.some(variable => variable.line > one.line && isIn(variable) && functions.includes(variable.in))
	);
}

/** What is tried while another failure is dealt with. */
const isNested = (one: Catch, {code}: FileScope): boolean =>
	code.catches.some(other => other.line < one.line && one.end <= other.end && other !== one);

function tableOf(
	calls: readonly Call[],
	scope: FileScope,
	rows: ReadonlyMap<string, ReadonlyMap<number, string>>,
	facts: Facts,
): string | undefined {
	for (const call of calls) {
		const own = rows.get(scope.path)?.get(call.line);
		if (own !== undefined) return own;
		const target = facts.program.calleeOf(call, scope.path);
		const inner = target.is === 'function' ? facts.program.scopes.at(target.path) : undefined;
		const lines = target.is === 'function' ? rows.get(target.path) : undefined;
		if (target.is !== 'function' || inner === undefined || lines === undefined) continue;
		const met = inner
			.bodyOf(target.function)
			.flatMap(at => inner.callsIn(at))
			.find(({line, inTry}) => !inTry && lines.has(line));
		if (met !== undefined) return lines.get(met.line);
	}
	return undefined;
}
