/** A number with its noun. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** A time that a person can plan with: `a few minutes`, `about 30 min`, `about 2 h`, `about 2 days`. */
export function about(hours: number): string {
	if (hours < 0.1) return 'a few minutes';
	if (hours < 1) return `about ${Math.max(5, Math.round((hours * 60) / 5) * 5)} min`;
	if (hours < 8) return `about ${Math.round(hours * 2) / 2} h`;
	return `about ${count(Math.round(hours / 8), 'day')}`;
}

/** Files by name when they are few, otherwise their number and the first. */
export const filesInWords = (files: readonly string[]): string =>
	files.length < 3 ? listed(files) : `${files.length} files (${files[0] ?? ''} and others)`;

/** A list in words: `one, two and three`. */
export function listed(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
