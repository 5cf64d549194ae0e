import {accountTables, ownedTables} from '../../facts/data-map/accounts.ts';
import {factsNamed, holds, type PlainFacts} from '../../facts/facts.ts';
import type {Table} from '../../facts/schema/schema.ts';
import {actions} from '../actions.ts';
import {type Given, said, type View} from '../view.ts';
import {shown} from './personal-data.ts';

const period = /(?<name>[A-Za-z_][\w$]{0,62})[\s:=]+(?<days>\d{1,5})(?!\d)/gu;
const isDate = /^(?:date|timestamp\b.*|timestamptz|datetime)$/iu;
/** By which date rows are old, the most telling first. */
const ages: readonly RegExp[] = [
	/^(?:expires?|expir(?:y|es|ation))_?(?:at|on|date)?$/iu,
	/^(?:deleted|closed|cancell?ed|archived)_?(?:at|on|date)$/iu,
	/^last_?(?:seen|used|login|sign_?in|active|activity)_?(?:at|on)?$/iu,
	/^(?:created|inserted|sent|logged|received|occurred)_?(?:at|on|date|time)?$|^timestamp$/iu,
];
/** Only these say that an account is over. */
const closing: readonly RegExp[] = [ages[1] ?? /^$/u];

/** How many days each table is kept, as a person said. */
const periodsIn = (text: string): ReadonlyMap<string, number> =>
	new Map([...text.matchAll(period)].map(({groups}) => [(groups?.name ?? '').toLowerCase(), Number(groups?.days)]));

function ageColumn({columns}: Table, wanted: readonly RegExp[]): string | undefined {
	const dates = columns.filter(({type, name}) => isDate.test(type) && shown(name) === name).map(({name}) => name);
	return wanted.flatMap(pattern => dates.filter(name => pattern.test(name)))[0];
}

/** Tables whose rows refer to others come first, so that nothing is deleted that something still refers to. */
function childrenFirst(tables: readonly Table[]): readonly Table[] {
	const depth = (table: Table, seen: readonly Table[]): number =>
		seen.includes(table)
			? 0
			: 1 +
				Math.max(
					0,
					...table.foreignKeys
						.flatMap(key => tables.filter(({name}) => name === key.table && name !== table.name))
						.map(one => depth(one, [...seen, table])),
				);
	return tables.toSorted((one, other) => depth(other, []) - depth(one, []) || (one.name < other.name ? -1 : 1));
}

/** What the paper on retention says of this repository, and what its job deletes: only what a person gave a period, by a date that the table has. */
export function retentionView(facts: PlainFacts, given: Given): View {
	const {tables} = facts.schema;
	const accounts = accountTables(facts.schema);
	const periods = periodsIn(said(given, 'periods') ?? '');
	const personal = new Set(facts.people.fields.filter(({in: where}) => where === 'table').map(({of}) => of));
	const owned = new Set(ownedTables(facts.schema, accounts).map(({table}) => table));
	const own = tables.filter(table => (table.schema === '' || table.schema === 'public') && shown(table.name) === table.name);
	const kept = own.filter(table => personal.has(table.name) || owned.has(table) || periods.has(table.name.toLowerCase()));
	const sql = holds(facts, 'db.postgres', 'baas.supabase');
	const rows = childrenFirst(kept.filter(table => table.isDocuments !== true)).map(table => {
		const column = ageColumn(table, accounts.includes(table) ? closing : ages) ?? '';
		const days = periods.get(table.name.toLowerCase()) ?? 0;
		return {schema: table.schema === '' ? 'public' : table.schema, name: table.name, days, column, job: sql && days > 0 && column !== ''};
	});
	const doomed = rows.filter(({job}) => job);
	const unknown = [...periods.keys()].filter(name => !rows.some(row => row.name.toLowerCase() === name));
	const undated = rows.filter(({days, column}) => days > 0 && column === '').map(({name}) => name);
	const elsewhere = facts.stack.some(({id}) => id.startsWith('ci.') && id !== 'ci.github' && factsNamed(facts, id).length > 0);
	const names = accounts.filter(table => own.includes(table)).map(({name}) => name);
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			rows,
			doomed,
			job: doomed.length > 0,
			workflow: holds(facts, 'ci.github') || !elsewhere,
			accounts: names.map((name, index) => ({name, more: index < names.length - 1})),
			actions: {checkout: actions.checkout},
		},
		after: [
			...(unknown.length > 0 ? [`No table is called ${unknown.join(' or ')}: those periods are not in the job.`] : []),
			...(undated.length > 0 ? [`${undated.join(' and ')} has no date by which a row is old: add one, or delete there by hand.`] : []),
			...(periods.size > 0 && !sql ? ['The job is written for PostgreSQL only: delete by age in a job of your own.'] : []),
			...(doomed.length > 0 ? ['What the job deletes is gone: let it count first, and have a copy that was restored once.'] : []),
		],
		owes: [],
		scripts: {},
	};
}
