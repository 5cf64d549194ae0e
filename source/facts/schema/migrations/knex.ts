import {type Call, type Code, firstOf, lastOf, textOf} from '../../code/code.ts';
import {callOf, chainOf, returned, saidAt, stepOf, textsOf} from '../described/reading.ts';
import type {KeyStep, Named, Said, SchemaStep} from '../step.ts';
import {columnFromChain} from './script-columns.ts';

type Script = {readonly code: Code};

const tableOf = (call: Call): Named | undefined => {
	const name = textOf(call.args[0]);
	if (name === undefined) return undefined;
	const [own = name, schema = ''] = name.split('.').reverse();
	return {schema, name: own};
};

/** What one call of a schema builder does: `knex.schema.createTable('t', table => …)`, or Kysely's `db.schema.createTable('t').addColumn(…)`. */
export function knexSteps({code}: Script, call: Call): readonly SchemaStep[] {
	const said = saidAt(call);
	const kind = lastOf(call.to);
	const table = tableOf(call);
	const build = call.args.at(-1);
	const made = build?.is === 'function' ? insideOf(code, build.function) : undefined;
	switch (kind) {
		case 'createTable':
		case 'createTableIfNotExists': {
			if (table === undefined) return unread(said);
			if (made === undefined) return [kyselyTable(code, call, table, said)];
			const told = made.flatMap(each => columnFromChain(code, each));
			return [
				{
					...said,
					does: 'create table',
					table,
					columns: told.map(({column}) => column),
					keys: [...told.flatMap(({keys}) => keys), ...made.flatMap(each => builtKey(code, each))],
					like: [],
					ifNotExists: kind !== 'createTable',
				},
			];
		}
		case 'alterTable':
		case 'table':
			if (table === undefined) return unread(said);
			return made === undefined ? kyselyChanges(code, call, table) : made.flatMap(each => changeIn(code, each, table));
		case 'dropTable':
		case 'dropTableIfExists':
			return table === undefined ? unread(said) : [{...said, does: 'drop table', table}];
		case 'renameTable':
			return table === undefined ? unread(said) : [{...said, does: 'rename table', table, to: textOf(call.args[1]) ?? table.name}];
	}
	return [];
}

const unread = (said: Said): readonly SchemaStep[] => [
	{...said, does: 'unread', because: 'a table whose name is put together at run time', mentions: []},
];

/** The last call of each chain that begins with the builder that a function is given. */
function insideOf(code: Code, builder: number): readonly Call[] {
	const name = code.functions[builder]?.parameters[0]?.name;
	const inside = code.calls.filter(call => call.in === builder && firstOf(call.to) === name);
	const continued = new Set(inside.flatMap(call => (call.on === undefined ? [] : [code.calls[call.on]])));
	return inside.filter(call => !continued.has(call));
}

/** `table.unique(['a', 'b'])`, `table.foreign('a').references('id').inTable('t')`. */
function builtKey(code: Code, last: Call): readonly KeyStep[] {
	const chain = chainOf(code, last);
	const [first = last] = chain;
	const columns = textsOf(first.args[0]);
	const said = saidAt(first);
	switch (lastOf(first.to)) {
		case 'unique':
			return [{...said, kind: 'unique', columns}];
		case 'index':
			return [{...said, kind: 'index', isIndex: true, columns}];
		case 'primary':
			return [{...said, kind: 'primary', columns}];
		case 'foreign': {
			const [column = '', table] = (textOf(stepOf(chain, 'references')?.args[0]) ?? '').split('.').reverse();
			const target = textOf(stepOf(chain, 'inTable')?.args[0]) ?? table;
			const onDelete = textOf(stepOf(chain, 'onDelete')?.args[0])?.toLowerCase();
			if (target === undefined) return [];
			return [
				{
					...said,
					kind: 'foreign',
					columns,
					to: {schema: '', name: target, columns: [column]},
					...(onDelete === undefined ? {} : {onDelete}),
				},
			];
		}
	}
	return [];
}

