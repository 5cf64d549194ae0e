import {structuredPatch} from 'diff';
import {isWritten} from '../../coaching/next-plan.ts';
import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import {safeLines, safeText} from '../../safe-text.ts';
import type {FileAction, Plan, PlannedFile} from '../../scaffold/plan.ts';
import {blank, cutMiddle, type Line, line, split, type Tone, widthOf} from '../line.ts';
import {besideColumns, isTall, isWide, listColumns, type Page, type Paper} from '../page.ts';
import {gapOf, header, prose} from './blocks.ts';

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

/** One line of a diff in as many rows as it needs: broken between words, or inside one that is longer than a row. */
function folded(sign: string, text: string, tone: Tone, columns: number): readonly Line[] {
	const room = Math.max(8, columns - 4);
	const rows: string[] = [];
	let rest = text;
	while (widthOf(rest) > room) {
		const [most] = split(rest, room);
		const space = most.lastIndexOf(' ');
		const head = space > most.length / 2 ? most.slice(0, space + 1) : most === '' ? rest.slice(0, 1) : most;
		rows.push(head);
		rest = rest.slice(head.length);
	}
	return [...rows, rest].map((row, index) =>
		index === 0
			? line(`${sign} ${row}`, tone)
			: [
					{text: `${sign} ↳ `, tone: 'quiet'},
					{text: row, tone},
				],
	);
}

/** What writing would change in one file, line by line. */
function diffLines(file: PlannedFile, columns: number): readonly Line[] {
	if (file.before === undefined) return safeLines(file.text).flatMap(row => folded('+', row, 'good', columns));
	const {hunks} = structuredPatch(file.path, file.path, file.before, file.text, '', '', {context: 3});
	return hunks.flatMap((hunk, index) => [
		...(index > 0 ? [blank] : []),
		line(`line ${hunk.newStart}`, 'quiet'),
		...hunk.lines.flatMap(row => folded(row.slice(0, 1), safeText(row.slice(1)), toneOf(row), columns)),
	]);
}

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

function aboutFile(plan: Plan, file: PlannedFile, paper: Paper): readonly Line[] {
	const checks = plan.validated.filter(({path}) => path === file.path);
	const room = {...paper, columns: besideColumns(paper)};
	return [
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
	const right = isWide(paper) ? `${count(writing, 'file')} · nothing is written yet` : `${writing} to write`;
	const head = header(plan.title, right, paper);
	if (file === undefined) return {head, body: prose('This plan has no files. Esc goes back.', paper)};
	const room = {...paper, columns: besideColumns(paper)};
	const prepared = plan.prepares.map(
		({check, owes}) => `Prepares, and does not close by itself: ${gapOf(session.look, check)}. Owed: ${owes}`,
	);
	const says = [...plan.closes.map(id => `Closes: ${gapOf(session.look, id)}`), ...prepared];
	const status = isTall(paper) && at === 0 ? says.flatMap(text => prose(text, room, 'plain', 0)) : [];
	const {word, tone} = words[file.action];
	const isLeftOut = leftOut.includes(file.path);
	const why = prose(`${isLeftOut ? 'left out' : word}: ${file.because}`, room, isLeftOut ? 'warn' : tone, 0).slice(0, 2);
	const body = [...status, ...aboutFile(plan, file, paper), ...(isTall(paper) ? [blank] : []), ...diffLines(file, besideColumns(paper))];
	return {
		head,
		body,
		pinned: isTall(paper) ? [blank, ...why] : why,
		aside: {lines: plan.files.map((each, index) => fileLine(each, index === at, leftOut.includes(each.path), paper)), keep: at},
	};
}
