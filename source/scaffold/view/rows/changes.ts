import {type LoosePolicy, loosePoliciesOf} from '../../../facts/access/loose-policies.ts';
import {columnsOfRights, isPrivate} from '../../../facts/access/row-policies.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {Policy, Table} from '../../../facts/schema/schema.ts';
import {type Whose, whoseRows} from './whose.ts';

/** The names of the policies that we make, so that they are known again. */
const ours = {
	select: 'people read their own rows',
	insert: 'people add their own rows',
	update: 'people change their own rows',
	delete: 'people remove their own rows',
	all: 'everybody reads',
} as const;
const names: ReadonlySet<string> = new Set(Object.values(ours));

/** What one table needs. */
export type TableChange = {
	readonly table: Table;
	readonly whose: Whose;
	/** Row security is to be switched on. */
	readonly enable: boolean;
	/** Everybody may read it, as a person said. */
	readonly open: boolean;
	/** Policies to make for the owner; empty when it has some already. */
	readonly create: readonly {readonly name: string; readonly command: Policy['command']}[];
	/** Policies that let in too many: they get the owner's condition, or none but the server passes. */
	readonly mend: readonly Policy[];
	/** The columns that people may fill, where others of the table give rights; empty for no limit. */
	readonly columns: readonly string[];
	readonly rights: readonly string[];
};

/** Names that mean the same quoted in SQL, in a comment and in a test. */
const plain = /^[A-Za-z_][\w $-]{0,62}$/u;
/** Whether each name that a change of this table would write is one that cannot be misread. */
export const isPlain = ({schema, name, columns, policies}: Table): boolean =>
	[schema, name, ...columns.map(one => one.name)].every(one => plain.test(one)) &&
	policies.every(one => /^[\w .,:'()/&-]{1,63}$/u.test(one.name));

const isOn = ({rowSecurity}: Table): boolean => rowSecurity?.state === 'on';
const certain = ({severity}: LoosePolicy): boolean => severity !== 'unsure';

/** What tables need, without what `file` did already; with `file` instead, what that file did, so that it reads the same again. */
export function tableChanges(
	facts: PlainFacts,
	offered: readonly Table[],
	publicTables: ReadonlySet<string>,
	file?: string,
): readonly TableChange[] {
	const whose = whoseRows(facts.schema);
	const loose = loosePoliciesOf(facts).filter(certain);
	return offered.flatMap((table): readonly TableChange[] => {
		const here = loose.filter(one => one.table === table);
		const made = (path: string): boolean => file !== undefined && path === file;
		const enable = file === undefined ? !isOn(table) : isOn(table) && made(table.rowSecurity?.place.path ?? '');
		const limited = table.grants.some(({path, columns}) => made(path) && columns.length > 0);
		const before = table.policies.filter(({path, name}) => !(made(path) && names.has(name)));
		const mend =
			file === undefined
				? here.filter(({rights}) => rights === undefined).map(({policy}) => policy)
				: before.filter(({path}) => made(path));
		const rights = columnsOfRights(table);
		const is = whose(table);
		const open = publicTables.has(table.name) && !isPrivate(table);
		const create = enable && before.length === 0 ? created(is, open) : [];
		const gives = create.some(({command}) => command === 'update') || mend.length > 0;
		const limits =
			file === undefined ? here.some(one => one.rights !== undefined) || (rights.length > 0 && gives && is.is === 'person') : limited;
		if (!enable && mend.length === 0 && !limits) return [];
		return [
			{
				table,
				whose: is,
				enable,
				open,
				create,
				mend,
				columns: limits ? table.columns.map(({name}) => name).filter(name => !rights.includes(name)) : [],
				rights,
			},
		];
	});
}

function created(whose: Whose, open: boolean): TableChange['create'] {
	const reads = open
		? [{name: ours.all, command: 'all' as const}]
		: whose.is === 'unknown'
			? []
			: [{name: ours.select, command: 'select' as const}];
	if (whose.is === 'unknown' || !whose.adds) return reads;
	return [...reads, ...(['insert', 'update', 'delete'] as const).map(command => ({name: ours[command], command}))];
}
