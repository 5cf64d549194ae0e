import type {ForeignKey, Schema, Table} from '../../../facts/schema/schema.ts';

/** Whose a row of a table is, as far as the schema says. */
export type Whose =
	/** One person's, by the column that holds their id. `adds`: they may also make, change and remove rows. */
	| {readonly is: 'person'; readonly column: string; readonly adds: boolean}
	/** Everybody's who is a member: `column` holds what `members.group` holds in the rows of `members.person`. */
	| {readonly is: 'group'; readonly column: string; readonly adds: boolean; readonly members: Members}
	| {readonly is: 'unknown'};

/** The table that says who belongs to what. */
type Members = {readonly table: Table; readonly person: string; readonly group: string; readonly of: string};

const owning: readonly string[] = ['user_id', 'owner_id', 'owner', 'profile_id'];
const making: readonly string[] = ['created_by', 'author_id'];
const membership = /(?:member(?:ship)?s?|_users|user_\w+s)$/iu;

const isAccount = ({table}: ForeignKey, profiles: ReadonlySet<string>): boolean => table === 'users' || profiles.has(table);
const single = ({columns}: ForeignKey): string | undefined => (columns.length === 1 ? columns[0] : undefined);
const isId = (name: string, {columns}: Table): boolean => columns.some(one => one.name === name && one.type === 'uuid');

/** Tables whose own key is the id of an account: `profiles`. */
function profilesIn({tables}: Pick<Schema, 'tables'>): ReadonlySet<string> {
	return new Set(
		tables
			.filter(
				({primaryKey, foreignKeys}) =>
					primaryKey.length === 1 && foreignKeys.some(key => key.table === 'users' && single(key) === primaryKey[0]),
			)
			.map(({name}) => name),
	);
}

/** The column with the id of the person that a row belongs to, or who made it; undefined when there is none or more than one that it may be. */
function personIn(table: Table, profiles: ReadonlySet<string>, names: readonly string[] = [...owning, ...making]): string | undefined {
	if (profiles.has(table.name) && table.primaryKey.length === 1) return table.primaryKey[0];
	const keyed = table.foreignKeys.filter(key => isAccount(key, profiles)).flatMap(key => single(key) ?? []);
	const elsewhere = new Set(table.foreignKeys.filter(key => !isAccount(key, profiles)).flatMap(({columns}) => columns));
	const named = names.find(name => isId(name, table) && !elsewhere.has(name));
	if (named !== undefined) return named;
	return keyed.length === 1 && isId(keyed[0] ?? '', table) ? keyed[0] : undefined;
}

/** The one table that says who belongs to a group, for each table of groups. */
function membersIn(schema: Pick<Schema, 'tables'>, profiles: ReadonlySet<string>): readonly Members[] {
	const all = schema.tables.flatMap((table): readonly Members[] => {
		const person = membership.test(table.name) ? personIn(table, profiles) : undefined;
		const groups = table.foreignKeys.filter(key => !isAccount(key, profiles) && single(key) !== undefined);
		const [key] = groups;
		return person === undefined || key === undefined || groups.length > 1 ? [] : [{table, person, group: single(key) ?? '', of: key.table}];
	});
	return all.filter(one => all.filter(({of}) => of === one.of).length === 1);
}

/** Says of each table whose its rows are. Rows of a table of members are only read: whoever may add them lets themselves in. */
export function whoseRows(schema: Pick<Schema, 'tables'>): (table: Table) => Whose {
	const profiles = profilesIn(schema);
	const members = membersIn(schema, profiles);
	return table => {
		const person = personIn(table, profiles);
		if (members.some(one => one.table === table)) return {is: 'person', column: person ?? '', adds: false};
		if (person !== undefined && !making.includes(person)) return {is: 'person', column: person, adds: true};
		const own = members.find(one => one.of === table.name);
		const [id] = table.primaryKey;
		if (own !== undefined && id !== undefined && table.primaryKey.length === 1) return {is: 'group', column: id, adds: false, members: own};
		const groups = members.flatMap(one =>
			table.foreignKeys
				.filter(key => key.table === one.of)
				.flatMap(key => (single(key) === undefined ? [] : [{column: single(key) ?? '', members: one}])),
		);
		const [group] = groups;
		if (group !== undefined && groups.length === 1) return {is: 'group', adds: true, ...group};
		return person === undefined ? {is: 'unknown'} : {is: 'person', column: person, adds: true};
	};
}
