import {type Assessment, levels, type Standing} from '../../assessment/assessment.ts';
import {promises} from '../../assessment/promises.ts';
import {sentence} from '../../assessment/sentence.ts';
import {severities} from '../../checklists/checklist.ts';
import {blockersOf, hiddenBlockersOf, lookedOf, standingsOf} from '../../coaching/standings.ts';
import {count} from '../../coaching/words.ts';
import type {Look} from '../../coaching/work.ts';
import type {Evidence} from '../../safe-text.ts';
import {blank, type Line, leftAndRight, line, paragraph, widthOf, wrap} from '../line.ts';
import {isWide, type Paper, textColumns} from '../page.ts';
import {signOf} from '../theme.ts';

/** The first line of a screen: where the person is at the left, how far at the right. */
export const header = (left: string, right: string, paper: Paper): Line =>
	leftAndRight(line(` ${left}`, 'strong'), right === '' ? [] : line(`${right} `, 'quiet'), paper.columns);

/** The repository and what it is built with. */
export const called = (look: Look, paper: Paper): string => (isWide(paper) ? [look.name, ...look.stack].join(' · ') : look.name);

/** What a check's gap is called; its id when there is no such check. */
export const gapOf = (look: Look, check: string): string =>
	standingsOf(look.assessment).find(({item}) => item.id === check)?.item.gap ?? check;

/** What stands between the repository and strangers, in one line. */
export function stateOf(assessment: Assessment): string {
	const blockers = blockersOf(assessment);
	const hidden = hiddenBlockersOf(assessment);
	const could = `${count(hidden, 'question')} could reveal more`;
	if (blockers > 0) return `Not ready for strangers: ${count(blockers, 'blocker')}${hidden > 0 ? `, and ${could}` : ''}.`;
	const looked = lookedOf(assessment);
	const none =
		looked === 0
			? 'No check that looks could tell'
			: `No blocker among the ${looked === 1 ? 'one check that looks' : `${looked} checks that look`}`;
	return hidden > 0 ? `${none}; ${could}.` : `${none}.`;
}

/** The level, what it allows, and how far the next one is. */
export function levelsOf({level: {proven, possible, heldBackBy}, categories}: Assessment): string {
	const promise = promises[proven];
	const next = levels[levels.indexOf(proven) + 1];
	const open = new Set(heldBackBy.map(({check}) => check)).size;
	const risks = possible === 'Pilot' ? categories.flatMap(({accepting}) => accepting).length : 0;
	const risk = risks === 0 ? '' : ` and somebody accepts ${count(risks, 'risk')}`;
	const best = proven === possible ? '' : ` ${possible} is possible if the open answers hold${risk}.`;
	const rest = next === undefined || open === 0 ? '' : ` For ${next}: ${open === 1 ? '1 thing is' : `${open} things are`} open.${best}`;
	return `Level: ${proven} (${promise.charAt(0).toLowerCase()}${promise.slice(1).replace(/\.$/u, '')}).${rest}`;
}

/** Why a check weighs more or less here than by itself; nothing when it does not. */
export function weightLines({severity, item, raisedBecause}: Standing, paper: Paper, indent: number): readonly Line[] {
	if (raisedBecause.length === 0) return [];
	const less = severities.indexOf(severity) > severities.indexOf(item.severity);
	const reasons = raisedBecause.map(sentence).join(' ');
	return prose(`It weighs ${less ? 'less' : 'more'} here. ${reasons}`, paper, 'quiet', indent);
}

/** A lone bracket says nothing. */
export const says = /[\p{L}\p{N}]/u;

/** Where a place is; a file as a whole, or one without text, by its path alone. */
export const whereIs = ({path, line: number, text}: Evidence): string =>
	number > 1 || (number === 1 && says.test(text)) ? `${path}:${number}` : path;

/** The strongest thing that is right already, with the line that proves it where there is room; empty when nothing is. */
export function alreadyRight(assessment: Assessment, paper: Paper): string {
	const fine = standingsOf(assessment)
		.filter(standing => standing.outcome === 'pass' && standing.evidence.length > 0)
		.sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))[0];
	const place = fine?.evidence[0];
	if (fine === undefined || place === undefined) return '';
	const right = `Already right: ${fine.item.good}`;
	const whole = `${right} (${whereIs(place)})`;
	return widthOf(whole) < paper.columns - 1 ? whole : right;
}

/** The mark of the chosen row. */
export const pointer = (chosen: boolean): Line => [{text: chosen ? ' ❯ ' : '   ', tone: 'accent'}];

/** The words of a category's id. */
export const categoryWords = (id: string): string => id.replaceAll('-', ' ');

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

/** Steps with their numbers. */
export const numbered = (steps: readonly string[], paper: Paper): readonly Line[] =>
	steps.flatMap((step, index) =>
		wrap(step, textColumns(paper) - 6).map((row, part) => line(`${part === 0 ? `   ${index + 1}. ` : '      '}${row}`)),
	);

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
