import type {Place} from '../../safe-text.ts';
import type {Entry} from '../code/code.ts';

/** What a call to a database goes through. */
type DataClient =
	| 'prisma'
	| 'drizzle'
	| 'supabase'
	| 'typeorm'
	| 'sequelize'
	| 'mongoose'
	| 'mongo'
	| 'knex'
	| 'kysely'
	| 'sql'
	| 'sqlalchemy'
	| 'django'
	| 'firestore'
	| 'convex'
	/** A write that is told apart by its name alone. */
	| 'other';

export type DataOperation = 'read one' | 'read many' | 'count' | 'insert' | 'update' | 'delete' | 'upsert' | 'raw' | 'commit';

/** How many rows a reading call may bring: a number that is written here, one that is computed or given, none, or not to be told. */
export type RowLimit = 'fixed' | 'given' | 'none' | 'unknown';

/** What is read off one call and those that hang on it. */
export type DataSeen = {
	readonly client: DataClient;
	readonly operation: DataOperation;
	/** The table, model or collection as it is written; empty when it cannot be told. */
	readonly table: string;
	/** The columns that it is narrowed by, as far as they are written out. */
	readonly filters: readonly string[];
	/** There are conditions that could not be read. */
	readonly filtersUnknown: boolean;
	readonly limit: RowLimit;
	/** It only looks for rows whose keys it is given, or answers with groups of them. */
	readonly bounded: boolean;
	/** Related rows that it asks for along with its own. */
	readonly includes: readonly string[];
	/** What is written, column by column, where it is written out. */
	readonly values: readonly Entry[];
};

/** One call to a database, whatever it goes through. */
export type DataCall = Place &
	DataSeen & {
		/** The function that it stands in, and the place in the file's list of the call that ends it. */
		readonly in: number;
		readonly call: number;
		/** The name that it is called on first: `prisma`, `tx`, `User`. */
		readonly on: string;
		/** `yes`: it runs in a transaction; `outside`: it stands in the callback of a transaction and goes past it; `unknown`: what runs it may hold one. */
		readonly transaction: 'yes' | 'no' | 'outside' | 'unknown';
		readonly inLoop: boolean;
		readonly isAwaited: boolean;
		readonly result: 'dropped' | 'kept' | 'returned' | 'given' | 'chained' | 'tested';
		/** The names and calls in the conditions around it. */
		readonly when: readonly string[];
		readonly inTry: boolean;
	};

const writing: ReadonlySet<DataOperation> = new Set<DataOperation>(['insert', 'update', 'delete', 'upsert']);
/** Whether it changes rows. */
export const isWrite = ({operation}: Pick<DataSeen, 'operation'>): boolean => writing.has(operation);
/** Whether it reads rows. */
export const isRead = ({operation}: Pick<DataSeen, 'operation'>): boolean => operation.startsWith('read') || operation === 'count';
