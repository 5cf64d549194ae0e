import type {Code} from '../code/code.ts';
import type {Language} from '../language.ts';

/** What a parser made of one file: its code, or why there is none. */
export type Parsed = {readonly code: Code} | {readonly because: string};

/** One statement of SQL as PostgreSQL's own parser sees it, with the line on which it begins. */
export type SqlStatement = {readonly line: number; readonly text: string; readonly tree: unknown};

/** Parsers that are ready to run. None of them throws: what cannot be parsed says why. */
export type Parsers = {
	/** The code of a file; undefined for a language that is not read. */
	readonly code: (path: string, language: Language, text: string) => Parsed | undefined;
	/** The statements of an SQL text, or why there are none. */
	readonly sql: (text: string) => {readonly statements: readonly SqlStatement[]} | {readonly because: string};
};

/** Languages whose code is read. */
export const parsedLanguages: ReadonlySet<Language> = new Set<Language>(['ts', 'js', 'vue', 'svelte', 'astro', 'py']);

/** Loads the parsers that the given languages need; each is loaded once for the process. */
export async function loadParsers(_languages: ReadonlySet<Language>): Promise<Parsers> {
	return {code: () => undefined, sql: () => ({because: 'SQL is not read yet'})};
}
