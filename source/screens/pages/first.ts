import type {Coaching} from '../../coaching/session.ts';
import {keyOf, standingOf, titleOf} from '../../coaching/standings.ts';
import {keyOfStep} from '../../coaching/steps.ts';
import {type Line, leftAndRight, line, lineWidth, padLine, wrap} from '../line.ts';
import {isTall, isWide, type Page, type Paper} from '../page.ts';
import {signOf} from '../theme.ts';
import {called, header, pointer, prose} from './blocks.ts';

/** What does not fit of the chosen title. */
function restOf(title: Line, right: string, paper: Paper): readonly Line[] {
	const room = paper.columns - (isWide(paper) && right !== '' ? right.length + 3 : 0);
	if (lineWidth(title) <= room) return [];
	const words = (title.at(-1)?.text ?? '').trim();
	return wrap(words, paper.columns - 6).map(text => line(`     ${text}`, 'accent'));
}

/** The whole order of what to do first, with the arithmetic of the chosen row. */
export function firstPage(session: Coaching, at: number, paper: Paper): Page {
	const {look, chosen} = session;
	const steps = look.assessment.fixFirst;
	const head = header(called(look, paper), 'what to do first', paper);
	if (steps.length === 0)
		return {
			head,
			body: [
				...prose('Nothing is left to do: every check is closed, answered or accepted.', paper, 'plain', 1),
				...prose('Tab shows everything.', paper, 'quiet', 1),
			],
		};
	const rows = steps.map((step, index): readonly Line[] => {
		const standing = standingOf(look.assessment, keyOf(step.check, step.package));
		const sign = standing === undefined ? {glyph: '-', word: step.lane, tone: 'quiet' as const} : signOf(standing);
		const now = chosen.includes(keyOfStep(step)) ? 'in your time' : '';
		const title: Line = [
			...pointer(index === at),
			...padLine([{text: `${sign.glyph} ${sign.word}`, tone: sign.tone}], isWide(paper) ? 12 : 11),
			{text: ` ${standing === undefined ? step.check : titleOf(standing)}`, tone: index === at ? 'accent' : 'plain'},
		];
		const row = isWide(paper) ? leftAndRight(title, now === '' ? [] : line(`${now} `, 'quiet'), paper.columns) : title;
		return index === at ? [row, ...restOf(title, now, paper), line(`     ${step.arithmetic}`, 'quiet')] : [row];
	});
	const order = isTall(paper)
		? prose('First what hurts today, then what the next level needs, then the rest; in each by what one hour is worth:', paper, 'quiet', 1)
		: [];
	const worth = line(' weight × likelihood × exposure × confidence / hours', 'quiet');
	return {head, body: [...order, worth, ...rows.flat()], keep: order.length + at + (rows[at]?.length ?? 1)};
}
