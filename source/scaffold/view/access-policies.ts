import {offeredTables} from '../../facts/access/row-policies.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import type {Data} from '../template-language.ts';
import {type Given, said, type View} from '../view.ts';
import {attemptsOn} from './rows/attempts.ts';
import {isPlain, type TableChange, tableChanges} from './rows/changes.ts';
import {placeFor, writtenBefore} from './rows/place.ts';
import type {Whose} from './rows/whose.ts';

const besideSupabase = /^(?<root>.+\/)supabase\//u;

const list = (names: readonly string[]): string => names.join(', ');

function dataOf(change: TableChange): Data {
	const {table, whose, enable, create, mend, columns, rights} = change;
	return {
		schema: table.schema === '' ? 'public' : table.schema,
		name: table.name,
		...whoseData(whose),
		enable,
		create: create.map(({name, command}) => ({name, command})),
		mend: mend.map(({name, command}) => ({name, command})),
		limited: columns.length > 0,
		columns: columns.map((name, index) => ({name, more: index < columns.length - 1})),
		rights: list(rights),
		inserts: [...create, ...table.policies].some(({command}) => command === 'insert' || command === 'all'),
	};
}

/** Which rows people may reach, in the words that the condition needs. */
function whoseData(whose: Whose): {readonly [name: string]: string} {
	const none = {is: whose.is, column: '', group: '', members: '', membersSchema: '', person: ''};
	switch (whose.is) {
		case 'unknown':
			return none;
		case 'person':
			return {...none, column: whose.column};
		case 'group': {
			const {table, person, group} = whose.members;
			return {
				...none,
				column: whose.column,
				group,
				members: table.name,
				membersSchema: table.schema === '' ? 'public' : table.schema,
				person,
			};
		}
	}
}

/** What the policies of the database say of this repository: a file of SQL that closes what stands open, and a test with two people. */
export function accessPoliciesView(facts: PlainFacts, given: Given): View {
	const wanted = new Set((said(given, 'public') ?? '').split(/[\s,]+/u).filter(name => name !== ''));
	const offered = offeredTables(facts);
	const odd = offered.filter(table => !isPlain(table));
	const tables = offered.filter(isPlain);
	const open = tableChanges(facts, tables, wanted);
	const before = writtenBefore(facts.schema).at(-1);
	const changes = open.length > 0 || before === undefined ? open : tableChanges(facts, tables, wanted, before);
	const at =
		open.length > 0 || before === undefined
			? placeFor(
					changes.map(({table}) => table),
					facts.schema,
				)
			: {is: 'new' as const, path: before};
	const written = changes.length > 0 && at.is === 'new';
	const {rows, attempts, untried} = attemptsOn(changes);
	const closed = changes.filter(({whose, create}) => whose.is === 'unknown' && create.length === 0).map(({table}) => table.name);
	const missing = unmade(facts);
	return {
		data: {
			path: written ? at.path : '',
			// Beside the SQL that the tables come from: the tool of Supabase looks there.
			testPath: `${besideSupabase.exec(written ? at.path : '')?.groups?.root ?? ''}supabase/tests/row_security.test.sql`,
			tables: changes.map(dataOf),
			test: written && attempts.length > 0,
			rows,
			attempts: attempts.map(one => ({...one, said: `ok ${one.number} - ${one.says}`})),
			count: attempts.length,
			untried: list(untried),
		},
		after: [
			...(written
				? [
						'Until the file is run against the live database, that is as open as before. Try it on a copy: the test with two people must say ok on every line.',
					]
				: []),
			...(closed.length > 0
				? [
						`Nobody reaches ${list(closed)} with the public key now, because no column says whose a row is. If pages read them, write a policy, or read them on the server.`,
					]
				: []),
			...(written && changes.some(({whose, mend}) => whose.is === 'unknown' && mend.length > 0)
				? [
						'Policies that ask a function for the role are closed to everybody but the server. If the function reads what people write about themselves (user_metadata), mend the function so that it reads app_metadata alone, and take the lines of those policies out of the new file first: otherwise pages that rely on them show nothing.',
					]
				: []),
			...(wanted.size > 0 ? toldOf(wanted, changes) : []),
			...(untried.length > 0 ? [`The test cannot make a row of ${list(untried)}: try those by hand.`] : []),
			...(at.is === 'unsupported' && changes.length > 0
				? [
						`These tables are made by ${at.tool === 'none' ? 'no file' : at.tool}, which shipworthy writes no migration for: switch row security on there.`,
					]
				: []),
		],
		owes: [
			...(written || changes.length === 0 ? [] : both('switch row security on in a migration of your own')),
			...(odd.length > 0 ? both('close the tables whose names hold unusual signs by hand') : []),
			...(missing.length > 0
				? [{check: 'sec-supabase-rls-off', owes: `look at ${list(missing)} in the dashboard: no SQL in the repository makes it`}]
				: []),
		],
		scripts: {},
	};
}

const both = (owes: string): View['owes'] => ['sec-supabase-rls-off', 'sec-policy-always-true'].map(check => ({check, owes}));

/** What became of the tables that a person wants everybody to read. */
function toldOf(wanted: ReadonlySet<string>, changes: readonly TableChange[]): readonly string[] {
	return [...wanted].flatMap(name => {
		const change = changes.find(({table}) => table.name === name);
		if (change === undefined) return [`${JSON.stringify(name)} is no table that this file changes.`];
		return change.open
			? []
			: [
					`${name} stays closed although you named it: it holds what people would not want all to read. Show the rest in a table of its own.`,
				];
	});
}

/** Tables that code writes to and that no SQL of the repository makes. */
function unmade({entryPoints, schema}: PlainFacts): readonly string[] {
	const known = new Set([...schema.tables.filter(({made}) => made !== 'elsewhere'), ...schema.routines].map(({name}) => name));
	const used = entryPoints.points.flatMap(({writes}) =>
		writes.filter(({does}) => does === 'writes' || does === 'deletes').map(({what}) => what),
	);
	return [...new Set(used)].filter(name => /^[a-z_]\w*$/u.test(name) && !known.has(name)).slice(0, 3);
}
