import type {Place} from '../../safe-text.ts';
import type {MigrationTool} from './step.ts';

/** What describes or makes a table. */
export type SchemaSource =
	| 'supabase'
	| 'sql'
	| 'prisma'
	| 'drizzle'
	| 'typeorm'
	| 'sequelize'
	| 'mongoose'
	| 'sqlalchemy'
	| 'django'
	| 'alembic'
	| 'convex';

export type Column = Place & {
	readonly name: string;
	/** As written, in lower case, without length: `text`, `timestamptz`, `numeric`. */
	readonly type: string;
	readonly nullable: boolean;
	/** The default as written. */
	readonly default?: string;
	/** The kind of personal data that its name says it holds. */
	readonly personal?: 'contact' | 'name' | 'identity' | 'location' | 'health' | 'payment' | 'child' | 'biometric' | 'credential';
};

export type ForeignKey = Place & {
	readonly columns: readonly string[];
	readonly table: string;
	readonly references: readonly string[];
	readonly onDelete?: string;
};

export type Index = Place & {readonly name?: string; readonly columns: readonly string[]; readonly unique: boolean};

export type Policy = Place & {
	readonly name: string;
	readonly command: 'select' | 'insert' | 'update' | 'delete' | 'all';
	/** `public` when none is named. */
	readonly roles: readonly string[];
	readonly permissive: boolean;
	/** The expressions as text; absent when there is none. */
	readonly using?: string;
	readonly check?: string;
	/** The expression that counts for its command is constantly true. */
	readonly alwaysTrue: boolean;
};

export type Grant = Place & {
	readonly privileges: readonly string[];
	readonly roles: readonly string[];
	readonly columns: readonly string[];
};

/** A table as it stands after every migration, or as code describes it. */
export type Table = Place & {
	readonly name: string;
	/** The namespace: `public`, `auth`; empty where there is none. */
	readonly schema: string;
	readonly source: SchemaSource;
	/**
	 * Whether migrations make it, SQL that a person runs (of which it cannot be told whether it was run), or only code describes it.
	 * `elsewhere`: it is changed here and made by no file, like `auth.users` or a table made by hand; its columns are those that are known.
	 */
	readonly made: 'migrations' | 'script' | 'code' | 'elsewhere';
	/** The code that describes it, and its columns that nothing makes. */
	readonly described?: Place & {
		readonly source: SchemaSource;
		readonly model: string;
		readonly missing: readonly string[];
		/** What the code says that it refers to, whether or not the database checks it. */
		readonly foreignKeys: readonly ForeignKey[];
	};
	/** A collection of documents, whose fields no database checks. */
	readonly isDocuments?: true;
	readonly package: string;
	readonly columns: readonly Column[];
	readonly primaryKey: readonly string[];
	readonly uniques: readonly (readonly string[])[];
	readonly foreignKeys: readonly ForeignKey[];
	readonly indexes: readonly Index[];
	/** `unknown` when a statement that is put together at run time may have changed it; undefined where the database has no such thing. */
	readonly rowSecurity?: {readonly state: 'on' | 'off' | 'unknown'; readonly place: Place};
	readonly policies: readonly Policy[];
	readonly grants: readonly Grant[];
};

/** A function or view of the database. */
export type Routine = Place & {
	readonly name: string;
	readonly schema: string;
	readonly kind: 'function' | 'view' | 'materialized view' | 'trigger';
	readonly language?: string;
	/** It runs with the rights of who made it. */
	readonly definer: boolean;
	readonly searchPath: boolean;
	/** Who may call or read it, as far as grants, revokes and the defaults of what runs the migrations say; for a function `public` unless revoked. */
	readonly callers: readonly string[];
	/** What a function returns: `trigger`, `boolean`. */
	readonly returns?: string;
	/** The types of a function's arguments. */
	readonly takes?: readonly string[];
	/** For a trigger: its table, and the function that it runs. */
	readonly table?: string;
	readonly runs?: string;
	/** The text of a function's body or a view's statement, at most 4 kB. */
	readonly body?: string;
};

/** The database as the repository makes or describes it. */
export type Schema = {
	readonly tables: readonly Table[];
	/** The files that change it, in the order in which they are run: a place each, and what runs them. */
	readonly migrations: readonly (Place & {readonly tool: MigrationTool; readonly package: string})[];
	readonly routines: readonly Routine[];
	/** Files whose statements could not be read, or do what cannot be told. */
	readonly unread: readonly (Place & {readonly because: string; readonly package: string; readonly mentions: readonly string[]})[];
};
