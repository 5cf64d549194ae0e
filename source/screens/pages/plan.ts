import {sentence} from '../../assessment/sentence.ts';
import {isWritten} from '../../coaching/next-plan.ts';
import type {Coaching, CoachingScreen} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import {safeText} from '../../safe-text.ts';
import type {FileAction, Plan, PlannedFile} from '../../scaffold/plan.ts';
import {sideBySide, unified} from '../diff.ts';
import {blank, cutMiddle, type Line, type Tone} from '../line.ts';
import {besideColumns, fitsTwice, isTall, isWide, listColumns, type Page, type Paper} from '../page.ts';
import {gapOf, header, prose} from './blocks.ts';

const words: Readonly<Record<FileAction, {readonly word: string; readonly tone: Tone}>> = {
	create: {word: 'new', tone: 'good'},
	update: {word: 'update', tone: 'accent'},
	merge: {word: 'merge', tone: 'accent'},
	edit: {word: 'edit', tone: 'accent'},
	'by-hand': {word: 'by hand', tone: 'warn'},
	same: {word: 'same', tone: 'quiet'},
	conflict: {word: 'conflict', tone: 'warn'},
	foreign: {word: 'yours', tone: 'quiet'},
	kept: {word: 'kept', tone: 'quiet'},
	deleted: {word: 'deleted', tone: 'quiet'},
};

function fileLine(file: PlannedFile, chosen: boolean, leftOut: boolean, paper: Paper): Line {
	const {word, tone} = words[file.action];
	const mark = isWritten(file.action) ? (leftOut ? '- ' : '+ ') : '  ';
	const label = leftOut ? 'left out' : word;
	const width = listColumns(paper) - 1;
	return [
		{text: chosen ? ' ❯ ' : '   ', tone: 'accent'},
		{text: mark, tone: leftOut ? 'quiet' : 'good'},
		{text: cutMiddle(safeText(file.path), width - 6 - label.length - 1), tone: chosen ? 'accent' : 'plain'},
		{text: ` ${label}`, tone: leftOut ? 'warn' : tone},
	];
}

function aboutFile(plan: Plan, file: PlannedFile, room: Paper): readonly Line[] {
	const checks = plan.validated.filter(({path}) => path === file.path);
	return [
		...checks.flatMap(({by, problem, remark}) =>
			prose(
				sentence(
					problem !== undefined
						? `${by}: ${problem}`
						: remark !== undefined
							? `${by} says: ${remark}`
							: `${by} finds nothing wrong with it`,
				),
				room,
				problem === undefined && remark === undefined ? 'good' : 'warn',
				0,
			),
		),
	];
}

const indented = (row: Line): Line => (row.length === 0 ? row : [{text: ' ', tone: 'plain'}, ...row]);

/** The files of a plan with their action, and what would change in the chosen one. */
export function planPage(session: Coaching, here: Extract<CoachingScreen, {screen: 'plan'}>, paper: Paper): Page {
	const {plan, leftOut, oneColumn, at} = here;
	const file = plan.files[at];
	const writing = plan.files.filter(({path, action}) => isWritten(action) && !leftOut.includes(path)).length;
	const isWriting = session.known.doing?.doing === 'write' || session.known.doing?.doing === 'look-after-write';
	const right = isWriting
		? `${count(writing, 'file')} · being written`
		: isWide(paper)
			? `${count(writing, 'file')} · nothing is written yet`
			: `${writing} to write`;
	const head = header(plan.title, right, paper);
	if (file === undefined) return {head, body: prose('This plan has no files. Esc goes back.', paper)};
	const columns = besideColumns(paper) - 1;
	const room = {...paper, columns};
	const prepared = plan.prepares.map(
		({check, owes}) => `Prepares, and does not close by itself: ${gapOf(session.look, check)}. Owed: ${owes}`,
	);
	const says = [...plan.closes.map(id => `Closes: ${gapOf(session.look, id)}`), ...prepared];
	const status = isTall(paper) ? says.flatMap(text => prose(text, room, 'plain', 0)) : [];
	const {tone} = words[file.action];
	const isLeftOut = leftOut.includes(file.path);
	const why = prose(isLeftOut ? 'Left out: it is not written.' : sentence(file.because), room, isLeftOut ? 'warn' : tone, 0).slice(0, 2);
	const isSplit = fitsTwice(paper) && !oneColumn && file.before !== undefined;
	const changed = isSplit ? sideBySide(file, columns) : unified(file, columns);
	const compared = isWritten(file.action) ? [] : prose('It stays as it is. To compare, what would have changed:', room, 'strong', 0);
	const changes = changed.length > 0 ? [...compared, ...changed] : prose('Nothing in it changes.', room, 'quiet', 0);
	const body = [...status, ...aboutFile(plan, file, room), ...(isTall(paper) ? [blank] : []), ...changes];
	return {
		head,
		body: body.map(indented),
		pinned: (isTall(paper) ? [blank, ...why] : why).map(indented),
		aside: {lines: plan.files.map((each, index) => fileLine(each, index === at, leftOut.includes(each.path), paper)), keep: at},
	};
}
