import stringWidth from 'string-width';
import type {MapRow, MapSection, RepositoryMap} from '../facts/map/map.ts';
import {safeText} from '../safe-text.ts';
import {wrap} from './wrap.ts';

type Options = {
	/** Columns of a line. */
	readonly width?: number;
	/** Without any character outside ASCII in what shipworthy itself writes. */
	readonly ascii?: boolean;
	/** Every row of every section. */
	readonly all?: boolean;
};

const mostRows = 25;
const widestCell = 44;

/** What is known of a repository as text for a terminal; ends in a line end. */
export function mapText(name: string, map: RepositoryMap, {width = 80, ascii = false, all = false}: Options = {}): string {
	const parts = map.map(section => sectionText(section, width, all, ascii ? '...' : '…'));
	return `${safeText(name)}\n\n${parts.join('\n\n')}\n`;
}

function sectionText({id, title, lead, rows}: MapSection, width: number, all: boolean, dots: string): string {
	const shown = all ? rows : rows.slice(0, mostRows);
	const cells = shown.map(row => row.cells.map(cell => String(safeText(cell, 300))));
	const widths = (cells[0] ?? []).map((_, at) => Math.min(widestCell, Math.max(...cells.map(row => stringWidth(row[at] ?? '')))));
	const left = rows.length - shown.length;
	return [
		title,
		wrap(lead, width, '  '),
		...(shown.length === 0
			? []
			: ['', ...shown.map((row, at) => rowText(id === 'stack' ? {cells: row.cells} : row, cells[at] ?? [], widths, width, dots))]),
		...(left > 0 ? [`  and ${left} more: shipworthy facts --all`] : []),
	].join('\n');
}

/** A row on one line where it fits; else what does not stands on the next, further in. */
function rowText({place}: MapRow, cells: readonly string[], widths: readonly number[], width: number, dots: string): string {
	const last = cells.length - 1;
	const front = cells
		.slice(0, last)
		.flatMap((cell, at) => ((widths[at] ?? 0) === 0 ? [] : [padded(cut(cell, widths[at] ?? 0, dots), widths[at] ?? 0)]))
		.join('  ');
	const where = place === undefined || cells[0] === place.path ? '' : `${safeText(place.path)}:${place.line}`;
	const rest = [cells[last] ?? '', where].filter(Boolean);
	const indent = front === '' ? '    ' : '      ';
	const whole = [front, ...rest].filter(Boolean).join('  ');
	if (stringWidth(whole) + 2 <= width) return `  ${whole}`.trimEnd();
	const short = [front, ...rest.slice(0, 1)].filter(Boolean).join('  ');
	if (stringWidth(short) + 2 <= width) return [`  ${short}`.trimEnd(), ...rest.slice(1).map(part => wrap(part, width, indent))].join('\n');
	if (front === '') return [wrap(rest[0] ?? '', width, '  ', '  '), ...rest.slice(1).map(part => wrap(part, width, indent))].join('\n');
	return [`  ${front}`.trimEnd(), ...rest.map(part => wrap(part, width, indent))].join('\n');
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

function cut(text: string, width: number, dots: string): string {
	if (stringWidth(text) <= width) return text;
	let kept = '';
	for (const character of text) {
		if (stringWidth(kept + character) > width - dots.length) break;
		kept += character;
	}
	return kept + dots;
}