function changeIn(code: Code, last: Call, table: Named): readonly SchemaStep[] {
	const [first = last] = chainOf(code, last);
	const said = saidAt(first);
	const kind = lastOf(first.to);
	if (kind === 'dropColumn' || kind === 'dropColumns')
		return first.args.flatMap(textsOf).map((column): SchemaStep => ({...said, does: 'drop column', table, column}));
	if (kind === 'renameColumn')
		return [{...said, does: 'change column', table, column: textOf(first.args[0]) ?? '', change: {rename: textOf(first.args[1]) ?? ''}}];
	if (kind === 'setNullable' || kind === 'dropNullable')
		return [{...said, does: 'change column', table, column: textOf(first.args[0]) ?? '', change: {nullable: kind === 'setNullable'}}];
	const told = columnFromChain(code, last);
	const isChange = last.to.endsWith('.alter');
	const keys = [...told.flatMap(each => each.keys), ...builtKey(code, last)];
	return [
		...told.map(
			({column}): SchemaStep =>
				isChange
					? {...said, does: 'change column', table, column: column.name, change: {type: column.type, nullable: column.nullable}}
					: {...said, does: 'add column', table, column},
		),
		...keys.map((key): SchemaStep => ({...said, does: 'add key', table, key})),
	];
}

const nexts = new WeakMap<Code, ReadonlyMap<Call, Call>>();

/** For each call the one that is made on what it gives. */
function nextOf(code: Code): ReadonlyMap<Call, Call> {
	const known = nexts.get(code);
	if (known !== undefined) return known;
	const next = new Map<Call, Call>();
	for (const call of code.calls) {
		const before = call.on === undefined ? undefined : code.calls[call.on];
		if (before !== undefined) next.set(before, call);
	}
	nexts.set(code, next);
	return next;
}

const longestChain = 400;

/** The calls behind one that are made on what it gives: in Kysely each adds to the table. */
function followers(code: Code, call: Call): readonly Call[] {
	const found: Call[] = [];
	const next = nextOf(code);
	for (let at = next.get(call); at !== undefined && found.length < longestChain; at = next.get(at)) found.push(at);
	return found;
}

function kyselyTable(code: Code, call: Call, table: Named, said: Said): SchemaStep {
	const told = followers(code, call).flatMap(each => (lastOf(each.to) === 'addColumn' ? kyselyColumn(code, each) : []));
	const ifNotExists = followers(code, call).some(each => lastOf(each.to) === 'ifNotExists');
	return {
		...said,
		does: 'create table',
		table,
		columns: told.map(({column}) => column),
		keys: told.flatMap(({keys}) => keys),
		like: [],
		ifNotExists,
	};
}

const kyselyChanges = (code: Code, call: Call, table: Named): readonly SchemaStep[] =>
	followers(code, call).flatMap((each): readonly SchemaStep[] => {
		const said = saidAt(each);
		const column = textOf(each.args[0]) ?? '';
		switch (lastOf(each.to)) {
			case 'addColumn':
				return kyselyColumn(code, each).flatMap(told => [
					{...said, does: 'add column', table, column: told.column},
					...told.keys.map((key): SchemaStep => ({...said, does: 'add key', table, key})),
				]);
			case 'dropColumn':
				return [{...said, does: 'drop column', table, column}];
			case 'renameColumn':
				return [{...said, does: 'change column', table, column, change: {rename: textOf(each.args[1]) ?? ''}}];
			case 'renameTo':
				return [{...said, does: 'rename table', table, to: column}];
		}
		return [];
	});

/** `addColumn('id', 'integer', column => column.primaryKey())`. */
function kyselyColumn(code: Code, call: Call) {
	const name = textOf(call.args[0]);
	if (name === undefined) return [];
	const said = saidAt(call);
	const last = callOf(code, returned(code, call.args[2]));
	const chain = last === undefined ? [] : chainOf(code, last);
	const has = (step: string): boolean => chain.some(each => lastOf(each.to) === step);
	const [table, column] = (textOf(chain.find(each => lastOf(each.to) === 'references')?.args[0]) ?? '').split('.');
	const onDelete = textOf(chain.find(each => lastOf(each.to) === 'onDelete')?.args[0])?.toLowerCase();
	const keys: KeyStep[] = [];
	if (has('primaryKey')) keys.push({...said, kind: 'primary', columns: [name]});
	if (has('unique')) keys.push({...said, kind: 'unique', columns: [name]});
	if (table !== undefined && column !== undefined)
		keys.push({
			...said,
			kind: 'foreign',
			columns: [name],
			to: {schema: '', name: table, columns: [column]},
			...(onDelete === undefined ? {} : {onDelete}),
		});
	const type = textOf(call.args[1]) ?? 'unknown';
	return [{column: {...said, name, type, nullable: !has('primaryKey') && !has('notNull')}, keys}];
}
