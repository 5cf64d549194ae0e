import type {FileFact} from '../files.ts';
import {type PackageFact, packageOf} from '../packages.ts';
import {userTableOf} from './described/django.ts';
import {userModel} from './django-fields.ts';
import {type Changing, type Sequence, sequencesOf} from './order.ts';
import {personalIn} from './personal.ts';
import {apply, isAlwaysTrue} from './replay/replay.ts';
import {type Ground, type Live, type LiveRoutine, type LiveTable, nothingYet, tableAt} from './replay/state.ts';
import type {ForeignKey, Grant, Routine, Schema, SchemaSource, Table} from './schema.ts';
import type {MigrationTool} from './step.ts';

const sources: Readonly<Record<MigrationTool, SchemaSource>> = {
	supabase: 'supabase',
	'supabase schemas': 'supabase',
	prisma: 'prisma',
	drizzle: 'drizzle',
	flyway: 'sql',
	goose: 'sql',
	dbmate: 'sql',
	numbered: 'sql',
	knex: 'sql',
	typeorm: 'typeorm',
	sequelize: 'sequelize',
	mikro: 'sql',
	alembic: 'alembic',
	django: 'django',
	plain: 'sql',
};

/** What all files that change a database make of it, one database for each package. */
export function replayed(files: readonly FileFact[], packages: readonly PackageFact[]): Schema {
	const {read: sequences, unread: foreign} = apart(sequencesOf(files, packages));
	const users = userTableOf({files});
	const providers = providersOf(files, packages);
	const databases = new Map<string, Live>();
	for (const sequence of sequences) {
		const live = databases.get(sequence.package) ?? nothingYet();
		databases.set(sequence.package, live);
		for (const file of sequence.files) {
			const ground = groundOf(sequence, file, providers.get(sequence.package));
			for (const step of file.steps) apply(live, step, ground);
		}
	}
	const all = sequences.flatMap(({files: changing}) => changing);
	return {
		tables: [...databases.values()].flatMap(live => [...live.tables.values()].map(table => tableOf(table, live, users))),
		routines: [...databases.values()].flatMap(live => [...live.routines.values()].map(routineOf)),
		migrations: all
			.filter(({head}) => head.tool !== 'plain')
			.map(({path, head, package: owner}) => ({path, line: head.line, text: head.text, tool: head.tool, package: owner})),
		unread: [
			...foreign,
			...all.flatMap(({path, steps, package: owner}) =>
				steps.flatMap(step =>
					step.does === 'unread'
						? [{path, line: step.line, text: step.text, because: step.because, package: owner, mentions: step.mentions}]
						: [],
				),
			),
		],
	};
}

const unreadDialects: ReadonlySet<string> = new Set(['clickhouse', 'mssql']);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Files whose SQL is not read, and those beside and below them: what could be parsed of their statements is another language by chance. */
function apart(sequences: readonly Sequence[]): {readonly read: readonly Sequence[]; readonly unread: Schema['unread']} {
	const folders = new Set(
		sequences.flatMap(({files}) => files.flatMap(({path, head}) => (unreadDialects.has(head.dialect ?? '') ? [folderOf(path)] : []))),
	);
	if (folders.size === 0) return {read: sequences, unread: []};
	const isForeign = ({path}: Changing): boolean => [...folders].some(folder => folder !== '' && path.startsWith(folder));
	return {
		read: sequences.map(sequence => ({...sequence, files: sequence.files.filter(file => !isForeign(file))})),
		unread: sequences.flatMap(sequence =>
			sequence.files
				.filter(isForeign)
				.slice(0, 1)
				.map(({path, head, package: owner}) => ({
					path,
					line: head.line,
					text: head.text,
					because: `this dialect of SQL is not read, nor ${sequence.files.filter(isForeign).length - 1} more files beside it`,
					package: owner,
					mentions: [],
				})),
		),
	};
}

/** The database that each package's Prisma schema is for. */
const providersOf = (files: readonly FileFact[], packages: readonly PackageFact[]): ReadonlyMap<string, string> =>
	new Map(
		files.flatMap(({path, steps = []}) =>
			steps.flatMap(step => (step.does === 'name database' ? [[packageOf(path, packages), step.provider] as const] : [])),
		),
	);

const withoutRowSecurity: ReadonlySet<MigrationTool> = new Set<MigrationTool>([
	'knex',
	'typeorm',
	'sequelize',
	'mikro',
	'alembic',
	'django',
]);

function groundOf(sequence: Sequence, file: Changing, provider: string | undefined): Ground {
	const isSupabase =
		sequence.tool === 'supabase' ||
		sequence.tool === 'supabase schemas' ||
		/(?:^|\/)supabase\//u.test(file.path) ||
		sequence.files.some(({head}) => head.isSupabase === true);
	return {
		path: file.path,
		source: isSupabase ? 'supabase' : sources[sequence.tool],
		made: sequence.tool === 'plain' ? 'script' : 'migrations',
		package: sequence.package,
		isPostgres:
			!withoutRowSecurity.has(sequence.tool) &&
			!sequence.files.some(({head}) => head.dialect !== undefined) &&
			(sequence.tool !== 'prisma' || provider === undefined || provider === 'postgresql' || provider === 'cockroachdb'),
		isSupabase,
	};
}

function tableOf(table: LiveTable, live: Live, users: string): Table {
	const {schema} = table.named;
	const name = table.called ?? table.named.name;
	return {
		...table.place,
		name,
		schema,
		source: table.source,
		made: table.made,
		package: table.package,
		columns: table.columns.map(column => {
			const personal = personalIn(column.name, name);
			return personal === undefined ? column : {...column, personal};
		}),
		primaryKey: table.primaryKey,
		uniques: table.uniques.map(({columns}) => columns),
		foreignKeys: table.foreignKeys.map(key => referenceOf(key, live, users)),
		indexes: table.indexes,
		...(table.rowSecurity === undefined ? {} : {rowSecurity: table.rowSecurity}),
		policies: table.policies.map(({usingIsTrue, checkIsTrue, ...policy}) => ({
			command: 'all',
			roles: ['public'],
			permissive: true,
			...policy,
			alwaysTrue: isAlwaysTrue({...policy, ...(usingIsTrue ? {usingIsTrue} : {}), ...(checkIsTrue ? {checkIsTrue} : {})}),
		})),
		grants: table.grants.map(({role, privileges, columns, place}): Grant => ({...place, privileges, roles: [role], columns})),
	};
}

/** A reference by the name of the table that it leads to, and its key where none is written. */
function referenceOf({name: _name, schema, ...key}: LiveTable['foreignKeys'][number], live: Live, users: string): ForeignKey {
	const table = key.table === userModel ? users : key.table;
	const target = tableAt(live, {schema, name: table});
	return {...key, table: target?.called ?? table, references: key.references.length > 0 ? key.references : (target?.primaryKey ?? [])};
}

const routineOf = ({callers, package: _package, ...routine}: LiveRoutine): Routine => ({...routine, callers: [...callers].sort()});
