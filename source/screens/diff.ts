import {structuredPatch} from 'diff';
import {safeLines, safeText} from '../safe-text.ts';
import {blank, type Line, line, padLine, split, type Tone, widthOf} from './line.ts';

/** What stands before and after; nothing before stands for a new file. */
export type Change = {readonly path: string; readonly before?: string; readonly text: string};

/** A text in as many rows as it needs: broken between words, or inside one that is longer than a row. */
export function folded(text: string, columns: number): readonly string[] {
	const rows: string[] = [];
	let rest = text;
	while (widthOf(rest) > columns) {
		const [most] = split(rest, columns);
		const space = most.lastIndexOf(' ');
		const head = space > most.length / 2 ? most.slice(0, space + 1) : most === '' ? rest.slice(0, 1) : most;
		rows.push(head);
		rest = rest.slice(head.length);
	}
	return [...rows, rest];
}

/** One line of a diff, with a mark where it goes on in the next row. */
function marked(sign: string, text: string, tone: Tone, columns: number): readonly Line[] {
	return folded(text, Math.max(8, columns - 4)).map((row, index) =>
		index === 0
			? line(`${sign} ${row}`, tone)
			: [
					{text: `${sign} ↳ `, tone: 'quiet'},
					{text: row, tone},
				],
	);
}

const toneOf = (sign: string): Tone => (sign === '+' ? 'good' : sign === '-' ? 'gap' : 'quiet');

/** What separates the parts of a file that changes, and says where the next one is. */
const place = (start: number, isFirst: boolean): readonly Line[] => [...(isFirst ? [] : [blank]), line(`line ${start}`, 'quiet')];

const hunksOf = ({path, before = '', text}: Change) => structuredPatch(path, path, before, text, '', '', {context: 3}).hunks;

/** What writing would change in one file, line by line, one below the other. */
export function unified(change: Change, columns: number): readonly Line[] {
	if (change.before === undefined) return safeLines(change.text).flatMap(row => marked('+', row, 'good', columns));
	return hunksOf(change).flatMap(({newStart, lines}, index) => [
		...place(newStart, index === 0),
		...lines.flatMap(row => marked(row.slice(0, 1), safeText(row.slice(1)), toneOf(row.slice(0, 1)), columns)),
	]);
}

/** A line with its number in the file. */
type Side = {readonly number: number; readonly sign: string; readonly text: string};
type Pair = {readonly left: Side | undefined; readonly right: Side | undefined};

/** The lines of a part side by side: what goes stands beside what comes in its place. */
function pairsOf(lines: readonly string[], oldStart: number, newStart: number): readonly Pair[] {
	const pairs: Pair[] = [];
	let left: Side[] = [];
	let right: Side[] = [];
	let [oldAt, newAt] = [oldStart, newStart];
	const flush = (): void => {
		for (let at = 0; at < Math.max(left.length, right.length); at += 1) pairs.push({left: left[at], right: right[at]});
		[left, right] = [[], []];
	};
	for (const row of lines) {
		const sign = row.slice(0, 1);
		const text = safeText(row.slice(1));
		if (sign === '-') left.push({number: oldAt++, sign, text});
		else if (sign === '+') right.push({number: newAt++, sign, text});
		else if (sign === ' ') {
			flush();
			pairs.push({left: {number: oldAt++, sign, text}, right: {number: newAt++, sign, text}});
		}
	}
	flush();
	return pairs;
}

const numberColumns = 5;

function half(side: Side | undefined, columns: number): readonly Line[] {
	if (side === undefined) return [];
	const tone = toneOf(side.sign);
	return folded(side.text, Math.max(8, columns - numberColumns - 2)).map((row, index) => [
		{text: index === 0 ? `${side.number} `.padStart(numberColumns) : '↳ '.padStart(numberColumns), tone: 'quiet'},
		{text: `${side.sign} `, tone},
		{text: row, tone},
	]);
}

/** What writing would change in one file, before at the left and after at the right. */
export function sideBySide(change: Change, columns: number): readonly Line[] {
	const width = Math.floor((columns - 3) / 2);
	const row = (left: Line = blank, right: Line = blank): Line => [...padLine(left, width), ...line(' │ ', 'quiet'), ...right];
	return hunksOf(change).flatMap(({oldStart, newStart, lines}, index) => [
		...(index === 0 ? [row(line('     before', 'quiet'), line('     after', 'quiet'))] : [blank]),
		...pairsOf(lines, oldStart, newStart).flatMap(({left, right}) => {
			const [one, other] = [half(left, width), half(right, width)];
			return Array.from({length: Math.max(one.length, other.length)}, (_, at) => row(one[at], other[at]));
		}),
	]);
}
