import type {Place} from '../../safe-text.ts';
import type {Entry, Value} from '../code/code.ts';
import {firstOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Program} from '../program.ts';
import type {DataCall} from './data-call.ts';
import {isRead, isWrite} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {tableKey} from './tables.ts';

/** A number that is read, reckoned with in the program and written back: what another request did in between is lost. */
export type Reread = Place & {
	readonly table: string;
	readonly column: string;
	readonly read: DataCall | undefined;
	readonly locked: boolean;
};

const known = new WeakMap<Program, readonly Reread[]>();
const locking = /^(?:with_for_update|select_for_update|forUpdate|setLock|lock|for)$/u;

/** The numbers that requests read and write back. */
export function rereadOf(facts: Facts): readonly Reread[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const calls = dataCallsOf(facts).filter(call => runsForRequest(call, facts));
	const made = [...inUpdates(calls, facts), ...inRecords(calls, facts)];
	known.set(facts.program, made);
	return made;
}

/** `update({credits: user.credits - 1})`. */
function inUpdates(calls: readonly DataCall[], facts: Facts): readonly Reread[] {
	return calls.flatMap(call => {
		if (call.operation !== 'update' && call.operation !== 'upsert') return [];
		const scope = facts.program.scopes.at(call.path);
		if (scope === undefined || call.client === 'convex') return [];
		const entries = call.values.flatMap(entry =>
			/^\$set$/u.test(entry.key) && entry.value.is === 'object' ? entry.value.entries : [entry],
		);
		return entries.flatMap((entry): readonly Reread[] => {
			const from = reckonedFrom(entry, call.in, call.line, scope);
			if (from === undefined) return [];
			const read = readBehind(from, call, calls, scope);
			if (read === undefined) return [];
			return [
				{
					path: call.path,
					line: entry.line > 0 ? entry.line : call.line,
					text: call.text,
					table: call.table,
					column: entry.key,
					read,
					locked: isLocked(read, call, scope),
				},
			];
		});
	});
}

/** The name that a column's new value is reckoned from, when it is the same column of something: `user.credits` for `credits`. */
function reckonedFrom({key, value}: Entry, at: number, line: number, scope: FileScope, left = 2): string | undefined {
	if (value.is === 'name' && left > 0 && !value.name.includes('.')) {
		const binding = scope.binding(value.name, at, line);
		return binding?.is === 'variable' ? reckonedFrom({key, value: binding.variable.value, line}, at, line, scope, left - 1) : undefined;
	}
	if (value.is === 'list' || value.is === 'call') return listFrom(key, value, scope);
	if (value.is !== 'other' || value.of === undefined) return undefined;
	const [base] = value.of.flatMap(side => namesIn(side)).filter(name => lastOf(name) === key);
	if (base !== undefined) return base;
	const [first] = value.of.flatMap(side => namesIn(side)).filter(name => !name.includes('.'));
	const bound = first === undefined || left === 0 ? undefined : scope.binding(first, at, line);
	return bound?.is === 'variable' && bound.variable.value.is === 'name' && lastOf(bound.variable.value.name) === key
		? bound.variable.value.name
		: undefined;
}

/** `members: [...group.members, id]`, `members: group.members.filter(…)`. */
function listFrom(key: string, value: Value, {code}: FileScope): string | undefined {
	if (value.is === 'list')
		return value.items
			.flatMap(item => (item.is === 'spread' ? namesIn(item.of) : []))
			.find(name => name.includes('.') && lastOf(name) === key);
	const to = value.is === 'call' ? (code.calls[value.call]?.to ?? '') : '';
	const list = /^([\w$.]+)\.(?:filter|concat|toSpliced)$/u.exec(to)?.[1] ?? '';
	return list.includes('.') && lastOf(list) === key ? list : undefined;
}

const namesIn = (value: Value): readonly string[] =>
	value.is === 'name'
		? [value.name]
		: value.is === 'either'
			? value.of.flatMap(namesIn)
			: value.is === 'other'
				? (value.of ?? []).flatMap(namesIn)
				: [];

