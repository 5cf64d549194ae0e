import type {Exercising, Tried} from '../../coaching/exercise.ts';
import {keyHere} from '../../coaching/moving.ts';
import type {Arriving, Coaching} from '../../coaching/session.ts';
import {standingOf} from '../../coaching/standings.ts';
import {blank, cut, cutMiddle, type Line, line, wrap} from '../line.ts';
import {isTall, isWide, type Page, type Paper, textColumns} from '../page.ts';
import {header, listLines, prose, section} from './blocks.ts';
import {placeLines} from './place.ts';

const rowLines = ({holds, text}: Tried['rows'][number], paper: Paper): readonly Line[] =>
	wrap(text, textColumns(paper) - 5).map((row, index): Line => {
		const sign = holds === true ? '✔' : holds === false ? '✖' : '?';
		return [
			{text: index === 0 ? `   ${sign} ` : '     ', tone: holds === true ? 'good' : holds === false ? 'gap' : 'quiet'},
			{text: row, tone: holds === true ? 'quiet' : 'plain'},
		];
	});

/** What is wrong first, then what holds. */
function triedLines({rows, readings, problem}: Tried, paper: Paper): readonly Line[] {
	const wrong = rows.filter(({holds}) => holds === false);
	const fine = rows.filter(({holds}) => holds === true);
	return [
		...(problem === undefined ? [] : prose(problem, paper, 'warn')),
		...[...wrong, ...fine].flatMap(row => rowLines(row, paper)),
		...readings.flatMap(text => prose(text, paper, 'quiet')),
	];
}

const hintLines = ({hints}: Exercising, paper: Paper): readonly Line[] =>
	hints
		.map((hint, index) => ({hint, number: index + 1}))
		.reverse()
		.flatMap(({hint, number}) =>
			wrap(hint, textColumns(paper) - 6).map((row, part) => line(`${part === 0 ? `   ${number}. ` : '      '}${row}`)),
		);

const solutionLines = ({solution = []}: Exercising, paper: Paper): readonly Line[] =>
	solution.flatMap(({path, lines}) => [
		line(`   ${path}`, 'quiet'),
		...lines.map(text =>
			line(
				`     ${cut(
					text.replace(/^ +/u, indent => ' '.repeat(indent.length / 2)),
					paper.columns - 7,
				)}`,
			),
		),
		blank,
	]);

/** The story, the task and the line of code. */
function matter(session: Coaching, {story, task, read}: Exercising, paper: Paper): readonly Line[] {
	const key = keyHere(session);
	const standing = key === undefined ? undefined : standingOf(session.look.assessment, key);
	const code =
		standing === undefined ? [] : placeLines(session, standing, 0, {before: isTall(paper) ? 4 : 1, after: isTall(paper) ? 4 : 1}, paper);
	return [
		...prose(story, paper, 'plain', 1),
		...section('Your task', prose(task, paper)),
		...section(standing?.outcome === 'pass' ? 'What reading sees now' : 'Where it is', code),
		...section('Read first', prose(read.join(', '), paper)),
	];
}

/** An exercise: what happened, what is to be done, what trying it came to, and the hints. What was asked last stands first. */
export function exercisePage(session: Coaching, paper: Paper): Page {
	const open = session.known.exercise;
	if (open === undefined) return {head: header(session.look.name, '', paper), body: prose('This folder is no exercise any more.', paper)};
	const {title, folder, minutes, tried, asked, debrief, closed} = open;
	const isClosed = tried === undefined ? closed : tried.closed;
	const trying = tried === undefined ? [] : section('What the app does', triedLines(tried, paper));
	const hints = section('Hints', hintLines(open, paper));
	const solution = section('One way to do it', solutionLines(open, paper));
	const about = isClosed ? section('What this was', listLines(debrief, '·', 'quiet', paper)) : [];
	const rest = [blank, ...matter(session, open, paper)];
	const blocks = {
		check: [...about, ...trying, ...hints, ...solution, ...rest],
		hint: [...hints, ...trying, ...solution, ...rest],
		solution: [...solution, ...hints, ...trying, ...rest],
		reset: [...rest, ...hints],
	};
	const body = asked === undefined ? [...rest, ...hints] : blocks[asked];
	return {
		head: header(session.look.name, `${isWide(paper) ? 'exercise · ' : ''}${isClosed ? 'closed' : `about ${minutes} min`}`, paper),
		body: [
			line(` ${title}`, 'strong'),
			line(` ${cutMiddle(folder, paper.columns - 2)}`, 'quiet'),
			...(isTall(paper) ? body : body.slice(1)),
		],
	};
}

/** What an exercise is, and where it will be written. */
export function exercisesPage({known}: Arriving, at: number, paper: Paper): Page {
	const chosen = known.offered?.[at];
	return {
		head: header('shipworthy', 'exercises', paper),
		body: [
			...prose('An exercise is a small app with one gap, yours to close.', paper, 'strong', 1),
			...(isTall(paper)
				? [
						...prose(
							'It works offline, with nothing to install. You edit; it is looked at and tried; it closes by fact.',
							paper,
							'plain',
							1,
						),
						blank,
					]
				: []),
			...(chosen === undefined
				? []
				: [
						...prose(`It is written to a new folder, and nothing of ${known.name} is touched:`, paper, 'quiet', 1),
						line(` ${cutMiddle(chosen.folder, paper.columns - 2)}`),
					]),
		],
	};
}
