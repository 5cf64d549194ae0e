import type {Coaching} from '../../coaching/session.ts';
import {keyOf, standingOf, titleOf} from '../../coaching/standings.ts';
import {keyOfStep} from '../../coaching/steps.ts';
import {type Line, leftAndRight, line, lineWidth, padLine, widthOf, wrap} from '../line.ts';
import {isTall, isWide, type Page, type Paper} from '../page.ts';
import {signOf} from '../theme.ts';
import {called, header, pointer, prose} from './blocks.ts';

/** The sign of a row and its title: whole where it is chosen, in one row elsewhere. */
function titleRows(label: Line, title: string, right: string, chosen: boolean, paper: Paper): readonly Line[] {
	const indent = lineWidth(label) + 1;
	const after = right === '' ? [] : line(`${right} `, 'quiet');
	const room = paper.columns - indent - (right === '' ? 0 : widthOf(right) + 3);
	const [first = '', ...others] = chosen ? wrap(title, room) : [title];
	const row: Line = [...label, {text: ` ${first}`, tone: chosen ? 'accent' : 'plain'}];
	return [leftAndRight(row, after, paper.columns), ...others.map(text => line(`${' '.repeat(indent)}${text}`, 'accent'))];
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
		const now = isWide(paper) && chosen.includes(keyOfStep(step)) ? 'in your time' : '';
		const label = [...pointer(index === at), ...padLine([{text: `${sign.glyph} ${sign.word}`, tone: sign.tone}], isWide(paper) ? 12 : 11)];
		const rows = titleRows(label, standing === undefined ? step.check : titleOf(standing), now, index === at, paper);
		return index === at ? [...rows, ...prose(step.arithmetic, paper, 'quiet', 5)] : rows;
	});
	const order = isTall(paper)
		? prose('First what hurts today, then what the next level needs, then the rest; in each by what one hour is worth:', paper, 'quiet', 1)
		: [];
	const worth = isWide(paper) ? prose('weight × likelihood × exposure × confidence / hours', paper, 'quiet', 1) : [];
	return {head, pinned: [...order, ...worth], body: rows.flat(), keep: at + (rows[at]?.length ?? 1) - 1};
}
