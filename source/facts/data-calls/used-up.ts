import type {Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import type {DataCall} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {operationsOf} from './operations.ts';
import {isLocked, type Reread, readBehind} from './reread.ts';
import {tableKey} from './tables.ts';

/** Something that there is only so much of: what was read decides whether it may be used, and the write that uses it up does not ask again. */
export type UsedUp = Reread & {readonly how: 'limit' | 'once'};

const known = new WeakMap<Program, readonly UsedUp[]>();
const counting = /^(?:increment|decrement)$/u;
/** A flag, or the time at which it was set, of what may be used one time. */
const single = /^(?:is_?)?(?:used|redeemed|claimed|consumed|spent|revoked)(?:_?at)?$/iu;
const outwardsAtMost = 8;

/** What requests look at and then use up. */
export function usedUpOf(facts: Facts): readonly UsedUp[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const calls = dataCallsOf(facts).filter(call => runsForRequest(call, facts));
	const making = makingOf(facts);
	const plainFirst = calls.toSorted((one, other) => one.when.length - other.when.length);
	const made = plainFirst.flatMap(write => {
		const scope = facts.program.scopes.at(write.path);
		if (scope === undefined || write.operation !== 'update' || write.client === 'convex') return [];
		return [...countedIn(write), ...flagsIn(write, making.has(`${write.path} ${write.in}`))].flatMap(one =>
			found(one, write, calls, scope),
		);
	});
	const all = [...made, ...inRecords(calls, facts, making)];
	known.set(facts.program, all);
	return all;
}

type Used = {readonly column: string; readonly how: UsedUp['how']};

/** `{used: {increment: 1}}`, `{$inc: {used: 1}}`. */
const countedIn = ({values}: DataCall): readonly Used[] =>
	values.flatMap(({key, value}): readonly Used[] => {
		if (value.is !== 'object') return [];
		if (key === '$inc') return value.entries.map(one => ({column: one.key, how: 'limit'}));
		return value.entries.some(one => counting.test(one.key)) ? [{column: key, how: 'limit'}] : [];
	});

/** `{used: true}`, where the same operation hands something out for it. */
const flagsIn = ({values}: DataCall, hands: boolean): readonly Used[] =>
	hands ? values.flatMap(({key, value}): readonly Used[] => (single.test(key) && isSet(value) ? [{column: key, how: 'once'}] : [])) : [];

const isSet = (value: Value): boolean => (value.is === 'literal' ? value.value === true : value.is === 'call');

/** The functions that add rows, by themselves or in what they call. */
const makingOf = (facts: Facts): ReadonlySet<string> =>
	new Set(
		operationsOf(facts).flatMap(({path, function: at, steps}) =>
			steps.some(({write}) => write.operation === 'insert' || (write.operation === 'upsert' && write.client === 'typeorm'))
				? [`${path} ${at}`]
				: [],
		),
	);

/** The row was looked at in a condition around the write, or in one that ends the function before it. */
function found({column, how}: Used, write: DataCall, calls: readonly DataCall[], scope: FileScope): readonly UsedUp[] {
	if (write.filters.some(one => sameFlag(one, column))) return [];
	const name = decidedBy(column, write.in, write.line, write.when, scope);
	const read = name === undefined ? undefined : readBehind(name, write, calls, scope);
	if (read === undefined || read.line >= write.line || isApart(write, scope)) return [];
	return [
		{
			path: write.path,
			line: write.line,
			text: write.text,
			table: write.table,
			column,
			read,
			locked: isLocked(read, write, scope),
			how,
		},
	];
}

const sameFlag = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (name: string): string =>
	name
		.toLowerCase()
		.replaceAll('_', '')
		.replace(/^is/u, '')
		.replace(/(?<=ed|nt)at$/u, '');

/** The path of the column in the conditions that decide whether this line is come to: `usage.made` for `made`. */
function decidedBy(column: string, at: number, line: number, when: readonly string[], scope: FileScope): string | undefined {
	const names = [...when];
	for (let here = at, steps = 0; here >= 0 && steps < outwardsAtMost; steps++) {
		names.push(...scope.exitsIn(here).flatMap(exit => (exit.line < line && !exit.inCatch ? exit.when : [])));
		here = scope.code.functions[here]?.in ?? -1;
	}
	return names.find(name => {
		const parts = name.split('.');
		return parts.length === 2 && sameFlag(parts[1] ?? '', column);
	});
}

/** The transaction around it is told how far apart requests are kept. */
function isApart(write: DataCall, scope: FileScope): boolean {
	for (let here = write.in, steps = 0; here >= 0 && steps < outwardsAtMost; steps++) {
		const around = scope.givenTo(here);
		if (around?.args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => /^isolationLevel$/u.test(key))) === true) return true;
		here = scope.code.functions[here]?.in ?? -1;
	}
	return false;
}

/** `coupon.used = True`, and a commit. */
function inRecords(calls: readonly DataCall[], facts: Facts, making: ReadonlySet<string>): readonly UsedUp[] {
	const kept = calls.filter(({operation}) => operation === 'commit' || operation === 'upsert' || operation === 'update');
	const seen = new Set<string>();
	return kept.flatMap((commit): readonly UsedUp[] => {
		const scope = facts.program.scopes.at(commit.path);
		if (scope === undefined || !making.has(`${commit.path} ${commit.in}`)) return [];
		return scope.code.assignments.flatMap(({to, value, in: at, line, text}): readonly UsedUp[] => {
			const [record = '', column = '', ...more] = to.split('.');
			const key = `${commit.path} ${line}`;
			if (at !== commit.in || line > commit.line || more.length > 0 || !single.test(column) || !isSet(value) || seen.has(key)) return [];
			const read = calls.find(
				one =>
					one.path === commit.path &&
					one.operation === 'read one' &&
					scope.code.variables.some(
						held => held.in === at && held.names.includes(record) && one.line >= held.line && one.line <= held.line + 4 && one.line < line,
					),
			);
			const others = calls.some(
				one =>
					one.path === commit.path && one.in === at && one.operation === 'insert' && tableKey(one.table) !== tableKey(read?.table ?? ''),
			);
			const name = decidedBy(column, at, line, [], scope);
			if (read === undefined || !others || name === undefined || !name.startsWith(`${record}.`)) return [];
			seen.add(key);
			return [{path: commit.path, line, text, table: read.table, column, read, locked: isLocked(read, read, scope), how: 'once'}];
		});
	});
}
