import {blank, cutLine, type Line, line, padLine} from './line.ts';

/** The terminal that a page is made for. */
export type Paper = {
	readonly columns: number;
	readonly rows: number;
	/** It is read aloud line by line, so that nothing stands side by side and lines may be long. */
	readonly isRead?: true;
};

/** The smallest terminal in which the coach is readable. */
export const smallest: Paper = {columns: 40, rows: 12};

/** Whether lists and details fit beside each other. */
export const isWide = ({columns}: Paper): boolean => columns >= 76;
/** Whether a list fits beside text that must not be cut, even where that stands in two columns. */
const fitsBeside = ({columns}: Paper): boolean => columns >= 160;
/** The columns of the text that stands beside or below a page's list. */
export const besideColumns = (paper: Paper): number => (fitsBeside(paper) ? paper.columns - listColumns(paper) - 3 : paper.columns);
/** The columns of a page's list. */
export const listColumns = (paper: Paper): number => (fitsBeside(paper) ? Math.min(56, Math.floor(paper.columns * 0.3)) : paper.columns);
/** Columns from which before and after fit beside each other. */
const twice = 109;
/** Whether before and after can stand beside each other. */
export const fitsTwice = (paper: Paper): boolean => paper.isRead !== true && besideColumns(paper) - 1 >= twice;
/** Whether there is room for more than the matter itself. */
export const isTall = ({rows}: Paper): boolean => rows >= 20;
/** The columns for running text: lines that are too long are hard to read. */
export const textColumns = ({columns, isRead}: Paper): number => Math.min(columns - 2, isRead === true ? columns : 96);

/** What a screen shows, before it is cut to the rows of the terminal. */
export type Page = {
	/** The first line of the screen. */
	readonly head: Line;
	readonly body: readonly Line[];
	/** The row of the body that must be visible: the one that is chosen. */
	readonly keep?: number;
	/** A short list beside the body, or above it where there is little room. */
	readonly aside?: {readonly lines: readonly Line[]; readonly keep: number};
	/** Rows above the body that stay while it moves. */
	readonly pinned?: readonly Line[];
};

/** A page cut to the rows of the terminal. */
export type Laid = {
	readonly lines: readonly Line[];
	/** Rows for the menu below the lines. */
	readonly menuRows: number;
	/** The last row from which the body can be shown. */
	readonly most: number;
	/** Rows of the body below and above what is shown. */
	readonly below: number;
	readonly top: number;
	/** Rows of the body that are shown. */
	readonly room: number;
};

/** The first row to show so that the chosen one is visible with two rows of context, moving as little as possible. */
export function windowTop(previous: number, chosen: number, room: number, total: number): number {
	const off = Math.min(2, Math.floor((room - 1) / 2));
	const last = Math.max(0, total - room);
	const lowest = chosen - room + 1 + off;
	const highest = chosen - off;
	return Math.max(0, Math.min(last, Math.max(lowest, Math.min(previous, highest))));
}

const filled = (lines: readonly Line[], rows: number): readonly Line[] => [
	...lines.slice(0, rows),
	...Array.from({length: Math.max(0, rows - lines.length)}, () => blank),
];

/** The rows for what was just said and for what is out of sight. Neither gives way to the other: what was said goes with the next key. */
export const noticeRows = (paper: Paper, needed: number): number =>
	isTall(paper) ? Math.max(2, Math.min(3, needed + 1)) : Math.max(1, Math.min(needed > 0 ? 4 : 1, needed + 1));

/** Rows for the menu, and for what stands above it: half of the screen, and what those `content` rows leave free. */
export function sharesOf(
	below: {readonly menu: number; readonly notice: number},
	paper: Paper,
	content = Number.POSITIVE_INFINITY,
): {readonly menuRows: number; readonly space: number} {
	const gap = isTall(paper) ? 1 : 0;
	const inside = paper.rows - 2 - below.notice - gap;
	const menuRows = Math.min(below.menu, Math.max(2, Math.floor(inside / 2), inside - content - gap));
	return {menuRows, space: inside - menuRows - (menuRows > 0 ? gap : 0)};
}

/** Cuts a page to the terminal, with room for the menu, the notice and the keys below it. `scroll` is the wished first row of a body without a chosen row, `previous` the first row shown before. */
export function lay(
	page: Page,
	below: {readonly menu: number; readonly notice: number},
	paper: Paper,
	scroll: number,
	previous: number,
): Laid {
	const gap = isTall(paper) ? 1 : 0;
	const {menuRows, space} = sharesOf(below, paper, page.body.length);
	const asideAbove = page.aside && !fitsBeside(paper) ? Math.min(page.aside.lines.length, Math.max(1, Math.floor(space / 3))) : 0;
	const pinned = (page.pinned ?? []).slice(0, Math.max(0, Math.floor((space - asideAbove) / 2)));
	const room = Math.max(1, space - asideAbove - pinned.length);
	const most = Math.max(0, page.body.length - room);
	const top = page.keep === undefined ? Math.min(most, Math.max(0, scroll)) : windowTop(previous, page.keep, room, page.body.length);
	const shown = withoutLoose(page.body.slice(top, top + room), top + room < page.body.length);
	const body = [...pinned, ...(page.aside ? filled(shown, room) : shown)].map(row => cutLine(row, paper.columns));
	const lines = [
		cutLine(page.head, paper.columns),
		...(gap ? [blank] : []),
		...withAside(page, body, asideAbove, paper),
		...(menuRows > 0 && gap ? [blank] : []),
	];
	return {lines, menuRows, most, top, room, below: Math.max(0, page.body.length - top - shown.length)};
}

const isHeading = (row: Line): boolean => row.length > 0 && row.every(({tone}) => tone === 'strong');

/** What is shown without the empty rows at its end, and without a heading whose matter comes after. */
function withoutLoose(rows: readonly Line[], hasMore: boolean): readonly Line[] {
	if (!hasMore) return rows;
	const last = rows.findLastIndex((row, index) => row.length > 0 && !(isHeading(row) && rows[index - 1]?.length === 0));
	return last < 1 ? rows : rows.slice(0, last + 1);
}

function withAside(page: Page, body: readonly Line[], above: number, paper: Paper): readonly Line[] {
	const {aside} = page;
	if (aside === undefined) return body;
	const shown = (rows: number): readonly Line[] => {
		const top = windowTop(0, aside.keep, rows, aside.lines.length);
		return aside.lines.slice(top, top + rows);
	};
	if (above > 0) return [...shown(above).map(row => cutLine(row, paper.columns)), ...body];
	const width = listColumns(paper);
	const left = filled(shown(body.length), body.length);
	return body.map((row, index) => [
		...padLine(left[index] ?? blank, width),
		...line(' │ ', 'quiet'),
		...cutLine(row, paper.columns - width - 3),
	]);
}
