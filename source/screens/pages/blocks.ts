import type {Assessment, Standing} from '../../assessment/assessment.ts';
import {severities} from '../../checklists/checklist.ts';
import {blockersOf, hiddenBlockersOf, standingsOf} from '../../coaching/standings.ts';
import {count} from '../../coaching/words.ts';
import type {Look} from '../../coaching/work.ts';
import {blank, cut, cutMiddle, type Line, leftAndRight, line, paragraph, wrap} from '../line.ts';
import {isWide, type Paper, textColumns} from '../page.ts';
import {signOf} from '../theme.ts';

/** The first line of a screen: where the person is at the left, how far at the right. */
export const header = (left: string, right: string, paper: Paper): Line =>
	leftAndRight(line(` ${left}`, 'strong'), right === '' ? [] : line(`${right} `, 'quiet'), paper.columns);

/** The repository and what it is built with. */
export const called = (look: Look, paper: Paper): string => (isWide(paper) ? [look.name, ...look.stack].join(' · ') : look.name);

/** What stands between the repository and strangers, in one line. */
export function stateOf(assessment: Assessment): string {
	const blockers = blockersOf(assessment);
	const hidden = hiddenBlockersOf(assessment);
	const could = `${count(hidden, 'question')} could reveal more`;
	if (blockers > 0) return `Not ready for strangers: ${count(blockers, 'blocker')}${hidden > 0 ? `, and ${could}` : ''}.`;
	if (hidden > 0) return `No blocker was found; ${could}.`;
	return 'No blocker was found.';
}

/** The two levels, never one figure. */
export function levelsOf({level}: Assessment): string {
	if (level.proven === level.possible) return `${level.proven} proven.`;
	return `${level.proven} proven; ${level.possible} possible if the open answers hold.`;
}

/** The strongest thing that is right already, with the line that proves it; empty when nothing is. */
export function alreadyRight(assessment: Assessment): string {
	const fine = standingsOf(assessment)
		.filter(standing => standing.outcome === 'pass' && standing.evidence.length > 0)
		.sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))[0];
	const place = fine?.evidence[0];
	return fine && place ? `Already right: ${fine.item.good} (${place.path}:${place.line})` : '';
}

/** The mark of the chosen row. */
export const pointer = (chosen: boolean): Line => [{text: chosen ? ' ❯ ' : '   ', tone: 'accent'}];

/** The words of a category's id. */
export const categoryWords = (id: string): string => id.replaceAll('-', ' ');

/** A lone bracket says nothing. */
const says = /[\p{L}\p{N}]/u;

/** A sentence that begins with a name of the repository (`package.json`, `src/a.ts`) keeps it as it is. */
const nameFirst = /^\S*[./_@-]\S/u;

/** What a probe said, as a sentence. */
export const sentence = (text: string): string => {
	const first = nameFirst.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
	return text === '' || /[.!?…]$/u.test(text) ? first : `${first}.`;
};

/** One place in the code: where, and the line itself. */
export function placeLines(standing: Standing, at: number, paper: Paper): readonly Line[] {
	const place = standing.evidence[at] ?? standing.evidence[0];
	if (place === undefined) return [];
	const {length} = standing.evidence;
	const more = standing.occurrences > length ? `, seen ${standing.occurrences} times` : '';
	const which = length > 1 || more !== '' ? `place ${Math.min(at, length - 1) + 1} of ${length}${more}` : '';
	const room = paper.columns - 4 - (which === '' ? 0 : which.length + 3);
	const where = place.line > 0 ? `${place.path}:${place.line}` : place.path;
	const head: Line = [
		{text: `   ${cutMiddle(where, Math.max(10, room))}`, tone: 'quiet'},
		...(which === '' ? [] : [{text: `  ${which}`, tone: 'quiet'} as const]),
	];
	if (!says.test(place.text)) return [head];
	return [
		head,
		[
			{text: '   ▸ ', tone: 'accent'},
			{text: cut(place.text, paper.columns - 6), tone: 'plain'},
		],
	];
}

/** Titles as a list, at most `most` of them. */
export function listLines(
	titles: readonly string[],
	sign: string,
	tone: 'good' | 'gap' | 'quiet' | 'warn',
	paper: Paper,
	most = 8,
): readonly Line[] {
	const rows = titles.slice(0, most).flatMap(title =>
		wrap(title, textColumns(paper) - 5).map(
			(row, index): Line => [
				{text: index === 0 ? `   ${sign} ` : '     ', tone},
				{text: row, tone: 'plain'},
			],
		),
	);
	return titles.length > most ? [...rows, line(`     and ${titles.length - most} more`, 'quiet')] : rows;
}

/** A heading and what stands below it; nothing when there is nothing to say. */
export const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [blank, line(` ${title}`, 'strong'), ...lines];

/** Running text, indented. */
export const prose = (text: string, paper: Paper, tone: Line[number]['tone'] = 'plain', indent = 3): readonly Line[] =>
	paragraph(text, textColumns(paper), tone, indent);

/** The sign of a standing with its word. */
export const signSpans = (standing: Standing): Line => {
	const sign = signOf(standing);
	return [{text: `${sign.glyph} ${sign.word}`, tone: sign.tone}];
};
