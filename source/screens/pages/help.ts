import type {Binding} from '../bindings.ts';
import {blank, type Line, line, padLine} from '../line.ts';
import type {Page, Paper} from '../page.ts';
import {header, prose} from './blocks.ts';

/** Every key of the screen that the help was opened on. */
export function helpPage(bindings: readonly Binding[], paper: Paper): Page {
	const rows = bindings
		.filter(({rank}) => rank >= 0)
		.map(
			(binding): Line => [
				...padLine([{text: `   ${binding.shown ?? binding.key}`, tone: 'accent'}], 16),
				{text: ` ${binding.does}`, tone: 'plain'},
			],
		);
	return {
		head: header('Keys of this screen', 'esc closes', paper),
		body: [
			...rows,
			blank,
			...prose('Glyphs: ✖ a gap, ? to answer, ◆ said by a person, ▲ accepted until a date, ✔ fine, - does not apply.', paper, 'quiet'),
			line('   Nothing here is sent anywhere.', 'quiet'),
		],
	};
}
