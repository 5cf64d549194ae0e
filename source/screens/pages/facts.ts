import {mapLines} from '../../coaching/map-rows.ts';
import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import type {ShownRow, ShownSection} from '../../coaching/work.ts';
import {blank, cut, cutMiddle, type Line, line, padLine, widthOf} from '../line.ts';
import {isWide, type Page, type Paper} from '../page.ts';
import {called, header, pointer, prose, whereIs} from './blocks.ts';

const nextKeys = 'Next: a says it in short, s takes the first step, f shows what to do first, tab shows all checks.';
const widestCell = 30;

/** How wide the columns of a section are: as wide as they must be, the last takes what is left. */
function widthsOf({rows}: ShownSection, paper: Paper): readonly number[] {
	const cells = Math.max(0, ...rows.map(row => row.cells.length));
	const most = isWide(paper) ? widestCell : 12;
	return Array.from({length: cells}, (_, at) =>
		at === cells - 1 ? paper.columns : Math.min(most, Math.max(0, ...rows.map(row => widthOf(row.cells[at] ?? '')))),
	);
}

/** One row of the map; the chosen one with the lines that show it. */
function rowLines({cells, places}: ShownRow, widths: readonly number[], chosen: boolean, paper: Paper): readonly Line[] {
	const row: Line = [
		...pointer(chosen),
		...cells.flatMap((cell, at): Line => {
			const width = widths[at] ?? 0;
			if (width === 0) return [];
			const part = [{text: cell.includes('/') ? cutMiddle(cell, width) : cut(cell, width), tone: chosen ? 'accent' : 'plain'}] as const;
			return at === cells.length - 1 ? part : [...padLine(part, width), {text: '  ', tone: 'plain'}];
		}),
	];
	if (!chosen) return [row];
	const [place, ...rest] = places;
	const others = rest.filter((other, index) =>
		[place, ...rest.slice(0, index)].every(one => one === undefined || whereIs(one) !== whereIs(other)),
	);
	return [
		row,
		...(place === undefined ? [] : [line(`     ${cutMiddle(whereIs(place), paper.columns - 6)}`, 'quiet')]),
		...(place === undefined || place.text === '' ? [] : [line(`     ▸ ${cut(place.text, paper.columns - 8)}`, 'quiet')]),
		...others.slice(0, 4).map(other => line(`     also ${cutMiddle(whereIs(other), paper.columns - 11)}`, 'quiet')),
	];
}

/** What is known of the repository, part after part: what it is, what to read, who can call what, what it keeps, what is not known. */
export function factsPage(session: Coaching, at: number, paper: Paper): Page {
	const {look} = session;
	const rows = mapLines(look);
	const head = header(called(look, paper), `${count(look.files, 'file')} looked at`, paper);
	const body: Line[] = look.capped ? [line(' The walk was cut short: what was not found may still be there.', 'warn')] : [];
	let keep = 0;
	let index = 0;
	for (const section of look.map) {
		const widths = widthsOf(section, paper);
		body.push(...(body.length === 0 ? [] : [blank]), line(` ${section.title}`, 'strong'), ...prose(section.lead, paper, 'quiet', 1));
		for (const row of section.rows) {
			const lines = rowLines(row, widths, index === at, paper);
			if (index === at) keep = body.length + lines.length - 1;
			body.push(...lines);
			index++;
		}
	}
	body.push(blank, ...prose(nextKeys, paper, 'quiet', 1));
	return {head, body, keep: at === rows.length - 1 ? body.length - 1 : keep};
}