/** The read of the same table, by which the name was given. */
export function readBehind(name: string, write: DataCall, calls: readonly DataCall[], scope: FileScope): DataCall | undefined {
	const binding = scope.binding(firstOf(name), write.in, write.line);
	const reads = calls.filter(
		one =>
			one.path === write.path &&
			(isRead(one) || one.operation === 'upsert') &&
			one.call !== write.call &&
			one.operation !== 'count' &&
			one.line <= write.line &&
			tableKey(one.table) === tableKey(write.table),
	);
	if (binding?.is === 'variable') {
		const {value, line} = binding.variable;
		return reads.find(one => (value.is === 'call' && value.call === one.call) || Math.abs(one.line - line) <= 4);
	}
	return undefined;
}

/** The rows are locked while they are read, or the write asks whether they still are as they were. */
export function isLocked(read: DataCall, write: DataCall, scope: FileScope): boolean {
	const near = scope.code.calls.filter(
		one => one.in === read.in && one.line >= read.line && one.line <= (scope.code.calls[read.call]?.end ?? read.line),
	);
	return (
		near.some(
			one =>
				locking.test(lastOf(one.to)) ||
				one.named.some(({key}) => key === 'with_for_update') ||
				one.args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => key === 'lock')),
		) ||
		(isWrite(write) &&
			write.filters.some(column => /version|revision|etag|updated/iu.test(column) || write.values.some(({key}) => key === column))) ||
		scope
			.callsIn(write.in)
			.some(
				one =>
					one.line <= write.line &&
					wordsOf(lastOf(one.to)).some(word => /^(?:lock|locked|mutex|advisory|serializable|exclusive)$/u.test(word)),
			) ||
		/for\s+update/iu.test(read.text)
	);
}

/** `user.credits -= 1` and `user.save()`, `session.commit()`. */
function inRecords(calls: readonly DataCall[], facts: Facts): readonly Reread[] {
	const paths = new Set(calls.map(({path}) => path));
	return [...paths].flatMap(path => {
		const scope = facts.program.scopes.at(path);
		if (scope === undefined) return [];
		const own = calls.filter(call => call.path === path);
		return scope.code.assignments.flatMap((set): readonly Reread[] => {
			const parts = set.to.split('.');
			const [record, column, ...more] = parts;
			if (record === undefined || column === undefined || more.length > 0 || /^(?:self|this|cls)$/u.test(record)) return [];
			const isPython = path.endsWith('.py');
			const isAdded = isPython ? /^[\w.]+\s*[-+]=/u.test(set.text) : set.value.is === 'other' && set.value.of !== undefined;
			const names = set.value.is === 'other' ? (set.value.of ?? []).flatMap(namesIn) : [];
			if (!isAdded && !names.includes(set.to)) return [];
			if (!isAdded && isPython && set.value.is !== 'other') return [];
			if (!isPython && !names.includes(set.to)) return [];
			const binding = scope.binding(record, set.in, set.line);
			if (binding?.is !== 'variable') return [];
			const {value, line} = binding.variable;
			const read = own.find(
				one =>
					isRead(one) &&
					one.operation === 'read one' &&
					one.in === binding.variable.in &&
					((value.is === 'call' && value.call === one.call) || (one.line >= line && one.line <= line + 4)),
			);
			if (read === undefined || usesExpressions(set.value, scope)) return [];
			const kept = own.some(
				one =>
					one.line >= set.line &&
					one.in === set.in &&
					(one.operation === 'commit' ||
						(one.on === record && (one.operation === 'update' || one.operation === 'upsert')) ||
						(one.operation === 'upsert' && one.client === 'typeorm') ||
						(one.client === 'sqlalchemy' && one.operation === 'insert')),
			);
			if (!kept) return [];
			return [{path, line: set.line, text: set.text, table: read.table, column, read, locked: isLocked(read, read, scope)}];
		});
	});
}

/** The database reckons: `F('left') - 1`. */
const usesExpressions = (value: Value, scope: FileScope): boolean =>
	value.is === 'call'
		? /^(?:F|models\.F|func\.)/u.test(scope.code.calls[value.call]?.to ?? '')
		: value.is === 'other' && (value.of ?? []).some(one => usesExpressions(one, scope));
