import type {CategoryAssessment} from '../../assessment/assessment.ts';
import {type CategoryId, categoryIds} from '../../checklists/checklist.ts';
import {categoryOf, rowsOf} from '../../coaching/moving.ts';
import type {Coaching} from '../../coaching/session.ts';
import {titleOf} from '../../coaching/standings.ts';
import {count} from '../../coaching/words.ts';
import {safeText} from '../../safe-text.ts';
import {blank, type Line, lineWidth, padLine} from '../line.ts';
import {isWide, type Page, type Paper} from '../page.ts';
import {signOf} from '../theme.ts';
import {called, header, levelsOf, pointer, prose, stateOf} from './blocks.ts';

const worstPackage = (category: CategoryAssessment): string => {
	const gaps = category.standings.filter(standing => standing.outcome === 'gap' && standing.severity === 'blocker');
	const folders = [...new Set(gaps.map(standing => standing.package))];
	return folders[0] === undefined || folders[0] === '.' ? '' : ` · worst: ${safeText(folders[0])}`;
};

/** The counts of a category: all of them, or the heaviest that fit without being cut. */
function countsOf(category: CategoryAssessment, columns: number): Line {
	const {standings, blockers, toAnswer} = category;
	const gaps = standings.filter(standing => standing.outcome === 'gap').length - blockers;
	const fine = standings.filter(standing => standing.outcome === 'pass').length;
	const said = standings.filter(standing => standing.outcome === 'attested').length;
	const accepted = standings.filter(standing => standing.outcome === 'accepted').length;
	const parts: readonly (readonly [number, string, 'gap' | 'warn' | 'ask' | 'good'])[] = [
		[blockers, blockers === 1 ? 'blocker' : 'blockers', 'gap'],
		[gaps, gaps === 1 ? 'gap' : 'gaps', 'warn'],
		[toAnswer, 'to answer', 'ask'],
		[accepted, 'accepted', 'warn'],
		[said, 'said', 'ask'],
		[fine, 'fine', 'good'],
	];
	const shown = parts.filter(([number]) => number > 0);
	if (shown.length === 0) return [{text: columns < 20 ? 'none applies' : 'nothing here applies', tone: 'quiet'}];
	const line = shown.flatMap(
		([number, word, tone], index): Line => [
			...(index > 0 ? [{text: ' · ', tone: 'quiet'} as const] : []),
			{text: `${word === 'said' ? '◆ ' : ''}${number} ${word}`, tone},
		],
	);
	const fitting = shown.map((_, index) => line.slice(0, index * 2 + 1)).filter(part => lineWidth(part) <= columns);
	return fitting.at(-1) ?? line.slice(0, 1);
}

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

/** The eight categories, one row each. */
export function everythingPage(session: Coaching, at: number, paper: Paper): Page {
	const {look} = session;
	const several = look.packages.length > 1;
	const width = isWide(paper) ? 36 : paper.columns - 14;
	const status = isWide(paper)
		? [...prose(stateOf(look.assessment), paper, 'plain', 1), ...prose(levelsOf(look.assessment), paper, 'quiet', 1), blank]
		: [];
	const rows = categoryIds.flatMap((id, index): readonly Line[] => {
		const category = categoryOf(look, id);
		const title = padLine(
			[
				...pointer(index === at),
				{text: `${index + 1} `, tone: 'quiet'},
				signOfCategory(category),
				{text: category?.title ?? id, tone: index === at ? 'accent' : 'plain'},
			],
			width,
		);
		const row: Line = [
			...title,
			{text: ' ', tone: 'plain'},
			...(category === undefined ? [] : countsOf(category, paper.columns - width - 1)),
			...(several && isWide(paper) && category !== undefined ? [{text: worstPackage(category), tone: 'quiet'} as const] : []),
		];
		const all = index === at && !isWide(paper) && category !== undefined;
		return all ? [row, [{text: '     ', tone: 'plain'}, ...countsOf(category, paper.columns - 5)]] : [row];
	});
	return {
		head: header(called(look, paper), 'everything', paper),
		body: [...status, ...rows],
		keep: status.length + at + (isWide(paper) ? 0 : 1),
	};
}

/** All checks of a category in order of value. */
export function categoryPage(session: Coaching, id: CategoryId, at: number, unfolded: boolean, paper: Paper): Page {
	const {look} = session;
	const rows = rowsOf(look, id, unfolded);
	const several = look.packages.length > 1;
	const head = header(categoryOf(look, id)?.title ?? id, count(rows.filter(({row}) => row === 'check').length, 'check'), paper);
	if (rows.length === 0) return {head, body: prose('This category has no checks here. Esc goes back.', paper)};
	const width = isWide(paper) ? 16 : 12;
	const body = rows.map((row, index): Line => {
		const chosen = index === at;
		if (row.row === 'fold')
			return [
				...pointer(chosen),
				{
					text: `${unfolded ? '▾' : '▸'} ${row.hidden === 1 ? '1 does' : `${row.hidden} do`} not apply here (enter ${unfolded ? 'folds' : 'shows'} them)`,
					tone: 'quiet',
				},
			];
		const {standing} = row;
		const sign = signOf(standing);
		const folder = several && standing.package !== '.' ? ` · ${safeText(standing.package)}` : '';
		return [
			...pointer(chosen),
			...padLine([{text: `${sign.glyph} ${sign.word}`, tone: sign.tone}], width),
			{text: ` ${titleOf(standing)}${folder}`, tone: chosen ? 'accent' : 'plain'},
		];
	});
	return {head, body, keep: at};
}
