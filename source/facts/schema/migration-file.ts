import type {MigrationTool, SchemaStep} from './step.ts';

const leftOut = /(?:^|\/)(?:\w+[-_])?(?:backups?|archived?|old)\//iu;

/** Whether a file lies among copies that nothing runs. */
export const isKeptAside = (path: string): boolean => leftOut.test(path);

const takesBack =
	/(?:^|\/)(?:down\.sql|[^/]*\.down\.sql|U\d[\w.]*__[^/]+\.sql|(?:[^/]*[-_.])?(?:rollback|revert|undo)(?:[-_.][^/]*)?\.sql)$/iu;
const upMark = /^(?:--|#)\s*(?:---\s*)?(?:\+(?:goose|migrate|micrate)\s+|migrate:|!)up/imu;
const anyMark = /^(?:--|#)\s*(?:---\s*)?(?:\+(?:goose|migrate|micrate)\s+|migrate:|!)(?<way>up|down)s?\b/iu;
const numbered = /(?:^|\/)(?:[\w-]*migrations?|migrate|drizzle|versions|changelog|schema-migrations)\/(?:[\w-]+\/)?[^/]*\d[^/]*\.sql$/iu;

/** What runs an SQL file, by its path and marks; undefined for one that takes changes back or is kept as a copy only. */
export function sqlToolOf(path: string, text: string): MigrationTool | undefined {
	if (isKeptAside(path) || takesBack.test(path)) return undefined;
	if (/(?:^|\/)supabase\/migrations\/[^/]+\.sql$/u.test(path)) return 'supabase';
	if (/(?:^|\/)supabase\/schemas\/(?:[^/]+\/)*[^/]+\.sql$/u.test(path)) return 'supabase schemas';
	if (/\/migration\.sql$/u.test(path)) return 'prisma';
	if (upMark.test(text)) return /^--\s*migrate:up/imu.test(text) ? 'dbmate' : 'goose';
	if (/(?:^|\/)(?:V\d[\w.]*|R)__[^/]+\.sql$/u.test(path)) return 'flyway';
	if (/(?:^|\/)\d{4}_[\w-]+\.sql$/u.test(path) && (text.includes('--> statement-breakpoint') || path.includes('drizzle/')))
		return 'drizzle';
	return numbered.test(path) ? 'numbered' : 'plain';
}

/** The same text without what takes changes back: what stands behind a mark for down. Lines stay where they are. */
export function upwardsOf(text: string): string {
	if (!upMark.test(text)) return text;
	let down = false;
	return text
		.split('\n')
		.map(line => {
			const way = anyMark.exec(line)?.groups?.way?.toLowerCase();
			if (way !== undefined) down = way === 'down';
			return down ? '' : line;
		})
		.join('\n');
}

const supabaseWords = ['auth.', 'anon', 'authenticated', 'service_role'];
const speaksSupabase = /\bauth\.(?:uid|role|jwt)\s*\(|\bauth\.users\b|\bto\s+(?:anon|authenticated)\b|\bservice_role\b/u;

function isSupabase(text: string): boolean {
	const lower = text.toLowerCase();
	return supabaseWords.some(word => lower.includes(word)) && speaksSupabase.test(lower);
}

/** The step that says what runs a file. */
export const migrationStep = (
	tool: MigrationTool,
	text: string,
	more: Pick<SchemaStep & {readonly does: 'migration'}, 'id' | 'after' | 'dialect' | 'readsFiles'> = {},
): SchemaStep => ({
	...firstLineOf(text),
	does: 'migration',
	tool,
	...more,
	...(isSupabase(text) ? {isSupabase: true} : {}),
});

function firstLineOf(text: string): {readonly line: number; readonly text: string} {
	const start = /\S/u.exec(text)?.index ?? 0;
	const end = text.indexOf('\n', start);
	return {
		line: text.slice(0, start).split('\n').length,
		text: text
			.slice(start, end === -1 ? undefined : end)
			.trim()
			.slice(0, 160),
	};
}
