import type {Code} from '../code/code.ts';
import type {Language} from '../language.ts';
import type {SqlDialect} from './sql-dialects.ts';

/** What a parser made of one file: its code, or why there is none. */
export type Parsed = {readonly code: Code} | {readonly because: string};

/** One statement of SQL as PostgreSQL's own parser sees it, with the line on which it begins. Its tree counts places in bytes of `text`. */
export type SqlStatement = {
	readonly line: number;
	readonly text: string;
	/** Undefined when it could not be parsed. */
	readonly tree: unknown;
	/** Why there is no tree. */
	readonly because?: string;
	/** The statements in a `DO` block, if the block could be read. */
	readonly inside?: readonly SqlStatement[];
	/** The query or list that a statement in a block is repeated for. */
	readonly loop?: string;
};

/** Parsers that are ready to run. None of them throws: what cannot be parsed says why. */
export type Parsers = {
	/** The code of a file; undefined for a language that is not read. */
	readonly code: (path: string, language: Language, text: string) => Parsed | undefined;
	/** The statements of an SQL text that make or change a schema (not those that read or change rows), or why there are none. */
	readonly sql: (text: string) => {readonly statements: readonly SqlStatement[]; readonly dialect: SqlDialect} | {readonly because: string};
};

/** Languages whose code is read. */
export const parsedLanguages: ReadonlySet<Language> = new Set<Language>(['ts', 'js', 'vue', 'svelte', 'astro', 'py']);

/** Loads the parsers that the given languages need; each is loaded once for the process. */
export async function loadParsers(_languages: ReadonlySet<Language>): Promise<Parsers> {
	return {code: () => undefined, sql: () => ({because: 'SQL is not read yet'})};
}
