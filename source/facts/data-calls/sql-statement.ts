import {changedBy} from '../entry-points/sql-effect.ts';
import type {DataSeen} from './data-call.ts';
import {seen} from './reading.ts';

const selecting = /^[\s(]*(?:with\b[\s\S]{0,1500}?\)\s*)?select\b/iu;
const fromTable = /\bfrom\s+["'`[]?(?<table>[\w.$]+)/iu;
const comparing = /(?:\b(?:where|and|or)\s+|\()(?:[\w"`]+\.)?["`]?(?<column>\w+)["`]?\s*(?:=|<|>|like\b|ilike\b|in\b|is\b|!=)/giu;
const limiting = /\b(?:limit|fetch\s+(?:first|next)|top)\s*(?:\(\s*)?(?<count>\d+|\$\d+|\?|:\w+|%s|\$\{\}|%\(\w+\)s)/iu;
const reckoning = /^[\s(]*select\s+(?:distinct\s+)?(?:count|sum|avg|max|min|exists|coalesce\s*\(\s*(?:sum|count|max|min))\s*\(/iu;
const onlyKeys = /\b(?:where|and)\s+(?:[\w"`]+\.)?["`]?\w*id["`]?\s+(?:in\s*\(|=\s*any\b)/iu;
/** Conditions that are put together elsewhere: `where ${…}`, `and (${…})`. */
const putTogether = /\b(?:where|and|or)\s*\(?\s*\$\{\}/iu;
const settingColumns = /\bset\s+(?<columns>[\s\S]{1,600}?)(?:\bwhere\b|\breturning\b|$)/iu;

/** A lock that only the database knows: it reads no rows. */
const locking = /\bfrom\s+pg_(?:try_)?advisory_|^\s*select\s+pg_(?:try_)?advisory_/iu;

/** What a statement of SQL does. `isOne` when the call takes one row of its answer. */
export function statementSeen(sql: string, isOne: boolean): DataSeen | undefined {
	const text = sql.slice(0, 3000);
	if (locking.test(text)) return undefined;
	const filters = [...text.matchAll(comparing)].flatMap(({groups}) => groups?.column ?? []);
	const changed = changedBy(text);
	if (changed !== undefined) {
		const operation =
			changed.does === 'deletes'
				? 'delete'
				: /^[\s(]*update\b/iu.test(text)
					? 'update'
					: /\bon\s+(?:conflict|duplicate)\b/iu.test(text)
						? 'upsert'
						: 'insert';
		const set = settingColumns.exec(text)?.groups?.columns ?? '';
		return seen('sql', operation, changed.what, {
			filters,
			values: operation === 'update' ? [{key: '', value: {is: 'text', text: set}, line: 0}] : [],
		});
	}
	if (!selecting.test(text)) return undefined;
	const table = fromTable.exec(text)?.groups?.table ?? '';
	if (table === '') return seen('sql', 'read one', '');
	if (reckoning.test(text) && !/\bgroup\s+by\b/iu.test(text)) return seen('sql', 'count', table, {filters});
	const count = limiting.exec(text)?.groups?.count;
	const isCut = text.endsWith('…');
	return seen('sql', isOne ? 'read one' : 'read many', table, {
		filters,
		filtersUnknown: text.length > 1500 || isCut || putTogether.test(text) || (/\bwhere\b/iu.test(text) && filters.length === 0),
		limit: count === undefined ? (isCut || /\$\{\}\s*$/u.test(text) ? 'unknown' : 'none') : /^\d/u.test(count) ? 'fixed' : 'given',
		bounded: onlyKeys.test(text) || /\bgroup\s+by\b|\b(?:count|sum|avg|max|min)\s*\(/iu.test(text),
		includes: [...text.matchAll(/\bjoin\s+["'`[]?(?<table>[\w.$]+)/giu)].flatMap(({groups}) => groups?.table ?? []),
	});
}
