import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import {isWrite} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {Effect} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {outboundOf} from '../outbound/outbound-of.ts';
import {isReached} from '../reached.ts';
import {type Quiet, quietIn} from './quiet.ts';

/** A write, a payment or a message whose failure leaves no trace. */
export type SwallowedWrite = Place & {
	readonly does: Effect['does'];
	readonly what: string;
	/** What failed is then done in another way. */
	readonly hasAnotherWay: boolean;
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** What may be lost without anybody missing it. */
const passing = words(
	'log logs logger event events audit analytics metric metrics telemetry track tracking view views cache cached caching temp tmp heartbeat presence seen touch cleanup clean clear rollback dispose teardown close prune purge expire expired warm seed history stats statistics activity activities usage thumbnail preview blur migrate migration lock unlock release invalidate revalidate session sessions job jobs queue',
);
const writing: ReadonlySet<Effect['does']> = new Set<Effect['does']>(['writes', 'mails', 'texts', 'pays']);
const posting: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
/** Columns that say when something was last seen, and how often. */
export const markers = /^(?:last|first)_?[a-z]*|_at$|At$|count$|Count$|seen|viewed|active/iu;

/** The writes of server code that are inside of a `catch` which keeps no word of what went wrong, and how many writes there are at all. */
export function swallowedWrites(facts: Facts): {readonly swallowed: readonly SwallowedWrite[]; readonly writes: readonly Place[]} {
	const {scopes} = facts.program;
	const rows = new Map<string, Map<number, string>>();
	const writes: Place[] = [];
	for (const one of dataCallsOf(facts)) {
		if (!isWrite(one) && one.operation !== 'commit') continue;
		if (one.client !== 'other' || one.table !== '') writes.push({path: one.path, line: one.line, text: one.text});
		const isMarker = one.values.length > 0 && one.values.every(({key}) => markers.test(key));
		if (one.operation === 'delete' || isMarker) continue;
		const byLine = rows.get(one.path) ?? new Map<number, string>();
		byLine.set(one.line, one.table);
		rows.set(one.path, byLine);
	}
	const posts = new Map<string, Set<number>>();
	for (const {path, line, method, isOwn} of outboundOf(facts)) {
		if (!posting.has(method) || isOwn) continue;
		posts.set(path, (posts.get(path) ?? new Set<number>()).add(line));
	}
	const swallowed = facts.files.flatMap((file): readonly SwallowedWrite[] => {
		if (file.role !== 'app' || file.code === undefined || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		const scope = scopes.at(file.path);
		if (scope === undefined) return [];
		return quietIn(scope).flatMap(quiet => {
			if (isPassing(scope.code.functions[quiet.in]?.name ?? '') || isAfterFailure(quiet, scope)) return [];
			if (file.side === 'shared' && facts.program.pointsOf(file.path, quiet.in).length === 0) return [];
			const lost = lostIn(quiet, scope, facts, rows.get(file.path), posts.get(file.path));
			const said = (kind: string): boolean =>
				file.marks.some(mark => mark.kind === kind && mark.line >= quiet.line && mark.line <= quiet.end);
			// Its authors say beside it that the write may fail; a message that somebody waits for is another matter.
			if (lost === undefined || (lost.does === 'writes' && said('failure.meant'))) return [];
			const hasAnotherWay = quiet.goesOn && (quiet.leaves || said('failure.another-way'));
			return [{path: file.path, line: quiet.line, text: quiet.text, hasAnotherWay, ...lost}];
		});
	});
	return {swallowed, writes};
}

/** It stands where another failure is dealt with, which is told there: what is tried on the way may fail as well. */
const isAfterFailure = (quiet: Quiet, {code}: FileScope): boolean =>
	code.catches.some(one => !one.isEmpty && one.line < quiet.line && quiet.end <= one.end);

/** Whether a name says that what it holds or does may be lost. */
export const isPassing = (name: string): boolean => wordsOf(name).some(word => passing.has(word));

function lostIn(
	{around}: Quiet,
	scope: FileScope,
	facts: Facts,
	rows: ReadonlyMap<number, string> | undefined,
	posts: ReadonlySet<number> | undefined,
): {readonly does: Effect['does']; readonly what: string} | undefined {
	for (const call of around) {
		if (isPassing(call.to)) continue;
		const table = rows?.get(call.line);
		if (table !== undefined && !isPassing(table)) return {does: 'writes', what: table};
		if (posts?.has(call.line) === true && call.result === 'dropped') return {does: 'writes', what: ''};
		const effect = effectOf(call, scope, facts.program.scopes);
		if (effect !== undefined && effect.does !== 'writes' && writing.has(effect.does)) return {does: effect.does, what: effect.what};
		const inner = effect === undefined ? calledEffect(call, scope, facts) : undefined;
		if (inner !== undefined) return inner;
	}
	return undefined;
}

/** What a function of the project's own sends or takes that is called there: `await sendReceipt(order)`. */
function calledEffect(call: Call, scope: FileScope, facts: Facts): {readonly does: Effect['does']; readonly what: string} | undefined {
	if (!call.isAwaited && !scope.path.endsWith('.py')) return undefined;
	const target = facts.program.calleeOf(call, scope.path);
	const inner = target.is === 'function' ? facts.program.scopes.at(target.path) : undefined;
	if (target.is !== 'function' || inner === undefined) return undefined;
	for (const at of inner.bodyOf(target.function))
		for (const one of inner.callsIn(at)) {
			const effect = effectOf(one, inner, facts.program.scopes);
			if (effect !== undefined && writing.has(effect.does) && effect.does !== 'writes' && !one.inTry)
				return {does: effect.does, what: effect.what};
			if (
				effect?.does === 'writes' &&
				!one.inTry &&
				effect.what !== '' &&
				!isPassing(effect.what) &&
				/^(?:create|insert|save|add|upsert|update)/u.test(lastOf(call.to))
			)
				return {does: 'writes', what: effect.what};
		}
	return undefined;
}
