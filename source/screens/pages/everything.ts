import type {CategoryAssessment} from '../../assessment/assessment.ts';
import {categoryIds} from '../../checklists/checklist.ts';
import {categoryOf} from '../../coaching/moving.ts';
import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import type {Look} from '../../coaching/work.ts';
import {safeText} from '../../safe-text.ts';
import {blank, type Line, lineWidth, padLine} from '../line.ts';
import {isWide, type Page, type Paper} from '../page.ts';
import {called, header, levelsOf, pointer, prose, stateOf} from './blocks.ts';
import {countsOf} from './counts.ts';

const worstPackage = (category: CategoryAssessment): string => {
	const gaps = category.standings.filter(standing => standing.outcome === 'gap' && standing.severity === 'blocker');
	const folders = [...new Set(gaps.map(standing => standing.package))];
	return folders[0] === undefined || folders[0] === '.' ? '' : ` · worst: ${safeText(folders[0])}`;
};

const signOfCategory = (category: CategoryAssessment | undefined): Line[number] => {
	if (category === undefined) return {text: '- ', tone: 'quiet'};
	if (category.standings.some(({outcome}) => outcome === 'gap')) return {text: '✖ ', tone: category.blockers > 0 ? 'gap' : 'warn'};
	if (category.toAnswer > 0) return {text: '? ', tone: 'ask'};
	const counting = category.standings.filter(({outcome}) => outcome !== 'not-applicable');
	if (counting.length === 0) return {text: '- ', tone: 'quiet'};
	if (counting.some(({outcome}) => outcome === 'unknown')) return {text: '? ', tone: 'ask'};
	if (counting.some(({outcome}) => outcome === 'accepted')) return {text: '▲ ', tone: 'warn'};
	return counting.every(({outcome}) => outcome === 'pass') ? {text: '✔ ', tone: 'good'} : {text: '◆ ', tone: 'ask'};
};

/** What is not known because it could not be read. */
function unreadLines({skipped}: Look, paper: Paper): readonly Line[] {
	if (skipped.length === 0 || !isWide(paper)) return [];
	const them = skipped.length === 1 ? 'it' : 'them';
	return [
		blank,
		...prose(
			`${count(skipped.length, 'file')} could not be read, so that nothing is said of ${them}. The map (m) names ${them}.`,
			paper,
			'quiet',
			1,
		),
	];
}

/** The eight categories, one row each. */
export function everythingPage(session: Coaching, at: number, paper: Paper): Page {
	const {look} = session;
	const several = look.packages.length > 1;
	const widest = Math.max(0, ...look.assessment.categories.map(category => lineWidth(countsOf(category, 11))));
	// Titles take what the widest count leaves: no count is cut.
	const width = isWide(paper) ? 36 : Math.min(paper.columns - 12, paper.columns - 1 - widest);
	const status = isWide(paper)
		? [...prose(stateOf(look.assessment), paper, 'plain', 1), ...prose(levelsOf(look.assessment), paper, 'quiet', 1), blank]
		: [];
	const rows = categoryIds.flatMap((id, index): readonly Line[] => {
		const category = categoryOf(look, id);
		const title: Line = [
			...pointer(index === at),
			{text: `${index + 1} `, tone: 'quiet'},
			signOfCategory(category),
			{text: category?.title ?? id, tone: index === at ? 'accent' : 'plain'},
		];
		// Where there is little room the chosen one stands whole, with its counts below.
		if (index === at && !isWide(paper) && category !== undefined)
			return [title, [{text: '     ', tone: 'plain'}, ...countsOf(category, paper.columns - 5)]];
		const row: Line = [
			...padLine(title, width),
			{text: ' ', tone: 'plain'},
			...(category === undefined ? [] : countsOf(category, paper.columns - width - 1)),
			...(several && isWide(paper) && category !== undefined ? [{text: worstPackage(category), tone: 'quiet'} as const] : []),
		];
		return [row];
	});
	return {
		head: header(called(look, paper), 'everything', paper),
		body: [...status, ...rows, ...unreadLines(look, paper)],
		keep: status.length + at + (isWide(paper) ? 0 : 1),
	};
}
