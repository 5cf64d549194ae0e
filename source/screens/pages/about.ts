import {sentencesOf, toRead} from '../../coaching/about.ts';
import type {Coaching} from '../../coaching/session.ts';
import {count} from '../../coaching/words.ts';
import {cutMiddle, type Line} from '../line.ts';
import type {Page, Paper} from '../page.ts';
import {called, header, levelsOf, prose, section, stateOf, whereIs} from './blocks.ts';

/** What this code is, in a few sentences, where to read first, and where it stands. */
export function aboutPage({look}: Coaching, paper: Paper): Page {
	const head = header(called(look, paper), `${count(look.files, 'file')} looked at`, paper);
	const sentences = sentencesOf(look);
	const places = toRead(look).map(
		({place, shows}): Line => [
			{text: `   ${cutMiddle(whereIs(place), Math.max(12, paper.columns - shows.length - 8))}`, tone: 'accent'},
			{text: `  ${shows}`, tone: 'quiet'},
		],
	);
	return {
		head,
		body: [
			...(sentences.length === 0
				? prose('No stack was recognised in these files. The checks were asked all the same.', paper, 'plain', 1)
				: sentences.flatMap(text => prose(text, paper, 'plain', 1))),
			...section('To read first', places),
			...section('Where it stands', [...prose(stateOf(look.assessment), paper), ...prose(levelsOf(look.assessment), paper, 'quiet')]),
		],
	};
}
