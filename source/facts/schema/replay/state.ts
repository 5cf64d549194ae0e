import type {Place} from '../../../safe-text.ts';
import type {ForeignKey, Index, SchemaSource, Table} from '../schema.ts';
import type {ColumnStep, GrantStep, KeyStep, Named, PolicyStep, RoutineStep} from '../step.ts';

/** What is known of the file that a step stands in. */
export type Ground = {
	readonly path: string;
	readonly source: SchemaSource;
	readonly made: 'migrations' | 'script';
	readonly package: string;
	/** The database knows row security. */
	readonly isPostgres: boolean;
	/** Its defaults let the roles of the public interface read and call what stands in `public`. */
	readonly isSupabase: boolean;
};

type Located<T> = T & {readonly path: string};

export type LiveGrant = {
	readonly role: string;
	readonly privileges: readonly string[];
	readonly columns: readonly string[];
	readonly place: Place;
};

/** A table while steps are replayed. */
export type LiveTable = {
	named: Named;
	/** What it is really called, where steps name it by its model. */
	called?: string;
	readonly place: Place;
	readonly source: SchemaSource;
	made: Table['made'];
	readonly package: string;
	columns: readonly Located<ColumnStep>[];
	primaryKey: readonly string[];
	primaryName: string | undefined;
	uniques: readonly {readonly name?: string; readonly columns: readonly string[]}[];
	foreignKeys: readonly (ForeignKey & {readonly name?: string; readonly schema: string})[];
	indexes: readonly Index[];
	rowSecurity: Table['rowSecurity'];
	policies: readonly (Partial<PolicyStep> & Pick<PolicyStep, 'name'> & Place)[];
	grants: readonly LiveGrant[];
};

export type LiveRoutine = RoutineStep & Place & {readonly callers: ReadonlySet<string>; readonly package: string};

/** A database while steps are replayed on it. */
export type Live = {
	readonly tables: Map<string, LiveTable>;
	readonly routines: Map<string, LiveRoutine>;
	/** Tables that were there and are gone. */
	readonly gone: Set<string>;
	/** Rights that what is made from now on comes with. */
	later: readonly {readonly grant: GrantStep; readonly place: Place}[];
};

/** A database in which nothing was done. */
export const nothingYet = (): Live => ({tables: new Map(), routines: new Map(), gone: new Set(), later: []});

/** The key of a name: what is written without a schema stands in `public`. */
export const keyOfName = ({schema, name}: Named): string => `${schema === '' ? 'public' : schema}.${name}`;

/** The table that a step names: in its schema, else the only one of that name where none is written. */
export function tableAt(live: Live, named: Named): LiveTable | undefined {
	const exact = live.tables.get(keyOfName(named));
	if (exact !== undefined || named.schema !== '') return exact;
	const found = [...live.tables.values()].filter(table => table.named.name === named.name);
	return found.length === 1 ? found[0] : undefined;
}

const keyWords: Readonly<Record<KeyStep['kind'], string>> = {primary: 'pkey', unique: 'key', foreign: 'fkey', index: 'idx'};

/** The name that PostgreSQL gives a constraint or index that has none. */
export const givenName = (table: string, columns: readonly string[], kind: KeyStep['kind']): string =>
	kind === 'primary' ? `${table}_pkey` : [table, ...columns, keyWords[kind]].join('_');
