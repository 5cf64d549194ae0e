import type {Facts} from '../facts.ts';
import type {Routine} from '../schema/schema.ts';

const sent = String.raw`raw_user_meta_data\s*->>?\s*'(?:user_)?(?:role|is_admin|roles|user_type)'`;
const takes = new RegExp(sent, 'iu');
/** A variable that is given the role which was sent. */
const keeping = new RegExp(String.raw`\b(\w+)\s*(?::=|=)\s*[^;]{0,80}${sent}`, 'giu');

/** The role that was sent is itself held against known ones: another `CASE` of the same function is no limit. */
export function isLimited({body = ''}: Routine): boolean {
	const named = [...body.matchAll(keeping)].flatMap(([, name]) => name ?? []);
	const role = `(?:${[sent, ...named.map(name => String.raw`\b${name}`)].join('|')})`;
	return new RegExp(
		String.raw`${role}[\s):\w]{0,20}?(?:(?:not\s+)?\bin\s*\(|=\s*(?:any\s*\(|')|<>|!=|is\s+distinct)|\bcase\s+[\s(\w.]{0,20}${role}`,
		'iu',
	).test(body);
}

/** A role that is stored as whoever signs up sent it, or nearly. */
export const takesRole = ({body = ''}: Routine): boolean => takes.test(body);

/** What runs in the database when somebody signs up, and reads what that person sent about themselves. */
export const onSignUp = ({schema}: Facts): readonly Routine[] => {
	const runs = new Set(
		schema.routines.flatMap(one =>
			one.kind === 'trigger' && /^(?:auth\.)?users$/u.test(one.table ?? '') && one.runs !== undefined
				? [one.runs.replace(/^.*\./u, '').replace(/\(.*$/u, '')]
				: [],
		),
	);
	return schema.routines.filter(
		one => one.kind === 'function' && /insert\s+into/iu.test(one.body ?? '') && (runs.has(one.name) || /^handle_new_user/u.test(one.name)),
	);
};
