import type {Schema, Table} from '../schema/schema.ts';
import type {Owned} from './data-map.ts';
import {wordsOf} from './names.ts';

const userTable = /^(?:(?:app|auth|custom|system|site|web|account|accounts|core|my|tbl|t|api|base)[ _]?)?user(?: account| table)?$/u;
const personTable = /^(?:account|customer|member|profile|user profile|client|employee|student|patient|person|admin|staff)$/u;
const deepest = 3;

const signsIn = ({columns}: Table): boolean =>
	columns.some(({personal, name}) => personal === 'credential' || personal === 'contact' || /^user_?name$/iu.test(name));

/** Whoever has a password signs in, whatever the table is called. */
const keepsPassword = ({columns}: Table): boolean =>
	columns.some(({name}) => /^(?:hashed_?|encrypted_?)?password(?:_?(?:hash|digest))?$/iu.test(name));

/** The tables whose rows are people who can sign in: those of users, else those that hold a way to sign in. */
export function accountTables({tables}: Pick<Schema, 'tables'>): readonly Table[] {
	const users = tables.filter(table => userTable.test(wordsOf(table.name)) && (table.columns.length > 0 || table.schema === 'auth'));
	if (users.length > 0) return users;
	return tables.filter(table => (personTable.test(wordsOf(table.name)) && signsIn(table)) || keepsPassword(table));
}

const keyOf = ({schema, name}: Pick<Table, 'schema' | 'name'>): string => `${schema === 'public' ? '' : schema}.${name}`;

/** The tables that refer to an account, directly or through others, each once and the nearest first. */
export function ownedTables({tables}: Pick<Schema, 'tables'>, accounts: readonly Table[]): readonly Owned[] {
	const byName = new Map<string, readonly Table[]>();
	for (const table of tables) byName.set(table.name.toLowerCase(), [...(byName.get(table.name.toLowerCase()) ?? []), table]);
	const references = tables.flatMap(table => [...referencesOf(table, byName), ...namedAfter(table, accounts)]);
	const byTarget = new Map<string, Owned[]>();
	for (const one of references) byTarget.set(keyOf(one.through), [...(byTarget.get(keyOf(one.through)) ?? []), one]);
	const seen = new Set(accounts.map(keyOf));
	const found: Owned[] = [];
	let nearest = accounts;
	for (let step = 0; step < deepest && nearest.length > 0; step++) {
		const next = nearest.flatMap(table => byTarget.get(keyOf(table)) ?? []).filter(({table}) => !seen.has(keyOf(table)));
		for (const one of next) {
			found.push(one);
			seen.add(keyOf(one.table));
		}
		nearest = [...new Set(next.map(({table}) => table))];
	}
	return found;
}

function referencesOf(table: Table, byName: ReadonlyMap<string, readonly Table[]>): readonly Owned[] {
	const described = table.described?.foreignKeys ?? [];
	const checked = new Set(table.foreignKeys.map(({columns}) => columns.join()));
	const keys = [
		...table.foreignKeys.map(key => ({...key, checked: table.made !== 'code' || table.isDocuments !== true})),
		...described.filter(({columns}) => !checked.has(columns.join())).map(key => ({...key, checked: false})),
	];
	return keys.flatMap(key =>
		(byName.get(key.table.toLowerCase()) ?? []).map(
			(through): Owned => ({
				table,
				column: key.columns.join(', '),
				through,
				place: {path: key.path, line: key.line, text: key.text},
				...(key.onDelete === undefined ? {} : {onDelete: key.onDelete}),
				checked: key.checked,
			}),
		),
	);
}

/** Records of what happened are kept on purpose. */
const kept = /\b(?:log|audit|history|trail)\b/u;

/** A column that is named after an account and that no key explains: `user_id` where nothing else says what it refers to. */
function namedAfter(table: Table, accounts: readonly Table[]): readonly Owned[] {
	const explained = new Set([...table.foreignKeys, ...(table.described?.foreignKeys ?? [])].flatMap(({columns}) => columns));
	if (kept.test(wordsOf(table.name))) return [];
	return accounts.flatMap(through => {
		const wanted = `${wordsOf(through.name)} id`;
		const column =
			through === table || (table.primaryKey.length === 1 && wordsOf(table.primaryKey[0] ?? '') === wanted)
				? undefined
				: table.columns.find(({name}) => !explained.has(name) && wordsOf(name) === wanted);
		return column === undefined
			? []
			: [{table, column: column.name, through, place: {path: column.path, line: column.line, text: column.text}, checked: false}];
	});
}
