import {checklists} from '../checklists/checklists.ts';
import {parts} from '../checklists/parts.ts';
import {argumentsOf} from './arguments.ts';
import {exitCodes, type World} from './world.ts';

/** Prints every check, by category and part. */
export function checks(words: readonly string[], {write, tell}: World): number {
	const given = argumentsOf(words, {format: {type: 'string', default: 'text'}}, 'checks');
	const problem = !given.ok
		? given.problem
		: given.words.length > 0
			? `checks takes no "${given.words[0]}". For one check: shipworthy explain <check>`
			: wrongFormat(given.values.format);
	if (!given.ok || problem !== undefined) {
		tell(`${problem}\n`);
		return exitCodes.usedWrongly;
	}
	const all = checklists();
	if (given.values.format === 'json') {
		write(
			`${JSON.stringify(
				all.flatMap(({items}) =>
					items.map(({id, category, gap, good, part, severity, gate, kind, effort}) => ({
						id,
						category,
						gap,
						good,
						part,
						severity,
						gate,
						kind,
						effort,
					})),
				),
				null,
				'\t',
			)}\n`,
		);
		return exitCodes.done;
	}
	const width = Math.max(...all.flatMap(({items}) => items.map(({id}) => id.length)));
	const sections = all.map(({id, title, items}) =>
		[
			title,
			...parts[id].flatMap(part => [
				`  ${part}`,
				...items.filter(item => item.part === part).map(item => `    ${item.id.padEnd(width)}  ${item.severity.padEnd(7)}  ${item.gap}`),
			]),
		].join('\n'),
	);
	write(`${sections.join('\n\n')}\n\n${all.flatMap(({items}) => items).length} checks. More about one: shipworthy explain <check>\n`);
	return exitCodes.done;
}

/** What is wrong with a format, for commands that print text or JSON. */
export const wrongFormat = (format: string): string | undefined =>
	format === 'text' || format === 'json' ? undefined : `There is no format "${format}". Use text or json.`;
