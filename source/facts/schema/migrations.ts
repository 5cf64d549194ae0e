import {plainName} from './model.ts';

/** The tool whose migration a file is; undefined when it is none. */
export function migrationTool(path: string, text: string): string | undefined {
	if (/(?:^|\/)(?:\w+[-_])?(?:backups?|archived?|old)\//iu.test(path) || /(?:^|\/)(?:down\.sql|[^/]*\.down\.sql)$/u.test(path))
		return undefined;
	if (/\/migration\.sql$/u.test(path)) return 'prisma';
	if (/(?:^|\/)supabase\/migrations\/[^/]+\.sql$/u.test(path)) return 'supabase';
	if (path.endsWith('.py')) {
		if (/\bdown_revision\b/u.test(text)) return 'alembic';
		if (/\bmigrations\.Migration\b/u.test(text) && /(?:^|\/)migrations\//u.test(path)) return 'django';
		return undefined;
	}
	if (/\.[cm]?[jt]s$/u.test(path)) {
		if (/\bMigrationInterface\b/u.test(text)) return 'typeorm';
		if (/\bextends\s+Migration\b/u.test(text) && /\baddSql\b/u.test(text)) return 'mikro';
		if (
			/(?:^|\/)[\w-]*migrations?\//iu.test(path) &&
			/\bqueryInterface\b|\bcreateTable\b|\bcreate_table\b|\bschema\s*\.\s*(?:create|alter)|\bpgm\.|\bexports\.up\b|\bexport\s+(?:const|async function|function)\s+up\b/u.test(
				text,
			)
		)
			return 'code';
		return undefined;
	}
	if (path.endsWith('.sql')) {
		if (/^--\s*(?:\+goose\s+Up|migrate:up)/mu.test(text)) return 'sql';
		if (/(?:^|\/)V\d[\w.]*__[^/]+\.sql$/u.test(path)) return 'flyway';
		if (/(?:^|\/)(?:migrations?|migrate|drizzle|versions|changelog)\/(?:[\w-]+\/)?[^/]*\d[^/]*\.sql$/iu.test(path)) return 'sql';
		return undefined;
	}
	if (/(?:^|\/)db\/migrate\/\d+_[^/]+\.rb$/u.test(path)) return 'rails';
	if (/(?:^|\/)database\/migrations\/[^/]+\.php$/u.test(path)) return 'laravel';
	if (/(?:^|\/)priv\/[\w-]+\/migrations\/[^/]+\.exs$/u.test(path)) return 'ecto';
	if (/\.(?:xml|ya?ml)$/u.test(path) && /\bdatabaseChangeLog\b/u.test(text)) return 'liquibase';
	return undefined;
}

const word = /[A-Za-z_]\w*/gu;

/** Every name that a migration mentions, in the form in which names are compared. */
export const namesIn = (text: string): readonly string[] => [...text.matchAll(word)].map(([name]) => plainName(name));
