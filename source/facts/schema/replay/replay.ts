import type {Place} from '../../../safe-text.ts';
import type {PolicyStep, SchemaStep} from '../step.ts';
import {doubtRowSecurity, grantOnTables} from './access.ts';
import {changeRoutine, createRoutine, dropRoutine, grantOnRoutines} from './routines.ts';
import {type Ground, keyOfName, type Live, type LiveTable, tableAt} from './state.ts';
import {addColumn, addKey, changeColumn, createTable, dropColumn, dropKey, dropTable, newTable, renameTable} from './tables.ts';

/** Does to a database what a step says. A script that nothing runs cannot take back what migrations made: it only casts doubt on row security. */
export function apply(live: Live, step: SchemaStep, ground: Ground): void {
	const place: Place = {path: ground.path, line: step.line, text: step.text};
	switch (step.does) {
		case 'migration':
		case 'describe':
		case 'name type':
		case 'name database':
			return;
		case 'create table':
			createTable(live, step, place, ground);
			return;
		case 'grant':
			if (step.grant.later) live.later = [...live.later, {grant: step.grant, place}];
			else {
				if (step.grant.on === 'table') grantOnTables(live, step.grant, place);
				grantOnRoutines(live, step.grant);
			}
			return;
		case 'create routine':
			createRoutine(live, step.routine, place, ground);
			return;
		case 'change routine':
			changeRoutine(live, step);
			return;
		case 'drop routine':
			dropRoutine(live, step.routine);
			return;
		case 'drop schema':
		case 'rename schema':
			changeSchema(live, step.schema, step.to);
			return;
		case 'unread':
			if (step.rowSecurity !== undefined) doubtRowSecurity(live, step.rowSecurity, place);
			return;
		case 'drop key':
			if (step.table === undefined || mayChange(tableAt(live, step.table), ground)) dropKey(live, step.table, step.key);
			return;
		case 'drop table':
		case 'rename table':
		case 'move table':
		case 'call table':
		case 'add column':
		case 'change column':
		case 'drop column':
		case 'add key':
		case 'row security':
		case 'create policy':
		case 'change policy':
		case 'drop policy':
		case 'rename policy':
			changeTable(live, step, place, ground);
			return;
	}
}

const mayChange = (table: LiveTable | undefined, ground: Ground): boolean =>
	table !== undefined && (ground.made === 'migrations' || table.made !== 'migrations');

type OnTable = Extract<SchemaStep, {readonly table: unknown}>;
type Change = Exclude<OnTable, {readonly does: 'create table' | 'describe' | 'drop key'}>;

/** Steps that say something of a table even where no file makes it. */
const speaks: ReadonlySet<Change['does']> = new Set<Change['does']>(['add column', 'row security', 'create policy', 'add key']);

function changeTable(live: Live, step: Change, place: Place, ground: Ground): void {
	const found = tableAt(live, step.table);
	const isNew = found === undefined && speaks.has(step.does) && !live.gone.has(keyOfName(step.table));
	const table = isNew ? newTable(live, step.table, place, ground, 'elsewhere') : found;
	if (table === undefined) return;
	if (!isNew && !mayChange(table, ground)) {
		if (step.does === 'row security' && table.rowSecurity?.state !== (step.on ? 'on' : 'off'))
			table.rowSecurity = {state: 'unknown', place};
		return;
	}
	switch (step.does) {
		case 'drop table':
			dropTable(live, step.table);
			return;
		case 'rename table':
			renameTable(live, step.table, {schema: table.named.schema, name: step.to});
			return;
		case 'call table':
			table.called = step.to;
			return;
		case 'move table':
			renameTable(live, step.table, {schema: step.to, name: table.named.name});
			return;
		case 'add column':
			addColumn(table, step.column, ground);
			return;
		case 'change column':
			changeColumn(live, table, step.column, step.change);
			return;
		case 'drop column':
			dropColumn(table, step.column);
			return;
		case 'add key':
			addKey(live, table, step.key, ground);
			return;
		case 'row security':
			table.rowSecurity = {state: step.on ? 'on' : 'off', place};
			return;
		case 'create policy':
			if (!table.policies.some(({name}) => name === step.policy.name)) table.policies = [...table.policies, {...step.policy, ...place}];
			return;
		case 'change policy':
			table.policies = table.policies.map(each => (each.name === step.policy.name ? {...each, ...step.policy, ...place} : each));
			return;
		case 'drop policy':
			table.policies = table.policies.filter(({name}) => name !== step.policy);
			return;
		case 'rename policy':
			table.policies = table.policies.map(each => (each.name === step.policy ? {...each, name: step.to ?? each.name} : each));
			return;
	}
}

function changeSchema(live: Live, schema: string, to: string | undefined): void {
	for (const table of [...live.tables.values()]) {
		if ((table.named.schema || 'public') !== schema) continue;
		if (to === undefined) dropTable(live, table.named);
		else renameTable(live, table.named, {schema: to, name: table.named.name});
	}
	for (const [key, routine] of live.routines) if ((routine.schema || 'public') === schema && to === undefined) live.routines.delete(key);
}

/** Whether a policy lets everyone do what it is for: either of the expressions that count for its command is always true. */
export function isAlwaysTrue({command = 'all', usingIsTrue = false, checkIsTrue = false}: Partial<PolicyStep>): boolean {
	switch (command) {
		case 'select':
		case 'delete':
			return usingIsTrue;
		case 'insert':
			return checkIsTrue;
		case 'update':
		case 'all':
			return usingIsTrue || checkIsTrue;
	}
}
