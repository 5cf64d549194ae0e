import {entryOf, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {DataCall} from './data-call.ts';
import {isAside, type Operation, type Step} from './operations.ts';
import {tableKey} from './tables.ts';

/** Two writes of one operation that nothing holds together. */
export type Halves = {
	readonly first: Step;
	readonly second: Step;
	readonly operation: Operation;
	readonly how: 'tables' | 'replaced' | 'outside' | 'commits' | 'shared';
};

/** The first two writes of an operation that can be left half done. */
export function halvesOf(operation: Operation, atomic: boolean): Halves | undefined {
	const outside = operation.steps.find(({write}) => write.transaction === 'outside');
	if (outside !== undefined) return {first: outside, second: outside, operation, how: 'outside'};
	if (atomic) return undefined;
	const python = operation.steps.filter(({write}) => write.client === 'sqlalchemy');
	if (python.length > 0) return commitsOf(operation, python);
	const loose = operation.steps.filter(
		({write, ...step}) =>
			write.transaction === 'no' &&
			!isAside(write) &&
			write.client !== 'other' &&
			write.client !== 'convex' &&
			!isTouch(write) &&
			!isHousekeeping(step.through),
	);
	const shared = loose.find(isShareOfMoney);
	if (shared !== undefined) return {first: shared, second: shared, operation, how: 'shared'};
	for (const [at, first] of loose.entries())
		for (const second of loose.slice(at + 1, at + 12)) {
			if (!follows(first, second)) continue;
			const [one, other] = [tableKey(first.write.table), tableKey(second.write.table)];
			if (one === '' || other === '') continue;
			if (one !== other && !isIdempotent(first) && !isIdempotent(second)) return {first, second, operation, how: 'tables'};
			if (
				one === other &&
				first.write.operation === 'delete' &&
				second.write.operation === 'insert' &&
				!first.write.filters.some(column => /^_?id$/u.test(column))
			)
				return {first, second, operation, how: 'replaced'};
		}
	return undefined;
}

/** Both run one after the other: the second under the conditions of the first or more, and not as something that may fail. */
const follows = (first: Step, second: Step): boolean =>
	second.line > first.end &&
	first.when.every(name => second.when.includes(name)) &&
	(first.when.length === 0 ||
		second.when.length > first.when.length ||
		(second.line - first.line < 12 &&
			first.through === undefined &&
			second.through === undefined &&
			first.write.in === second.write.in &&
			first.when.length < 3 &&
			first.write.operation === 'insert' &&
			second.write.operation === 'insert')) &&
	!(second.inTry && !first.inTry);

/** One of several inserts that run side by side and together make one bill. */
const isShareOfMoney = ({write, through}: Step): boolean =>
	through === undefined &&
	write.operation === 'insert' &&
	write.inLoop &&
	!write.isAwaited &&
	write.result === 'returned' &&
	/expense|payment|invoice|ledger|order_?item|split|transfer|payout/u.test(write.table.toLowerCase());

/** It only says when something was changed. */
const isTouch = ({operation, values}: DataCall): boolean =>
	operation === 'update' &&
	values.length > 0 &&
	values.every(({key}) => /^(?:updated|modified|changed|touched|seen|last_?\w{1,20}?)_?(?:at|on|time)$/iu.test(key));

/** What has run out is swept away, or what is missing is made: it can be done again at any time. */
const isHousekeeping = (through: string | undefined): boolean =>
	through !== undefined && /^(?:cleanup|clean_?up|purge|prune|sweep|expire|get)(?:_|[A-Z]|$)/u.test(lastOf(through));

const isIdempotent = ({write}: Step): boolean => write.operation === 'upsert' && write.client !== 'typeorm';

/** Two commits, each with something of its own to keep. */
function commitsOf(operation: Operation, steps: readonly Step[]): Halves | undefined {
	const commits = steps.filter(({write}) => write.operation === 'commit');
	const kept = (from: number, to: number): Step | undefined =>
		steps.find(
			({write, line, through}) =>
				write.operation !== 'commit' && (through === undefined ? line > from && line < to : line > from && line <= to),
		);
	for (const [at, first] of commits.entries())
		for (const second of commits.slice(at + 1)) {
			if (second.line === first.line || first.when.length > 0 || second.inTry !== first.inTry) continue;
			const [one, other] = [kept(0, first.line), kept(first.line, second.line)];
			if (one === undefined || other === undefined) continue;
			if (tableKey(one.write.table) === tableKey(other.write.table) && one.write.table !== '') continue;
			return {first, second, operation, how: 'commits'};
		}
	return undefined;
}

/** Django is told to keep everything that a request does together. */
export const keepsRequestsTogether = (facts: Facts): boolean =>
	facts.files.some(({path}) => {
		if (!/settings/iu.test(path) || !path.endsWith('.py')) return false;
		const scope = facts.program.scopes.at(path);
		return (
			scope !== undefined &&
			(scope.variablesOf('DATABASES').some(({value}) => asksFor(value)) ||
				scope.code.assignments.some(({to, value}) => to.endsWith('ATOMIC_REQUESTS') && value.is === 'literal' && value.value === true))
		);
	});

const asksFor = (value: Value): boolean => {
	const each = value.is === 'object' ? value.entries.map(entry => entryOf(entry.value, 'ATOMIC_REQUESTS')) : [];
	return each.some(one => one?.is === 'literal' && one.value === true);
};
