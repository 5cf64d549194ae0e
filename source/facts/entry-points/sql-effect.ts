import type {Effect} from './entry-point.ts';

const change =
	/^[\s(]*(insert\s+(?:or\s+\w+\s+)?into|update|delete\s+from|replace\s+into|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?["'`[]?(?<table>[\w.$]+)/iu;
const behindWith = /\b(insert\s+into|update|delete\s+from)\s+(?:only\s+)?["'`[]?(?<table>[\w.$]+)/iu;

/** What a statement of SQL changes, by its first words. */
export function changedBy(sql: string): Pick<Effect, 'does' | 'what'> | undefined {
	const text = sql.slice(0, 2000);
	const found = change.exec(text) ?? (/^\s*with\b/iu.test(text) ? behindWith.exec(text) : null);
	if (found === null) return undefined;
	const verb = found[1]?.toLowerCase() ?? '';
	return {does: verb.startsWith('delete') || verb.startsWith('truncate') ? 'deletes' : 'writes', what: found.groups?.table ?? ''};
}
