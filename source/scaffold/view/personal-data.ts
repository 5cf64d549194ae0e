import {accountTables, ownedTables} from '../../facts/data-map/accounts.ts';
import type {PersonalField, Role} from '../../facts/data-map/data-map.ts';
import type {PlainFacts} from '../../facts/facts.ts';

/** What a kind of personal data is, in words, and what it is usually kept for. */
const kinds: Readonly<Record<PersonalField['kind'], {readonly words: string; readonly use: string; readonly sensitive: boolean}>> = {
	health: {words: 'health', use: 'what the service does with it', sensitive: true},
	biometric: {words: 'biometric data', use: 'to recognise a person', sensitive: true},
	child: {words: 'data of children', use: 'what the service does with it', sensitive: true},
	identity: {words: 'identity numbers and papers', use: 'to prove who somebody is', sensitive: true},
	payment: {words: 'payment data', use: 'to be paid, and to keep books', sensitive: true},
	credential: {words: 'passwords and tokens', use: 'to sign in', sensitive: false},
	contact: {words: 'ways to reach people', use: 'to reach the person', sensitive: false},
	location: {words: 'where people are', use: 'to deliver or to show what is near', sensitive: false},
	name: {words: 'names', use: 'to address the person', sensitive: false},
};

/** What a company is given, as far as its role says. */
const given: Readonly<Record<Role, {readonly does: string; readonly gets: string}>> = {
	payments: {does: 'takes payments', gets: 'names, e-mail addresses, amounts and payment details'},
	models: {does: 'answers of a model', gets: 'whatever stands in the questions that are sent'},
	backend: {does: 'accounts, database and files', gets: 'everything that is kept'},
	database: {does: 'database', gets: 'everything that is kept in it'},
	'sign-in': {does: 'sign-in', gets: 'names, e-mail addresses, when and from where people sign in'},
	mail: {does: 'e-mail', gets: 'e-mail addresses, and what the mails say'},
	messages: {does: 'messages and calls', gets: 'phone numbers, and what the messages say'},
	errors: {does: 'reports of errors', gets: 'addresses of the network, and what stands in the reports'},
	analytics: {does: 'measuring of visits', gets: 'addresses of the network, pages and clicks'},
	files: {does: 'keeping of files', gets: 'what people upload'},
	support: {does: 'talks with customers', gets: 'names, e-mail addresses, and what people write'},
	search: {does: 'search', gets: 'what is searched in, and what for'},
	hosting: {does: 'runs the application', gets: 'everything that passes through, and addresses of the network in its logs'},
};

/** A column that holds something about people. */
type InventoryRow = {
	readonly name: string;
	readonly kind: string;
	readonly use: string;
	readonly sensitive: boolean;
	readonly sure: boolean;
	readonly at: string;
};
/** A company that gets data. */
export type ProcessorRow = {readonly name: string; readonly role: Role; readonly does: string; readonly gets: string; readonly at: string};

/** Everything that the repository says of people's data, in rows for papers. Names are as the code writes them. */
export type PersonalData = {
	readonly columns: readonly InventoryRow[];
	/** What forms and requests ask for and no column is named after. */
	readonly asked: readonly InventoryRow[];
	/** Tables that belong to somebody's account and hold none of the columns above. */
	readonly about: readonly {readonly name: string; readonly by: string; readonly at: string}[];
	readonly processors: readonly ProcessorRow[];
};

const control = /\p{Cc}/gu;
/** A name without characters that cannot be shown. */
export const shown = (name: string): string => name.replace(control, '?');
/** A place as papers write it. */
export const atPlace = ({path, line}: {readonly path: string; readonly line: number}): string => `${shown(path)}:${line}`;

const networkAddress = /(?:^|_|\.)(?:ip|ipv[46]|ip_?addr(?:ess)?|(?:remote|client|last|user)_?ip)(?:$|_)|(?:ip|Ip)(?:Address|Addr)$/u;

const rowOf = ({of, name, kind, confidence, path, line}: PersonalField): InventoryRow => ({
	name: shown(of === '' ? name : `${of}.${name}`),
	kind: kinds[kind].words,
	use: networkAddress.test(name) ? 'to notice attacks and misuse' : kinds[kind].use,
	sensitive: kinds[kind].sensitive,
	sure: confidence === 'high',
	at: atPlace({path, line}),
});

const unique = <T extends {readonly name: string}>(rows: readonly T[]): readonly T[] =>
	rows.filter((row, index) => rows.findIndex(({name}) => name === row.name) === index);

/** Gathers what papers on people's data need to know. */
export function personalDataOf(facts: PlainFacts): PersonalData {
	const {fields, thirdParties} = facts.people;
	const owned = ownedTables(facts.schema, accountTables(facts.schema));
	const inTables = fields.filter(({in: where}) => where === 'table');
	const known = new Set(inTables.map(({name}) => name.toLowerCase()));
	const tables = new Set(inTables.map(({of}) => of));
	return {
		columns: unique(inTables.map(rowOf)),
		asked: unique(fields.filter(({in: where, name}) => where !== 'table' && !known.has(name.toLowerCase())).map(rowOf)),
		about: unique(
			owned
				.filter(({table}) => !tables.has(table.name))
				.map(({table, column, place}) => ({name: shown(table.name), by: shown(column), at: atPlace(place)})),
		),
		processors: thirdParties.map(({name, role, places}) => ({
			name,
			role,
			...given[role],
			at: places[0] === undefined ? '' : atPlace(places[0]),
		})),
	};
}
