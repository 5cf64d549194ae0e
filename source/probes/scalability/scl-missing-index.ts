import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {staysSmall, tableKey, unreadOf} from '../../facts/data-calls/tables.ts';
import {isSelective, lookupsOf} from '../../facts/data-calls/unindexed-lookups.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {ForeignKey, Table} from '../../facts/schema/schema.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

type Missing = Place & {readonly name: string; readonly asked: number; readonly cascades: boolean};

/** Who last touched a row is seldom asked for. */
const aside =
	/(?:^|_)(?:created|updated|modified|deleted|changed|approved|reviewed|invited|assigned|uploaded|performed|granted|added|revoked|resolved|verified|closed|cancelled|edited|published|locked|sent)_?by(?:_id|Id)?$/iu;

const between = /\W+/u;

const probe: Probe = facts => {
	const kept = facts.schema.tables.filter(table => table.made !== 'elsewhere' && table.isDocuments !== true && table.source !== 'convex');
	const documents = facts.schema.tables.some(({isDocuments}) => isDocuments === true);
	if (kept.length === 0) {
		if (documents || holds(facts, 'db.mongo', 'baas.firebase')) return documentsFound(facts);
		const unread = unreadLanguage(facts);
		return unread === undefined ? unknown('the tables are described by no file') : unknown(`code in ${unread} is not read yet`);
	}
	const keys = kept.flatMap(table => keysOf(table).map(key => ({table, key})));
	if (keys.length === 0)
		return notApplicable(
			`${kept.length === 1 ? 'the one table refers to no other' : `none of the ${kept.length} tables refers to another`}`,
			distinct(kept).slice(0, 2),
		);
	const asked = askedFor(facts);
	const open = keys.flatMap(({table, key}): readonly Missing[] => {
		if (isIndexed(table, key, facts)) return [];
		const [column = ''] = key.columns;
		if (aside.test(column) || (staysSmall(table.name) && (asked.get(`${tableKey(table.name)}.${plain(column)}`) ?? 0) === 0)) return [];
		const times =
			(asked.get(`${tableKey(table.name)}.${plain(column)}`) ?? 0) +
			(table.described === undefined ? 0 : (asked.get(`${tableKey(table.described.model)}.${plain(column)}`) ?? 0)) +
			rulesOn(table, column);
		return [
			{
				path: key.path,
				line: key.line,
				text: key.text,
				name: `${table.name}.${column}`,
				asked: times,
				cascades: /cascade/iu.test(key.onDelete ?? ''),
			},
		];
	});
	const unseen = unreadOf(facts).length > 0;
	if (open.length > 0) {
		if (unseen)
			return unknown(
				`${open.length === 1 ? 'one column that refers to another table shows' : `${open.length} columns that refer to other tables show`} no index, and not all statements could be read`,
				distinct(open),
			);
		const worst = open.toSorted((one, other) => other.asked - one.asked || Number(other.cascades) - Number(one.cascades));
		const [first] = worst;
		const used =
			first === undefined || first.asked === 0
				? ''
				: `; the code asks by ${first.name} in ${first.asked} ${first.asked === 1 ? 'place' : 'places'}`;
		return gap(
			`${keys.length === 1 ? 'the one column that refers' : `${open.length} of ${keys.length} columns that refer`} to another table ${open.length === 1 ? 'has' : 'have'} no index: ${listed(
				worst.slice(0, 3).map(({name}) => name),
				'and',
			)}${used}`,
			distinct(worst),
			{occurrences: open.length, severity: first !== undefined && (first.asked > 0 || first.cascades) ? 'medium' : 'low'},
		);
	}
	if (unseen)
		return unknown('every reference that was read has an index, and not all statements could be read', distinct(keys.map(({key}) => key)));
	return pass(
		`the ${keys.length === 1 ? 'one column that refers' : `${keys.length} columns that refer`} to other tables can be found by an index`,
		proofs(keys.map(({table}) => table)),
	);
};

export default probe;

/** Collections of documents have the indexes that code makes, and no others. */
function documentsFound(facts: Facts): Answer {
	const {open, kept, unsure} = lookupsOf(facts);
	const [worst] = open;
	const named = [
		...new Set(
			open.flatMap(({table, filters}) =>
				(filters.some(isSelective) ? filters.filter(isSelective) : filters).slice(0, 2).map(column => `${table}.${column}`),
			),
		),
	];
	if (worst !== undefined)
		return gap(
			`${open.length === 1 ? 'one query looks' : `${open.length} queries look`} documents up by ${listed(named.slice(0, 3), 'and')}, and no index for ${named.length === 1 ? 'that' : 'those'} is made anywhere in the code`,
			distinct(open),
			{occurrences: open.length, severity: 'medium'},
		);
	if (kept.length > 0 && unsure.length === 0)
		return pass(
			`what documents are looked up by has an index in ${kept.length === 1 ? 'the one query' : `all ${kept.length} queries`}`,
			distinct(kept),
		);
	return unknown('documents are kept, and what they are looked up by needs an index of its own', distinct(unsure));
}

const plain = (column: string): string => column.toLowerCase().replaceAll('_', '').replace(/id$/u, '');

/** What a table refers to, by its own keys or by what code says of it. */
const keysOf = (table: Table): readonly ForeignKey[] => {
	const own = table.foreignKeys;
	const more = (table.described?.foreignKeys ?? []).filter(key => !own.some(one => one.columns.join() === key.columns.join()));
	return [...new Map([...own, ...more].map(key => [key.columns.join(), key])).values()].filter(({columns}) => columns.length > 0);
};

/** An index begins with the column; MySQL makes one for each reference, and so does Django. */
function isIndexed(table: Table, {columns}: ForeignKey, facts: Facts): boolean {
	const [column = ''] = columns;
	const begins = (own: readonly string[]): boolean => own[0]?.toLowerCase() === column.toLowerCase();
	if (table.source === 'django' || table.described?.source === 'django') return true;
	if (holds(facts, 'db.mysql') && !holds(facts, 'db.postgres', 'db.mssql') && table.foreignKeys.some(key => begins(key.columns)))
		return true;
	return table.indexes.some(index => begins(index.columns)) || table.uniques.some(begins) || begins(table.primaryKey);
}

/** How often the code narrows each table by each column. */
function askedFor(facts: Facts): ReadonlyMap<string, number> {
	const counts = new Map<string, Set<string>>();
	for (const {table, filters, path, line} of dataCallsOf(facts))
		for (const column of filters) {
			const key = `${tableKey(table)}.${plain(column)}`;
			counts.set(key, (counts.get(key) ?? new Set<string>()).add(`${path} ${line}`));
		}
	return new Map([...counts].map(([key, places]) => [key, places.size]));
}

/** The rules of row security that look at the column for every row. */
const rulesOn = (table: Table, column: string): number =>
	table.policies.filter(({using = '', check = ''}) => `${using} ${check}`.split(between).includes(column)).length;

const proofs = (tables: readonly Table[]): readonly Place[] => {
	const indexes = tables.flatMap(({indexes: own}) => own);
	return distinct(indexes.length > 0 ? indexes : tables);
};
