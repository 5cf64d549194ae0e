import type {Look, ShownRow, ShownSection} from './work.ts';

/** A row of the map with the section that it stands in. */
export type MapLine = {readonly section: ShownSection; readonly row: ShownRow};

/** The rows of the map one after the other, as they are moved through. */
export const mapLines = ({map}: Pick<Look, 'map'>): readonly MapLine[] => map.flatMap(section => section.rows.map(row => ({section, row})));

/** Where the section after (or before) that of a row begins; the row itself at the ends. */
export function sectionFrom(look: Pick<Look, 'map'>, at: number, by: number): number {
	const lines = mapLines(look);
	const starts = lines.flatMap(({section}, index) => (section === lines[index - 1]?.section ? [] : [index]));
	return (by > 0 ? starts.find(start => start > at) : starts.findLast(start => start < at)) ?? at;
}
