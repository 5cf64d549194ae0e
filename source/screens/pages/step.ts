import type {Assessment, Standing} from '../../assessment/assessment.ts';
import {sentence} from '../../assessment/sentence.ts';
import {hoursOf} from '../../coaching/arriving.ts';
import type {Coaching} from '../../coaching/session.ts';
import {blockersOf, type Key, standingOf, titleOf} from '../../coaching/standings.ts';
import {asLongAsItTakes, stepOf} from '../../coaching/steps.ts';
import {about} from '../../coaching/words.ts';
import {stepMenu} from '../check-menu.ts';
import {blank, type Line, line, paragraph, widthOf, wrap} from '../line.ts';
import {isTall, isWide, type Page, type Paper, sharesOf, textColumns} from '../page.ts';
import {alreadyRight, called, categoryWords, header, levelsOf, prose, stateOf, weightLines} from './blocks.ts';
import {placeLines} from './place.ts';

const timeBox = (hours: number): string => {
	if (hours >= asLongAsItTakes) return '';
	return hours < 1 ? ` · ${Math.round(hours * 60)} min` : ` · ${hours} h`;
};

/** The title, with category and effort at its right where there is room, and below it elsewhere. */
function titleLines(standing: Standing, hours: number | undefined, paper: Paper): readonly Line[] {
	const effort = hours === undefined ? '' : ` · ${about(hours)}`;
	const label = `${categoryWords(standing.item.category)}${effort}`;
	const title = titleOf(standing);
	const room = textColumns(paper) - 1;
	const tone = standing.outcome === 'gap' ? 'strong' : 'ask';
	const gap = textColumns(paper) - widthOf(label) - 1 - widthOf(title);
	if (!isWide(paper) || gap < 2) return [...wrap(title, room).map(row => line(` ${row}`, tone)), line(` ${label}`, 'quiet')];
	return [
		[
			{text: ` ${title}`, tone},
			{text: ' '.repeat(gap), tone: 'plain'},
			{text: label, tone: 'quiet'},
		],
	];
}

/** What would count as an answer, with the command that could show it. */
export function countsLines(standing: Standing, paper: Paper): readonly Line[] {
	const {counts, offer} = standing.item.question;
	return [
		line(' What would count:', 'quiet'),
		...counts.flatMap(example =>
			wrap(example, textColumns(paper) - 5).map((row, index) => line(`${index === 0 ? '   · ' : '     '}${row}`)),
		),
		...(offer === undefined ? [] : [line(' This shows it, and changes nothing:', 'quiet'), ...prose(offer, paper, 'accent')]),
	];
}

/** How much stands around the line of code: rows of code before it, and what gives way for it. */
type Fit = {readonly lead: number; readonly right: boolean; readonly air: boolean; readonly tight?: true};

/** From the roomiest on: first what is right already gives way, then the empty row above what was seen, then what the level means and the empty row below it. */
const fits: readonly Fit[] = [
	...[3, 2, 1].map(lead => ({lead, right: true, air: true})),
	{lead: 1, right: false, air: true},
	{lead: 1, right: false, air: false},
	{lead: 0, right: true, air: true},
	{lead: 0, right: false, air: true},
	{lead: 0, right: false, air: false},
	{lead: 0, right: false, air: false, tight: true},
];

/** The rows up to the line of code, which is what a screen must show, then the code, then why it weighs more and what would count. */
function matter(session: Coaching, standing: Standing, place: number, lead: number, paper: Paper) {
	const code = placeLines(session, standing, place, {before: lead, after: Math.max(1, lead)}, paper);
	const counts = standing.outcome === 'unknown' ? [...(isTall(paper) ? [blank] : []), ...countsLines(standing, paper)] : [];
	return {code, after: [...weightLines(standing, paper, 1), ...counts]};
}

/** The blockers; at the first step without any, also what the level is and means. */
const statusLines = (assessment: Assessment, isLong: boolean, paper: Paper): readonly Line[] => [
	...prose(stateOf(assessment), paper, 'plain', 1),
	...(blockersOf(assessment) > 0 || !isLong ? [] : prose(levelsOf(assessment), paper, 'quiet', 1)),
];

/** One gap or question: what happens to whom, where, and one recommended thing to do. */
export function stepPage(session: Coaching, key: Key, place: number, paper: Paper): Page {
	const {look, chosen, known} = session;
	const standing = standingOf(look.assessment, key);
	const number = chosen.indexOf(key) + 1;
	const where = number === 0 ? 'a step' : `step ${number} of ${chosen.length}`;
	const head = header(called(look, paper), `${where}${known.context.hours === undefined ? '' : timeBox(hoursOf(known))}`, paper);
	if (standing === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const right = standing.outcome === 'unknown' ? '' : alreadyRight(look.assessment, paper);
	const title = titleLines(standing, stepOf(look.assessment, key)?.hours, paper);
	const why = paragraph(standing.item.why, textColumns(paper), 'plain', 1);
	const seen = standing.because === '' ? [] : prose(sentence(standing.because), paper, 'quiet', 1);
	const above = (fit: Fit): readonly Line[] => [
		...(isTall(paper) ? statusLines(look.assessment, number === 1 && fit.tight === undefined, paper) : []),
		...(isTall(paper) && fit.right && right !== '' ? [line(` ${right}`, 'quiet')] : []),
		...(isTall(paper) && fit.tight === undefined ? [blank] : []),
		...title,
		...why,
		...(isTall(paper) && fit.air ? [blank] : []),
		...seen,
	];
	const {space} = sharesOf({menu: stepMenu(standing, key, look).length, notice: isTall(paper) ? 3 : 1}, paper);
	const fit = fits.find(each => above(each).length + each.lead + 2 <= space) ?? {lead: 0, right: false, air: false, tight: true};
	const {code, after} = matter(session, standing, place, fit.lead, paper);
	return {head, body: [...above(fit), ...code, ...after]};
}

/** A check's question: the claim, and what would count. */
export function questionPage(session: Coaching, key: Key, paper: Paper): Page {
	const standing = standingOf(session.look.assessment, key);
	const head = header(session.look.name, 'question', paper);
	if (standing === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const {item, asks} = standing;
	return {
		head,
		body: [
			...paragraph(asks ?? item.question.ask, textColumns(paper), 'strong', 1),
			...prose(item.why, paper, 'plain', 1),
			...(isTall(paper) ? [blank] : []),
			...countsLines(standing, paper),
		],
	};
}
