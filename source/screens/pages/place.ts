import type {Standing} from '../../assessment/assessment.ts';
import type {Coaching} from '../../coaching/session.ts';
import {placesOf} from '../../coaching/standings.ts';
import {cutMiddle, type Line} from '../line.ts';
import type {Paper} from '../page.ts';
import {says, whereIs} from './blocks.ts';
import {codeLines, type Reach} from './code.ts';

/**
 * One place in the code: where, and the line itself with at most that many lines around it.
 * With `rows`, lines before it give way until the line itself stands within them.
 */
export function placeLines(
	session: Coaching,
	standing: Standing,
	at: number,
	most: Reach & {readonly rows?: number},
	paper: Paper,
): readonly Line[] {
	const places = placesOf(standing);
	const place = places[at] ?? places[0];
	if (place === undefined) return [];
	const {length} = places;
	const seen = standing.occurrences - (standing.evidence.length - length);
	const which = [length > 1 ? `place ${Math.min(at, length - 1) + 1} of ${length}` : '', seen > length ? `seen ${seen} times` : '']
		.filter(Boolean)
		.join(', ');
	const columns = paper.columns - 4 - (which === '' ? 0 : which.length + 3);
	const where = whereIs(place);
	const head: Line = [
		{text: `   ${cutMiddle(where, Math.max(10, columns))}`, tone: 'quiet'},
		...(which === '' ? [] : [{text: `  ${which}`, tone: 'quiet'} as const]),
	];
	if (!says.test(place.text)) return [head];
	const room = most.rows === undefined ? most.before : Math.max(0, Math.min(most.before, most.rows - 2));
	return [head, ...codeLines(session, place, {before: room, after: most.after}, paper)];
}
