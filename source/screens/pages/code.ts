import type {Coaching} from '../../coaching/session.ts';
import type {Evidence} from '../../safe-text.ts';
import {folded} from '../diff.ts';
import {cutLine, type Line, type Span} from '../line.ts';
import type {Paper} from '../page.ts';
import {tokensOf} from '../tokens.ts';

/** Lines of code wanted before and after the one that counts. */
export type Reach = {readonly before: number; readonly after: number};

/** The lines around a place, as far as they were read; otherwise the one line that was seen. The line that counts has a mark, whatever the colours. */
export function codeLines({code}: Pick<Coaching, 'code'>, place: Evidence, reach: Reach, paper: Paper): readonly Line[] {
	const read = code.findLast(({path, line}) => path === place.path && line === place.line);
	const first = Math.max(read?.from ?? place.line, place.line - reach.before);
	const lines = read === undefined ? [place.text] : read.lines.slice(first - read.from, place.line - read.from + reach.after + 1);
	const start = read === undefined ? place.line : first;
	const says = lines.map(text => word.test(text));
	const filled = lines.map(text => text.trim() !== '');
	const from = Math.min(says.indexOf(true) === -1 ? 0 : says.indexOf(true), place.line - start);
	const shown = lines.slice(from, Math.max(filled.lastIndexOf(true), place.line - start) + 1);
	const indent = Math.min(...shown.filter(text => text.trim() !== '').map(text => text.length - text.trimStart().length));
	const width = String(start + from + shown.length - 1).length;
	return shown.flatMap((text, index): readonly Line[] => {
		const number = start + from + index;
		const isIt = number === place.line;
		const head: Line = [
			{text: isIt ? '   ▸ ' : '     ', tone: 'accent'},
			{text: `${String(number).padStart(width)}  `, tone: isIt ? 'accent' : 'quiet'},
		];
		const code = tokensOf(text.slice(Number.isFinite(indent) ? indent : 0), place.path);
		if (!isIt) return [cutLine([...head, ...code], paper.columns - 1)];
		const rows = inRows(code, Math.max(8, paper.columns - width - 8));
		const most = rows.slice(0, mostRows);
		return most.map((row, at) => (at === 0 ? [...head, ...row] : [{text: '↳ '.padStart(width + 7), tone: 'quiet'}, ...row]));
	});
}

/** A lone bracket before the line tells nothing of it. */
const word = /[\p{L}\p{N}]/u;
/** Rows that the line that counts may take; the others are cut. */
const mostRows = 3;

/** Code broken into rows of at most that many columns, with its colours. */
function inRows(code: Line, columns: number): readonly Line[] {
	const rows: Line[] = [];
	let rest = code;
	for (const row of folded(code.map(({text}) => text).join(''), columns)) {
		const taken: Span[] = [];
		let left = row.length;
		while (left > 0 && rest[0] !== undefined) {
			const [{text, tone}, ...others] = rest;
			taken.push({text: text.slice(0, left), tone});
			rest = text.length > left ? [{text: text.slice(left), tone}, ...others] : others;
			left -= Math.min(left, text.length);
		}
		rows.push(taken);
	}
	return rows;
}
