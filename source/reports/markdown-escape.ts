const special = /[\\`*_[\]|~<>&]|@|:\/\/|\bwww\.|#(?=\d)/giu;
const blockStart = /^(?<space>\s*)(?<mark>[-+]|\d+[.)]|#{1,6}|=+)(?=\s|$)/u;
const entities = (text: string): string => [...text].map(character => `&#${character.codePointAt(0)};`).join('');

/** What stands for characters that would become markup; a mention and a reference are cut by a space of no width. */
function harmless(found: string): string {
	if (found === '@' || found === '#') {
		return `${found}&#8203;`;
	}
	return found.length === 1 ? entities(found) : found.replace(/[:.]/u, entities);
}

/** Text that Markdown shows as it is: no markup, no link, no mention, no reference comes of it. */
export const escaped = (text: string): string =>
	text.replace(special, harmless).replace(blockStart, (_, space: string, mark: string) => `${space}${entities(mark)}`);

/** Text in a code span, whatever backticks it holds. */
export function code(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const inner = text.trim() === '' ? '–' : text;
	return /^[` ]|[` ]$/u.test(inner) ? `${fence} ${inner} ${fence}` : `${fence}${inner}${fence}`;
}
