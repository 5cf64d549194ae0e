import type {Standing} from '../../assessment/assessment.ts';
import {sentence} from '../../assessment/sentence.ts';
import type {CategoryId} from '../../checklists/checklist.ts';
import {categoryOf, listedHere} from '../../coaching/moving.ts';
import type {CheckRow, Fold} from '../../coaching/rows.ts';
import type {Coaching} from '../../coaching/session.ts';
import {titleOf} from '../../coaching/standings.ts';
import {count} from '../../coaching/words.ts';
import {safeText} from '../../safe-text.ts';
import {cut, type Line, line, padLine, wrap} from '../line.ts';
import {isTall, isWide, type Page, type Paper} from '../page.ts';
import {signOf} from '../theme.ts';
import {header, pointer, prose} from './blocks.ts';

/** Columns for the sign of a check with its word: as many as the widest of a list takes. */
export const signColumns = (standings: readonly Standing[], paper: Paper): number =>
	Math.min(isWide(paper) ? 16 : 12, Math.max(...standings.map(standing => `${signOf(standing).glyph} ${signOf(standing).word}`.length), 0));

/** What was seen, in two rows at most: the card has all of it. */
function becauseLines({because}: Standing, paper: Paper): readonly Line[] {
	if (because === '') return [];
	const columns = paper.columns - 6;
	const [first = '', ...others] = wrap(sentence(because), columns);
	const rows =
		others.length === 0 || !isTall(paper) ? [cut([first, ...others].join(' '), columns)] : [first, cut(others.join(' '), columns)];
	return rows.map(row => line(`     ${row}`, 'quiet'));
}

/** One check in a list: how it stands, what it is called, and what was seen where it is chosen. */
export function checkLines(standing: Standing, chosen: boolean, after: string, signs: number, paper: Paper): readonly Line[] {
	const sign = signOf(standing);
	const label = [...pointer(chosen), ...padLine([{text: `${sign.glyph} ${sign.word}`, tone: sign.tone}], signs)];
	const title = `${titleOf(standing)}${after}`;
	if (!chosen) return [[...label, {text: ` ${title}`, tone: 'plain'}]];
	const indent = 4 + signs;
	const [first = '', ...others] = wrap(title, paper.columns - indent - 1);
	const more = others.length < 3 ? others : [...others.slice(0, 1), cut(others.slice(1).join(' '), paper.columns - indent - 1)];
	return [
		[...label, {text: ` ${first}`, tone: 'accent'}],
		...more.map(text => line(`${' '.repeat(indent)}${text}`, 'accent')),
		...becauseLines(standing, paper),
	];
}

/** What says that folded checks need nobody: each reason once, the most frequent first. */
function reasonsOf(standings: readonly Standing[]): string {
	const counted = new Map<string, number>();
	for (const {because} of standings) if (because !== '') counted.set(because, (counted.get(because) ?? 0) + 1);
	return [...counted]
		.sort(([, one], [, other]) => other - one)
		.map(([because, times]) => (times === 1 ? because : `${because} (${times})`))
		.join('; ');
}

const foldWords: Readonly<Record<Fold, (number: number) => string>> = {
	fine: number => `✔ ${number} fine`,
	'not-applicable': number => `- ${number === 1 ? '1 does' : `${number} do`} not apply here`,
};

function foldLines(row: Extract<CheckRow, {row: 'fold'}>, isOpen: boolean, chosen: boolean, paper: Paper): readonly Line[] {
	const words = foldWords[row.fold](row.standings.length);
	return [
		[
			...pointer(chosen),
			{text: `${isOpen ? '▾' : '▸'} ${words}`, tone: row.fold === 'fine' ? 'good' : 'quiet'},
			{text: ` (enter ${isOpen ? 'folds' : 'shows'} ${row.standings.length === 1 ? 'it' : 'them'})`, tone: 'quiet'},
		],
		...(isOpen ? [] : [line(`     ${cut(sentence(reasonsOf(row.standings)), paper.columns - 6)}`, 'quiet')]),
	];
}

/** The rows of a list of checks, with the row of the body that must be visible. */
function listed(session: Coaching, unfolded: readonly Fold[], at: number, paper: Paper): Pick<Page, 'body' | 'keep'> {
	const several = session.look.packages.length > 1 && session.here.screen !== 'package';
	const all = listedHere(session);
	const signs = signColumns(
		all.flatMap(row => (row.row === 'check' ? [row.standing] : [])),
		paper,
	);
	const parts = all.map((row, index) => {
		if (row.row === 'fold') return foldLines(row, unfolded.includes(row.fold), index === at, paper);
		const folder = several && row.standing.package !== '.' ? ` · ${safeText(row.standing.package)}` : '';
		return checkLines(row.standing, index === at, folder, signs, paper);
	});
	const before = parts.slice(0, at).reduce((sum, lines) => sum + lines.length, 0);
	return {body: parts.flat(), keep: before + Math.max(0, (parts[at]?.length ?? 1) - 1)};
}

/** All checks of a category in order of value. */
export function categoryPage(session: Coaching, id: CategoryId, at: number, unfolded: readonly Fold[], paper: Paper): Page {
	const category = categoryOf(session.look, id);
	const number = category?.standings.length ?? 0;
	const head = header(category?.title ?? id, count(number, 'check'), paper);
	if (number === 0) return {head, body: prose('This category has no checks here. Esc goes back.', paper)};
	return {head, ...listed(session, unfolded, at, paper)};
}

/** All checks of a package in order of value. */
export function packagePage(session: Coaching, folder: string, at: number, unfolded: readonly Fold[], paper: Paper): Page {
	const name = folder === '.' ? 'the whole repository' : safeText(folder);
	const list = listed(session, unfolded, at, paper);
	const head = header(name, 'package', paper);
	return list.body.length === 0 ? {head, body: prose('Nothing is asked of this package any more. Esc goes back.', paper)} : {head, ...list};
}
