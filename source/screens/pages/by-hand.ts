import {sentence} from '../../assessment/sentence.ts';
import type {Coaching} from '../../coaching/session.ts';
import {type Key, standingOf, titleOf} from '../../coaching/standings.ts';
import {stepOf} from '../../coaching/steps.ts';
import {about} from '../../coaching/words.ts';
import {paragraph} from '../line.ts';
import {isTall, type Page, type Paper, textColumns} from '../page.ts';
import {header, numbered, prose, section} from './blocks.ts';
import {placeLines} from './place.ts';
import {countsLines} from './step.ts';

/** The steps by hand, how they are proven, and for a question what would answer it. */
export function byHandPage(session: Coaching, key: Key, place: number, paper: Paper): Page {
	const standing = standingOf(session.look.assessment, key);
	const hours = stepOf(session.look.assessment, key)?.hours;
	const isQuestion = standing?.outcome === 'unknown';
	const head = header(isQuestion ? 'how to find out' : 'by hand', hours === undefined || isQuestion ? '' : about(hours), paper);
	if (standing === undefined) return {head, body: prose('This check is gone since the last look. Esc goes back.', paper)};
	const {item, because} = standing;
	const steps = section(isQuestion ? 'If it is not taken care of yet' : 'How to close it', numbered(item.fix, paper));
	const seen = section('Where', [
		...prose(sentence(because), paper, 'quiet'),
		...placeLines(session, standing, place, isTall(paper) ? {before: 3, after: 3} : {before: 0, after: 1}, paper),
	]);
	const proof = section('How that is proven', prose(item.verify, paper));
	return {
		head,
		body: [
			...paragraph(titleOf(standing), textColumns(paper), 'strong', 1),
			...(isQuestion
				? [...section('To answer it', countsLines(standing, paper)), ...seen, ...steps, ...proof]
				: [...steps, ...proof, ...seen]),
		],
	};
}
