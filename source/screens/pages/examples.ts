import type {Coaching} from '../../coaching/session.ts';
import {type Key, standingOf} from '../../coaching/standings.ts';
import {safeLines, safeText} from '../../safe-text.ts';
import {folded} from '../diff.ts';
import {blank, type Line, line} from '../line.ts';
import type {Page, Paper} from '../page.ts';
import {tokensOf} from '../tokens.ts';
import {header, prose} from './blocks.ts';

/** A line of code in as many rows as it needs. */
const codeRows = (code: string, path: string, paper: Paper): readonly Line[] =>
	folded(code, paper.columns - 8).map((row, index) => [{text: index === 0 ? '     ' : '     ↳ ', tone: 'quiet'}, ...tokensOf(row, path)]);

/** One bad and one good example of a check, as files. They are made up, and may be of another framework. */
export function examplesPage(session: Coaching, key: Key, paper: Paper): Page {
	const item = standingOf(session.look.assessment, key)?.item;
	const head = header(session.look.name, 'bad and good', paper);
	if (item === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const pick = (expect: 'gap' | 'pass') => {
		const fitting = item.examples.filter(example => example.expect === expect);
		return fitting.find(example => example.show === true) ?? fitting[0];
	};
	const shown = (expect: 'gap' | 'pass'): readonly Line[] => {
		const example = pick(expect);
		if (example === undefined) return prose(expect === 'gap' ? item.gap : item.good, paper);
		return [
			...prose(example.name, paper, 'quiet'),
			...Object.entries(example.files).flatMap(([path, text]) => [
				line(`   ${safeText(path)}`, 'accent'),
				...safeLines(text, 40).flatMap(row => codeRows(row, path, paper)),
			]),
		];
	};
	return {
		head,
		body: [
			...prose('Small made-up files: your code may be built with something else.', paper, 'quiet', 1),
			blank,
			line(' ✖ An example of the gap', 'gap'),
			...shown('gap'),
			blank,
			line(' ✔ An example that closes it', 'good'),
			...shown('pass'),
		],
	};
}
