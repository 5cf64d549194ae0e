import type {PlainFacts} from '../../../facts/facts.ts';

/** Where a migration of Supabase goes: behind all others, or where it stands already. `near` is a file of the same project. */
export function migrationFor(facts: PlainFacts, near: string, name: string): string {
	const before = facts.files.find(({path}) => path.endsWith(`_${name}.sql`))?.path;
	if (before !== undefined) return before;
	const folder = /^(?<folder>.*?supabase)\//u.exec(near)?.groups?.folder ?? 'supabase';
	const last = facts.files
		.map(({path}) => (path.startsWith(`${folder}/migrations/`) ? /\/(?<number>\d+)_[^/]*\.sql$/u.exec(path)?.groups?.number : undefined))
		.filter(number => number !== undefined)
		.toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1))
		.at(-1);
	const next = last === undefined ? '20250101000000' : String(BigInt(last) + 1n).padStart(last.length, '0');
	return `${folder}/migrations/${next}_${name}.sql`;
}
