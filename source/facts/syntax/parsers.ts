import type {Code} from '../code/code.ts';
import {type Language, languageOf} from '../language.ts';
import type {Transfer} from './javascript.ts';
import {scriptIn} from './scripts.ts';
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
	readonly sql: (
		text: string,
	) =>
		| {readonly statements: readonly SqlStatement[]; readonly dialect: SqlDialect}
		| {readonly because: string; readonly dialect?: SqlDialect};
};

/** Languages whose code is read. */
export const parsedLanguages: ReadonlySet<Language> = new Set<Language>(['ts', 'js', 'vue', 'svelte', 'astro', 'py']);

const migrations = /(?:^|\/)(?:migrations?|alembic|versions|db|database|supabase)\//iu;

/** The languages of the files at some paths, for `loadParsers`: `sql` is among them too where migrations in another language may hold SQL. */
export function languagesOf(paths: readonly string[]): ReadonlySet<Language> {
	const languages = new Set<Language>();
	for (const path of paths) {
		const language = languageOf(path);
		languages.add(language);
		if (parsedLanguages.has(language) && !languages.has('sql') && migrations.test(path)) languages.add('sql');
	}
	return languages;
}

const javaScript: ReadonlySet<Language> = new Set<Language>(['ts', 'js', 'vue', 'svelte', 'astro']);

/** Loads the parsers that the given languages need; each is loaded once for the process. `sql` among them loads PostgreSQL's. */
export async function loadParsers(languages: ReadonlySet<Language>, transfer?: Transfer): Promise<Parsers> {
	const [script, python, sql] = await Promise.all([
		[...languages].some(language => javaScript.has(language))
			? import('./javascript.ts').then(({loadJavaScript}) => loadJavaScript(transfer))
			: undefined,
		languages.has('py') ? import('./python.ts').then(({loadPython}) => loadPython()) : undefined,
		languages.has('sql') ? import('./sql.ts').then(({loadSql}) => loadSql()) : undefined,
	]);
	const code: Parsers['code'] = (path, language, text) => {
		if (language === 'py') return python?.(text);
		if (language === 'ts' || language === 'js') return script?.(path, language, text);
		if (!javaScript.has(language)) return undefined;
		const block = scriptIn(language, text);
		return script?.(`${path}.${block.lang}`, block.lang.startsWith('ts') ? 'ts' : 'js', block.text);
	};
	return {code, sql: sql ?? (() => ({because: 'SQL is not read'}))};
}
