import stringWidth from 'string-width';

/** What a piece of text means; the theme gives it a colour. */
export type Tone =
	| 'plain'
	| 'strong'
	| 'quiet'
	| 'good'
	| 'gap'
	| 'warn'
	| 'ask'
	| 'accent'
	| 'cursor'
	/** Parts of code. */
	| 'string'
	| 'comment'
	| 'keyword'
	| 'number';

/** A piece of text of one meaning. */
export type Span = {readonly text: string; readonly tone: Tone};

/** One row of the terminal. */
export type Line = readonly Span[];

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** A line of one meaning. */
export const line = (text: string, tone: Tone = 'plain'): Line => [{text, tone}];

/** An empty row. */
export const blank: Line = [];

/** The columns that a text takes. */
export const widthOf = (text: string): number => stringWidth(text);

/** The columns that a line takes. */
export const lineWidth = (spans: Line): number => spans.reduce((sum, span) => sum + widthOf(span.text), 0);

/** The longest start of a text that fits, and what remains. */
export function split(text: string, columns: number): readonly [string, string] {
	let used = 0;
	for (const {segment, index} of segmenter.segment(text)) {
		used += widthOf(segment);
		if (used > columns) return [text.slice(0, index), text.slice(index)];
	}
	return [text, ''];
}

/** A text of at most that many columns, with a mark where it was cut. */
export function cut(text: string, columns: number): string {
	if (columns < 1) return '';
	return widthOf(text) <= columns ? text : `${split(text, columns - 1)[0].replace(/[ …]+$/u, '')}…`;
}

/** A path of at most that many columns: its beginning and its end say most, so that the middle goes. */
export function cutMiddle(text: string, columns: number): string {
	if (widthOf(text) <= columns) return text;
	if (columns < 4) return cut(text, columns);
	const tailRoom = Math.ceil((columns - 1) * 0.65);
	const parts = [...segmenter.segment(text)].map(({segment}) => segment);
	let tail = '';
	while (parts.length > 0 && widthOf(`${parts.at(-1) ?? ''}${tail}`) <= tailRoom) tail = `${parts.pop() ?? ''}${tail}`;
	return `${split(text, columns - 1 - widthOf(tail))[0]}…${tail}`;
}

/** A line of at most that many columns. */
export function cutLine(spans: Line, columns: number): Line {
	const kept: Span[] = [];
	let room = columns;
	for (const span of spans) {
		const text = cut(span.text, room);
		if (text !== '') kept.push({...span, text});
		if (text !== span.text) return kept;
		room -= widthOf(text);
	}
	return kept;
}

/** A line filled with spaces up to that many columns. */
export function padLine(spans: Line, columns: number): Line {
	const kept = cutLine(spans, columns);
	const rest = columns - lineWidth(kept);
	return rest > 0 ? [...kept, {text: ' '.repeat(rest), tone: 'plain'}] : kept;
}

/** A text broken between words into rows of at most that many columns; a word that is too long is broken inside. */
export function wrap(text: string, columns: number): readonly string[] {
	const room = Math.max(1, columns);
	const rows: string[] = [];
	let row = '';
	for (const word of text.split(/ +/u)) {
		const joined = row === '' ? word : `${row} ${word}`;
		if (widthOf(joined) <= room) {
			row = joined;
			continue;
		}
		if (row !== '') rows.push(row);
		row = word;
		while (widthOf(row) > room) {
			const [head, tail] = split(row, room);
			rows.push(head === '' ? row.slice(0, 1) : head);
			row = head === '' ? row.slice(1) : tail;
		}
	}
	return [...rows, row];
}

/** A text as wrapped lines of one meaning, all indented. */
export const paragraph = (text: string, columns: number, tone: Tone = 'plain', indent = 0): readonly Line[] =>
	wrap(text, columns - indent).map(row => line(`${' '.repeat(indent)}${row}`, tone));

/** A line with one part at the left and one at the right; the left gives way first. */
export function leftAndRight(left: Line, right: Line, columns: number): Line {
	const rightRoom = Math.min(lineWidth(right), columns);
	const leftRoom = Math.max(0, columns - rightRoom - 2);
	if (leftRoom < 8) return cutLine(left, columns);
	return [...padLine(left, leftRoom), {text: '  ', tone: 'plain'}, ...right];
}
