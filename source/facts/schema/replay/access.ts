import type {Place} from '../../../safe-text.ts';
import type {GrantStep, Touched} from '../step.ts';
import {type Live, type LiveGrant, type LiveTable, tableAt} from './state.ts';

const every = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];
const lowered = (privileges: readonly string[]): readonly string[] => privileges.map(each => each.toLowerCase());

const given = (grant: GrantStep, place: Place): readonly LiveGrant[] =>
	grant.roles.map(role => ({role, privileges: lowered(grant.privileges), columns: grant.columns, place}));

/** What remains of a grant after rights were taken away. */
function without(live: LiveGrant, grant: GrantStep): readonly LiveGrant[] {
	if (!grant.roles.includes(live.role)) return [live];
	const taken = new Set(lowered(grant.privileges));
	if (taken.has('all')) return [];
	const held = live.privileges.includes('all') ? every : live.privileges;
	const left = held.filter(each => !taken.has(each));
	return left.length === 0 ? [] : [{...live, privileges: left}];
}

const changed = (grants: readonly LiveGrant[], grant: GrantStep, place: Place): readonly LiveGrant[] =>
	grant.give ? [...grants, ...given(grant, place)] : grants.flatMap(each => without(each, grant));

/** The rights that a table comes with by what was said before it was made. */
export const grantsOnNew = (live: Live, table: LiveTable): readonly LiveGrant[] =>
	live.later.reduce<readonly LiveGrant[]>(
		(grants, {grant, place}) =>
			grant.on === 'table' && grant.schemas.some(schema => schema === '' || schema === table.named.schema)
				? changed(grants, grant, place)
				: grants,
		[],
	);

/** Gives or takes rights on tables and views. */
export function grantOnTables(live: Live, grant: GrantStep, place: Place): void {
	const tables = [
		...grant.named.flatMap(each => tableAt(live, each) ?? []),
		...(grant.schemas.length === 0 ? [] : [...live.tables.values()].filter(({named}) => grant.schemas.includes(named.schema || 'public'))),
	];
	for (const table of tables) table.grants = changed(table.grants, grant, place);
}

/** Row security that a statement put together at run time may have changed is unknown, unless it could only turn on what is on. */
export function doubtRowSecurity(live: Live, touched: Touched, place: Place): void {
	const tables =
		'tables' in touched
			? touched.tables.flatMap(name => tableAt(live, {schema: '', name}) ?? [])
			: [...live.tables.values()].filter(({named}) => touched.schema === '' || (named.schema || 'public') === touched.schema);
	for (const table of tables)
		if (table.rowSecurity !== undefined && table.rowSecurity.state !== touched.turns) table.rowSecurity = {state: 'unknown', place};
}
