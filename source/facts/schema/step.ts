import type {SqlDialect} from '../syntax/sql-dialects.ts';
import type {Policy, Routine, SchemaSource} from './schema.ts';

/** What runs migrations, or `plain` for SQL that a person runs. */
export type MigrationTool =
	| 'supabase'
	| 'supabase schemas'
	| 'prisma'
	| 'drizzle'
	| 'flyway'
	| 'goose'
	| 'dbmate'
	| 'numbered'
	| 'knex'
	| 'typeorm'
	| 'sequelize'
	| 'mikro'
	| 'alembic'
	| 'django'
	| 'plain';

/** A table, function or view by name; `schema` is empty where none is written. */
export type Named = {readonly schema: string; readonly name: string};

/** Where a step stands in its file. */
export type Said = {readonly line: number; readonly text: string};

export type ColumnStep = Said & {
	readonly name: string;
	readonly type: string;
	readonly nullable: boolean;
	readonly default?: string;
};

/** What a table holds together: a primary key, a rule of uniqueness, a reference to another table, or an index. */
export type KeyStep = Said & {
	readonly kind: 'primary' | 'unique' | 'foreign' | 'index';
	readonly name?: string;
	readonly columns: readonly string[];
	/** For `foreign`: what it refers to; `model` where the code names its class and not the table. */
	readonly to?: Named & {readonly columns: readonly string[]; readonly model?: true};
	readonly onDelete?: string;
	/** For `unique`: it is an index; partial ones hold for some rows only. */
	readonly isIndex?: boolean;
	readonly isPartial?: boolean;
};

/** A change of a column; what is not named stays. `default: null` takes it away. */
export type ColumnChange = {
	readonly type?: string;
	readonly nullable?: boolean;
	readonly default?: string | null;
	readonly rename?: string;
};

export type PolicyStep = Pick<Policy, 'name' | 'command' | 'roles' | 'permissive' | 'using' | 'check'> & {
	readonly usingIsTrue: boolean;
	readonly checkIsTrue: boolean;
};

export type RoutineStep = Pick<Routine, 'name' | 'schema' | 'kind' | 'definer' | 'searchPath'> &
	Partial<Pick<Routine, 'language' | 'body' | 'returns' | 'takes' | 'table' | 'runs'>>;

type Privileged = 'table' | 'function';

/** Who is given or loses which rights, and on what: named things, all in a schema, or all that are made later. */
export type GrantStep = {
	readonly give: boolean;
	readonly on: Privileged;
	readonly named: readonly (Named & {readonly takes?: readonly string[]})[];
	/** All of their kind in these schemas, now or (`later`) from now on. */
	readonly schemas: readonly string[];
	readonly later: boolean;
	readonly privileges: readonly string[];
	readonly columns: readonly string[];
	readonly roles: readonly string[];
};

/** Tables by name, or all of a schema (empty: all there are). */
export type Touched = {readonly turns: 'on' | 'off' | 'either'} & ({readonly tables: readonly string[]} | {readonly schema: string});

/** One change that a file makes to a database, in the order of the file. To be replayed over all files in theirs. Plain data. */
export type SchemaStep = Said &
	(
		| {
				readonly does: 'migration';
				readonly tool: MigrationTool;
				/** The name that others come after it by, and the names that it comes after. */
				readonly id?: string;
				readonly after?: readonly string[];
				/** Which SQL it is written in, where that shows. */
				readonly dialect?: SqlDialect;
				/** It speaks of what only Supabase has: `auth.uid()`, its roles. */
				readonly isSupabase?: boolean;
				/** It runs SQL from files of its own. */
				readonly readsFiles?: boolean;
		  }
		| {
				readonly does: 'create table';
				readonly table: Named;
				readonly columns: readonly ColumnStep[];
				readonly keys: readonly KeyStep[];
				/** Tables whose columns it takes over. */
				readonly like: readonly Named[];
				readonly ifNotExists: boolean;
				/** Not all of its columns are written: `CREATE TABLE … AS`. */
				readonly isPartial?: boolean;
		  }
		| {readonly does: 'drop table'; readonly table: Named}
		| {readonly does: 'rename table'; readonly table: Named; readonly to: string}
		| {readonly does: 'move table'; readonly table: Named; readonly to: string}
		/** What the table is really called, where other steps name it by its model. */
		| {readonly does: 'call table'; readonly table: Named; readonly to: string}
		| {readonly does: 'drop schema' | 'rename schema'; readonly schema: string; readonly to?: string}
		| {readonly does: 'add column'; readonly table: Named; readonly column: ColumnStep}
		| {readonly does: 'change column'; readonly table: Named; readonly column: string; readonly change: ColumnChange}
		| {readonly does: 'drop column'; readonly table: Named; readonly column: string}
		| {readonly does: 'add key'; readonly table: Named; readonly key: KeyStep}
		/** A constraint or index by name; an index may be dropped without its table being named. */
		| {readonly does: 'drop key'; readonly table?: Named; readonly key: string}
		| {readonly does: 'row security'; readonly table: Named; readonly on: boolean}
		| {
				readonly does: 'create policy' | 'change policy';
				readonly table: Named;
				readonly policy: Partial<PolicyStep> & Pick<PolicyStep, 'name'>;
		  }
		| {readonly does: 'drop policy' | 'rename policy'; readonly table: Named; readonly policy: string; readonly to?: string}
		| {readonly does: 'grant'; readonly grant: GrantStep}
		| {readonly does: 'create routine'; readonly routine: RoutineStep}
		| {
				readonly does: 'change routine';
				readonly routine: Named & {readonly takes?: readonly string[]};
				readonly change: {readonly definer?: boolean; readonly searchPath?: boolean; readonly rename?: string; readonly schema?: string};
		  }
		| {
				readonly does: 'drop routine';
				readonly routine: Named & {readonly takes?: readonly string[]; readonly kind: Routine['kind']; readonly table?: string};
		  }
		| {
				/** A table as a schema file describes it: Prisma's. */
				readonly does: 'describe';
				readonly source: SchemaSource;
				readonly model: string;
				readonly table: Named;
				readonly columns: readonly (ColumnStep & {readonly field: string; readonly isList: boolean})[];
				readonly keys: readonly KeyStep[];
		  }
		/** A type of the schema file that is no table. */
		| {readonly does: 'name type'; readonly name: string; readonly isEnum: boolean}
		/** Whose database the schema file is for, and whether the database knows of its relations. */
		| {readonly does: 'name database'; readonly provider: string; readonly relations: boolean}
		| {
				readonly does: 'unread';
				readonly because: string;
				/** The tables whose row security it may change. */
				readonly rowSecurity?: Touched;
				/** The names that it mentions. */
				readonly mentions: readonly string[];
		  }
	);
