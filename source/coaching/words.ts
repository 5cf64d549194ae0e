/** A number with its noun. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** A time that a person can plan with: `about 30 min`, `about 2 h`, `about 2 days`. */
export function about(hours: number): string {
	if (hours < 1) return `about ${Math.max(5, Math.round((hours * 60) / 5) * 5)} min`;
	if (hours < 8) return `about ${Math.round(hours * 2) / 2} h`;
	return `about ${count(Math.round(hours / 8), 'day')}`;
}

/** A list in words: `one, two and three`. */
export function listed(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
