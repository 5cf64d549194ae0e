import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {withoutComments} from './comments.ts';
import type {FileFact} from './files.ts';
import {type PackageFact, packageOf} from './packages.ts';
import {readersFor} from './schema/described-in-code.ts';
import {migrationTool, namesIn} from './schema/migrations.ts';
import {type Family, type Model, plainName} from './schema/model.ts';

export type {Family} from './schema/model.ts';

/** A table that code describes, and whether a migration of the repository makes it. */
export type TableFact = Model & {
	readonly family: Family;
	readonly created: boolean;
	/** Columns that no migration mentions. */
	readonly missing: readonly string[];
};

/** A migration: the first line of a file that changes the schema, and the tool that runs it. */
type MigrationFact = Place & {readonly tool: string};

/** What the repository says of its tables. */
export type SchemaFacts = {
	readonly tables: readonly TableFact[];
	/** Sorted by path. */
	readonly migrations: readonly MigrationFact[];
	/** SQL files that create tables and are no migration of a tool. */
	readonly loose: readonly Place[];
};

const migrationFile = /migrat|versions\/|drizzle\/|changelog|db\/migrate|\.sql$/iu;

/** The tables, the migrations, and whether they agree. */
export function schemasOf(repository: Repository, files: readonly FileFact[], packages: readonly Pick<PackageFact, 'path'>[]): SchemaFacts {
	const migrations: MigrationFact[] = [];
	const loose: Place[] = [];
	const named = new Map<string, Named>();
	const looseNames = new Map<string, Set<string>>();
	for (const file of files) {
		if (!migrationFile.test(file.path) || unfit.has(file.role)) continue;
		const text = repository.text(file.path);
		if (text === undefined) continue;
		const code = withoutComments(text, file.language);
		const tool = migrationTool(file.path, text);
		if (tool !== undefined) {
			migrations.push({...file.firstLine, tool});
			const owner = packageOf(file.path, packages);
			const own = named.get(owner) ?? {names: new Set(), readsFiles: false};
			for (const name of namesIn(code)) own.names.add(name);
			named.set(owner, {...own, readsFiles: own.readsFiles || readsOthers.test(code)});
		} else if (file.language === 'sql' && /\bcreate\s+table\b/iu.test(code)) {
			loose.push(file.firstLine);
			const owner = packageOf(file.path, packages);
			const own = looseNames.get(owner) ?? new Set();
			for (const name of namesIn(code)) own.add(name);
			looseNames.set(owner, own);
		}
	}
	const supabase = new Set(
		files
			.filter(file => file.imports.some(({dependency}) => dependency?.startsWith('@supabase/') === true || dependency === 'supabase'))
			.map(({path}) => packageOf(path, packages)),
	);
	const found = files.flatMap(file => {
		if (file.role !== 'app' && !(file.language === 'prisma' && file.role === 'config')) return [];
		const text = file.describesTables === true ? repository.text(file.path) : undefined;
		if (text === undefined) return [];
		const readers = readersFor(file.language, text, supabase.has(packageOf(file.path, packages)));
		if (readers.length === 0) return [];
		const code = withoutComments(text, file.language);
		return readers.flatMap(reader => reader(file.path, code, text));
	});
	const making = [...named.keys()].sort((one, other) => other.length - one.length);
	/** A package that has migrations has a database of its own, and no others make its tables; one without takes part in that of the package around it. */
	const databaseOf = (path: string): string => {
		const owner = packageOf(path, packages);
		const own = making.find(folder => folder === owner || (folder !== '.' && owner.startsWith(`${folder}/`)));
		return own ?? (named.has('.') ? '.' : making.length === 1 ? (making[0] ?? any) : any);
	};
	return {migrations, loose, tables: merged(found, databaseOf, database => namesOf(database, named, looseNames))};
}

/** The database of code around which there are no migrations, where several others have some: those of any of them may make its tables. */
const any = '';

/** What the migrations of a package name, and whether they run SQL that stands elsewhere. */
type Named = {readonly names: Set<string>; readonly readsFiles: boolean};

function namesOf(
	database: string,
	named: ReadonlyMap<string, Named>,
	loose: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
	const own = [...named].filter(([folder]) => database === any || folder === database);
	const readsFiles = own.some(([, one]) => one.readsFiles);
	const others = [...loose].filter(([folder]) => readsFiles && (database === any || folder === database || folder === '.'));
	return new Set([...own.flatMap(([, one]) => [...one.names]), ...others.flatMap(([, names]) => [...names])]);
}

/** A migration that runs SQL from another file. */
const readsOthers = /\breadFile(?:Sync)?\s*\(|\bread_text\s*\(|(?<![\w.])open\s*\(/u;
const unfit: ReadonlySet<FileFact['role']> = new Set(['test', 'example', 'vendored', 'agent-tooling', 'docs']);
/** One fact for each table of a family and a database, with the columns of all the places that name it. */
function merged(
	found: readonly {readonly family: Family; readonly model: Model}[],
	databaseOf: (path: string) => string,
	madeIn: (database: string) => ReadonlySet<string>,
): readonly TableFact[] {
	const known = new Map<string, ReadonlySet<string>>();
	const byName = new Map<string, TableFact>();
	for (const {family, model} of found) {
		const database = databaseOf(model.path);
		const names = known.get(database) ?? madeIn(database);
		known.set(database, names);
		const key = JSON.stringify([family, database, plainName(model.tables[0] ?? model.name)]);
		const before = byName.get(key);
		const missing = model.columns.filter(column => !names.has(plainName(column)));
		byName.set(key, {
			...(before ?? model),
			family,
			columns: [...new Set([...(before?.columns ?? []), ...model.columns])],
			created: model.tables.some(table => names.has(plainName(table))),
			missing: [...new Set([...(before?.missing ?? []), ...missing])],
		});
	}
	return [...byName.values()];
}
