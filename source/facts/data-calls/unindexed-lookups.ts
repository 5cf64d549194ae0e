import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {DataCall} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {documentIndexesOf} from './document-indexes.ts';
import {runsForRequest} from './for-requests.ts';
import {staysSmall, tableKey} from './tables.ts';

/** How requests look documents up: those for which no index is made anywhere, those with one, and those of which it cannot be told. */
export type Lookups = {readonly open: readonly DataCall[]; readonly kept: readonly Place[]; readonly unsure: readonly DataCall[]};

const ownKey = /^_?id$|^\$/u;
/** Of such columns there are few values, so that an index would hardly help. */
const coarse =
	/^(?:is|has|can)(?:_|[A-Z])|^(?:status|state|type|kind|role|active|enabled|published|approved|deleted|archived|completed|done|read|seen|public|private|category|gender|level|blacklisted|revoked|used|visible|featured|draft|verified)$/iu;
const selective: ReadonlySet<string> = new Set(
	'id ids user owner author email username name slug token code key hash phone customer account sender recipient receiver member session campaign project post parent room chat conversation order product'.split(
		' ',
	),
);

/** The queries of requests to collections of documents that requests also add to. */
export function lookupsOf(facts: Facts): Lookups {
	const calls = dataCallsOf(facts).filter(({client, table}) => (client === 'mongo' || client === 'mongoose') && table !== '');
	const grown = new Set(
		calls.flatMap(({operation, table}) =>
			operation === 'insert' || operation === 'upsert' || operation === 'update' ? [tableKey(table)] : [],
		),
	);
	const asked = calls.filter(
		call =>
			call.operation !== 'insert' &&
			call.filters.length > 0 &&
			!call.filters.some(column => /^_?id$/u.test(column)) &&
			grown.has(tableKey(call.table)) &&
			!staysSmall(call.table) &&
			runsForRequest(call, facts),
	);
	const indexes = documentIndexesOf(facts);
	const leading = new Map<string, Map<string, Place>>();
	const references = new Set<string>();
	const add = (table: string, column: string | undefined, place: Place): void => {
		const own = leading.get(tableKey(table)) ?? new Map<string, Place>();
		leading.set(tableKey(table), own);
		if (column !== undefined) own.set(column, place);
	};
	for (const table of facts.schema.tables) {
		if (table.isDocuments !== true) continue;
		for (const name of [table.name, ...(table.described === undefined ? [] : [table.described.model])]) {
			add(name, undefined, table);
			for (const {columns} of [...table.foreignKeys, ...(table.described?.foreignKeys ?? [])])
				references.add(`${tableKey(name)} ${columns[0] ?? ''}`);
			for (const columns of table.uniques) add(name, columns[0], table);
			for (const index of table.indexes) add(name, index.columns[0], index);
		}
	}
	for (const index of indexes) add(index.table, index.columns[0], index);
	const open: DataCall[] = [];
	const unsure: DataCall[] = [];
	const kept: Place[] = [];
	for (const call of asked) {
		const own = leading.get(tableKey(call.table));
		const found = call.filters.map(column => own?.get(column)).find(one => one !== undefined);
		if (found !== undefined) kept.push({path: found.path, line: found.line, text: found.text});
		else if (call.filtersUnknown || indexes.some(one => one.table === '' || one.columns.length === 0)) unsure.push(call);
		else if (call.filters.some(column => isSelective(column) || references.has(`${tableKey(call.table)} ${column}`))) open.push(call);
		else unsure.push(call);
	}
	return {open, kept, unsure};
}

/** There are about as many values of it as rows. */
export const isSelective = (column: string): boolean =>
	!ownKey.test(column) && !coarse.test(column) && !column.includes('$') && selective.has(wordsOf(column).at(-1) ?? '');
