import {type Field, graphemes} from '../coaching/field.ts';
import {safeText} from '../safe-text.ts';
import {cut, type Line, widthOf} from './line.ts';

/** One row of text with its cursor, cut so that the cursor is visible. */
export function fieldLine(field: Field, columns: number): Line {
	const parts = graphemes(field.text).map(part => safeText(part));
	let start = 0;
	const room = columns - 1;
	while (start < field.cursor && widthOf(parts.slice(start, field.cursor).join('')) > room - 1) start += 1;
	const shown = parts.slice(start, field.cursor).join('');
	const before = start === 0 || shown === '' ? shown : `…${shown.slice(graphemes(shown)[0]?.length ?? 0)}`;
	const under = parts[field.cursor] ?? ' ';
	const after = cut(parts.slice(field.cursor + 1).join(''), Math.max(0, room - widthOf(before) - widthOf(under)));
	const tone = field.suggested === true ? 'quiet' : 'plain';
	return [
		{text: before, tone},
		{text: under === '' ? ' ' : under, tone: 'cursor'},
		{text: after, tone},
	];
}
