import {structuredPatch} from 'diff';
import {isWritten} from '../../coaching/next-plan.ts';
import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import {safeLines, safeText} from '../../safe-text.ts';
import type {FileAction, Plan, PlannedFile} from '../../scaffold/plan.ts';
import {blank, cutMiddle, type Line, line, type Tone} from '../line.ts';
import {isTall, isWide, type Page, type Paper} from '../page.ts';
import {header, prose} from './blocks.ts';

const words: Readonly<Record<FileAction, {readonly word: string; readonly tone: Tone}>> = {
	create: {word: 'new', tone: 'good'},
	update: {word: 'update', tone: 'accent'},
	merge: {word: 'merge', tone: 'accent'},
	same: {word: 'same', tone: 'quiet'},
	conflict: {word: 'conflict', tone: 'warn'},
	foreign: {word: 'yours', tone: 'quiet'},
	kept: {word: 'kept', tone: 'quiet'},
	deleted: {word: 'deleted', tone: 'quiet'},
};

const toneOf = (row: string): Tone => {
	if (row.startsWith('+')) return 'good';
	return row.startsWith('-') ? 'gap' : 'quiet';
};

/** What writing would change in one file, line by line. */
function diffLines(file: PlannedFile): readonly Line[] {
	if (file.before === undefined) return safeLines(file.text).map(row => line(`+ ${row}`, 'good'));
	const {hunks} = structuredPatch(file.path, file.path, file.before, file.text, '', '', {context: 3});
	return hunks.flatMap((hunk, index) => [
		...(index > 0 ? [blank] : []),
		line(`line ${hunk.newStart}`, 'quiet'),
		...hunk.lines.map(row => line(`${row.slice(0, 1)} ${safeText(row.slice(1))}`, toneOf(row))),
	]);
}

function fileLine(file: PlannedFile, chosen: boolean, leftOut: boolean, paper: Paper): Line {
	const {word, tone} = words[file.action];
	const mark = isWritten(file.action) ? (leftOut ? '- ' : '+ ') : '  ';
	const label = leftOut ? 'left out' : word;
	const width = isWide(paper) ? Math.floor(paper.columns * 0.4) : paper.columns - 1;
	return [
		{text: chosen ? ' ❯ ' : '   ', tone: 'accent'},
		{text: mark, tone: leftOut ? 'quiet' : 'good'},
		{text: cutMiddle(safeText(file.path), width - 6 - label.length - 1), tone: chosen ? 'accent' : 'plain'},
		{text: ` ${label}`, tone: leftOut ? 'warn' : tone},
	];
}

function aboutFile(plan: Plan, file: PlannedFile, paper: Paper): readonly Line[] {
	const checks = plan.validated.filter(({path}) => path === file.path);
	const room = {...paper, columns: isWide(paper) ? Math.floor(paper.columns * 0.57) : paper.columns};
	return [
		...prose(file.because, room, 'quiet', 0),
		...checks.flatMap(({by, problem}) =>
			prose(
				problem === undefined ? `${by} finds nothing wrong with it.` : `${by}: ${problem}`,
				room,
				problem === undefined ? 'good' : 'warn',
				0,
			),
		),
	];
}

/** The files of a plan with their action, and what would change in the chosen one. */
export function planPage(session: Coaching, plan: Plan, leftOut: readonly string[], at: number, paper: Paper): Page {
	const file = plan.files[at];
	const writing = plan.files.filter(({path, action}) => isWritten(action) && !leftOut.includes(path)).length;
	const right = isWide(paper) ? `${count(writing, 'file')} to write · nothing is written yet` : `${writing} to write`;
	const head = header(plan.title, right, paper);
	if (file === undefined) return {head, body: prose('This plan has no files. Esc goes back.', paper)};
	const closes = plan.closes.map(
		id => session.look.assessment.categories.flatMap(({standings}) => standings).find(({item}) => item.id === id)?.item.gap ?? id,
	);
	const status =
		isTall(paper) && at === 0
			? closes.flatMap(title =>
					prose(`Closes: ${title}`, {...paper, columns: isWide(paper) ? Math.floor(paper.columns * 0.57) : paper.columns}, 'plain', 0),
				)
			: [];
	const body = [...status, ...aboutFile(plan, file, paper), ...(isTall(paper) ? [blank] : []), ...diffLines(file)];
	return {
		head,
		body,
		aside: {lines: plan.files.map((each, index) => fileLine(each, index === at, leftOut.includes(each.path), paper)), keep: at},
	};
}
