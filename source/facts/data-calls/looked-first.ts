import type {Place} from '../../safe-text.ts';
import {lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {holds} from '../facts.ts';
import type {Program} from '../program.ts';
import type {Table} from '../schema/schema.ts';
import type {DataCall} from './data-call.ts';
import {isRead} from './data-call.ts';
import {documentIndexesOf} from './document-indexes.ts';
import {mustExist} from './must-exist.ts';
import {isAside} from './operations.ts';
import {isLocked} from './reread.ts';
import {tablesNamed, uniqueOver} from './table-of-call.ts';
import {tableKey, unreadOf} from './tables.ts';
import {decides, type Touch, type Touched, touchedOf} from './touches.ts';

/** Rows of a table are looked for or counted, and that decides whether one more is made. */
export type LookedFirst = {
	readonly read: DataCall;
	readonly write: DataCall;
	/** `missing`: made when there is none; `counted`: made while there are few enough. */
	readonly how: 'missing' | 'counted';
	/** `kept`: the database refuses what two requests at once would both make; `open`: all that describes it was read, and nothing does. */
	readonly state: 'kept' | 'open' | 'unknown';
	/** What refuses it. */
	readonly by?: Place;
};

const known = new WeakMap<Program, readonly LookedFirst[]>();
const key = /^_?id$|^pk$|^uuid$/u;

/** The rows that requests look for and then make, in one function or in what it calls. */
export function lookedFirstOf(facts: Facts): readonly LookedFirst[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const tables = tablesNamed(facts.schema.tables);
	const found = new Map<string, LookedFirst>();
	for (const touched of touchedOf(facts))
		for (const [at, write] of touched.touches.entries()) {
			if (!isMade(write.call, facts) || write.call.table === '' || isAside(write.call)) continue;
			const read = touched.touches.slice(0, at).findLast(one => isBehind(one, write, touched));
			const spot = `${write.call.path} ${write.call.line}`;
			if (read !== undefined && !found.has(spot))
				found.set(spot, judged(read.call, write.call, decides(read, write, touched), tables, facts));
		}
	const made = [...found.values()];
	known.set(facts.program, made);
	return made;
}

/** A call that adds a row, and not one that keeps a row that was there. */
function isMade({operation, client, path, call, on}: DataCall, facts: Facts): boolean {
	if (operation === 'update' && (client === 'mongoose' || client === 'django' || client === 'sequelize'))
		return isNewRecord(path, call, on, facts);
	if (operation !== 'insert' && !(operation === 'upsert' && client === 'typeorm')) return false;
	if (client !== 'sqlalchemy' && client !== 'typeorm') return true;
	const scope = facts.program.scopes.at(path);
	const one = scope?.code.calls[call];
	const [given] = one?.args ?? [];
	if (operation === 'insert' && client === 'typeorm') return true;
	if (scope === undefined || one === undefined || given === undefined) return false;
	const isNew = (value: Value, line: number, left = 3): boolean => {
		if (value.is === 'object') return !value.entries.some(entry => key.test(entry.key));
		if (value.is === 'call') {
			const maker = scope.code.calls[value.call];
			return maker !== undefined && (maker.isNew || /^[A-Z]|^(?:create|model_validate|from_orm|parse_obj)$/u.test(lastOf(maker.to)));
		}
		if (value.is !== 'name' || left === 0) return false;
		const binding = scope.binding(value.name, one.in, line);
		return binding?.is === 'variable' && isNew(binding.variable.value, binding.variable.line, left - 1);
	};
	return isNew(given, one.line);
}

/** `const user = new User({…})`, `user = User(…)`, and `user.save()`. */
function isNewRecord(path: string, index: number, on: string, {program}: Facts): boolean {
	const scope = program.scopes.at(path);
	const call = scope?.code.calls[index];
	if (scope === undefined || call === undefined || lastOf(call.to) !== 'save') return false;
	const binding = scope.binding(on, call.in, call.line);
	const value = binding?.is === 'variable' ? binding.variable.value : undefined;
	const maker = value?.is === 'call' ? scope.code.calls[value.call] : undefined;
	return maker !== undefined && (maker.isNew || /^[A-Z]|^build$/u.test(lastOf(maker.to)));
}

/** The read asks for rows of the same table by what the new row would hold, and its answer decides. */
function isBehind(read: Touch, write: Touch, touched: Touched): boolean {
	const {call} = read;
	return (
		isRead(call) &&
		(call !== write.call || read.at !== write.at) &&
		tableKey(call.table) === tableKey(write.call.table) &&
		!call.filters.some(column => key.test(column)) &&
		asksForSame(call, write.call) &&
		decides(read, write, touched).length > 0 &&
		!mustExist(read, write, touched)
	);
}

const plain = (column: string): string => column.toLowerCase().replaceAll('_', '').replace(/id$/u, '');

/** Where it is written out what the new row holds, one of the columns that were asked for is among it. */
function asksForSame({filters}: DataCall, {values}: DataCall): boolean {
	const held = values.map(one => plain(one.key));
	return filters.length === 0 || held.length === 0 || held.includes('...') || filters.some(column => held.includes(plain(column)));
}

function judged(
	read: DataCall,
	write: DataCall,
	when: readonly string[],
	tables: ReadonlyMap<string, readonly Table[]>,
	facts: Facts,
): LookedFirst {
	const how = isCounted(read, when, facts) ? 'counted' : 'missing';
	const own = tables.get(tableKey(write.table)) ?? [];
	const kept = own.map(table => uniqueOver(table, read.filters)).find(one => one !== undefined);
	const index = documentIndexesOf(facts).find(
		one =>
			one.unique &&
			tableKey(one.table) === tableKey(write.table) &&
			one.columns.length > 0 &&
			one.columns.every(column => read.filters.includes(column)),
	);
	const by = kept ?? index;
	if (by !== undefined) return {read, write, how, state: 'kept', by};
	const scope = facts.program.scopes.at(read.path);
	if (scope !== undefined && read.path === write.path && isLocked(read, write, scope)) return {read, write, how, state: 'kept', by: read};
	return {read, write, how, state: isOpen(read, write, own, facts) ? 'open' : 'unknown'};
}

/** All that says what the database refuses was read, and nothing in it speaks of what was asked for. */
function isOpen(read: DataCall, write: DataCall, own: readonly Table[], facts: Facts): boolean {
	if (
		read.operation === 'read many' ||
		read.filtersUnknown ||
		read.filters.length === 0 ||
		write.transaction === 'yes' ||
		read.transaction === 'yes'
	)
		return false;
	if (write.client === 'convex' || write.client === 'firestore' || write.client === 'other') return false;
	const asked = new Set(read.filters.map(plain));
	if (own.length === 0) {
		// A driver without a schema: what is kept unique stands in the code that makes indexes, or nowhere.
		const isDriver = write.client === 'mongo' && holds(facts, 'db.mongo');
		return isDriver && !documentIndexesOf(facts).some(one => one.table === '' || tableKey(one.table) === tableKey(write.table));
	}
	if (own.some(({made}) => made === 'elsewhere')) return false;
	const touching = own.flatMap(({uniques, indexes}) => [...uniques, ...indexes.flatMap(one => (one.unique ? [one.columns] : []))]);
	const isNear = touching.some(columns => columns.length === 0 || columns.some(column => asked.has(plain(column))));
	const isUnread = unreadOf(facts).some(
		({mentions}) => mentions.length === 0 || mentions.some(one => tableKey(one) === tableKey(write.table)),
	);
	return !isNear && !isUnread;
}

/** The number of rows is held against another number. */
function isCounted({operation, path, call}: DataCall, when: readonly string[], facts: Facts): boolean {
	const verb = lastOf(facts.program.scopes.at(path)?.code.calls[call]?.to ?? '');
	if (operation === 'read one' || verb === 'exists') return false;
	return operation === 'count' ? when.length > 1 : when.some(name => /\.length$|^len\(/u.test(name)) && when.length > 1;
}
