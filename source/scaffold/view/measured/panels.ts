import type {Data} from '../../template-language.ts';
import type {Known} from './known.ts';
import {agreed, beside, fullness} from './other-rows.ts';
import type {Panel} from './panel.ts';
import {byRoute, noticed, pickedIn} from './request-rows.ts';

const columns = 24;
const refs = ['A', 'B', 'C'];

/** The panels of the dashboard in the order of the questions that are asked at night, each with its place on the grid. */
export function panelsOf(known: Known): readonly Data[] {
	const all = {...known, ...pickedIn(known)};
	const rows = [noticed(all), ...agreed(known), byRoute(all), fullness(known), ...beside(known)].filter(({panels}) => panels.length > 0);
	let [id, x, y] = [0, 0, 0];
	const placed: (Panel & {readonly id: number; readonly x: number; readonly y: number; readonly height: number})[] = [];
	for (const row of rows) {
		const place = (panel: Panel, height: number): void => {
			if (x + panel.width > columns) [x, y] = [0, y + height];
			placed.push({...panel, id: ++id, x, y, height});
			x += panel.width;
		};
		place({title: row.title, says: '', unit: '', lines: [], kind: 'timeseries', width: columns}, 1);
		[x, y] = [0, y + 1];
		const tallest = Math.max(...row.panels.map(heightOf));
		for (const panel of row.panels) place(panel, tallest);
		[x, y] = [0, y + tallest];
	}
	return placed.map((panel, at) => ({
		id: panel.id,
		title: panel.title,
		says: panel.says,
		unit: panel.unit,
		kind: panel.lines.length === 0 ? 'row' : panel.kind,
		bad: panel.bad ?? '',
		...{x: panel.x, y: panel.y, w: panel.width, h: panel.height},
		targets: panel.lines.map(({expr, legend}, index) => ({expr, legend, ref: refs[index] ?? 'Z', more: index < panel.lines.length - 1})),
		more: at < placed.length - 1,
	}));
}

const heightOf = ({kind}: Panel): number => (kind === 'stat' ? 4 : 8);
