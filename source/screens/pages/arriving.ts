import {sentence} from '../../assessment/sentence.ts';
import type {Arriving, Asked, Known} from '../../coaching/session.ts';
import {usualHours} from '../../coaching/steps.ts';
import {count, listed} from '../../coaching/words.ts';
import type {Look, Problem} from '../../coaching/work.ts';
import type {SafeText} from '../../safe-text.ts';
import {blank, cutMiddle, type Line, line} from '../line.ts';
import {isTall, type Page, type Paper} from '../page.ts';
import {header, prose} from './blocks.ts';

/** How far looking has come, in one line. */
function progressLine(known: Known, isDone: boolean): string {
	const {files, of, seen} = known.progress;
	const counted = of === undefined ? count(files, 'file') : `${files} of ${count(of, 'file')}`;
	if (isDone) return 'Looking is done.';
	if (of !== undefined && files >= of) return `All ${count(of, 'file')} are read. Now every check is tried.`;
	if (files === 0) return `Looking.${seen === undefined ? '' : ` ${seen}`}`;
	return `Looking: ${counted} so far.${seen === undefined ? '' : ` ${seen}`}`;
}

/** The first screen: what it does, what it never does, and one question. */
export function welcomePage({known, look}: Arriving, paper: Paper): Page {
	const promise = 'Nothing is sent anywhere. Nothing is written before you have seen it. None of your code is run.';
	const what = `It looks at ${known.name}, shows what would hurt once strangers rely on it, and helps you close that: one step at a time.`;
	const body: readonly Line[] = isTall(paper)
		? [
				...prose(what, paper, 'plain', 1),
				blank,
				...prose(promise, paper, 'plain', 1),
				blank,
				...prose(progressLine(known, look !== undefined), paper, 'quiet', 1),
				blank,
				line(' What brings you here?', 'strong'),
			]
		: [line(' What brings you here?', 'strong'), ...prose(promise, paper, 'plain', 1)];
	return {head: header('shipworthy', known.name, paper), body};
}

const questions: Readonly<Record<Asked, {readonly ask: string; readonly changes: string; readonly number: number}>> = {
	users: {ask: 'Who will use it when you launch?', changes: 'The more strangers, the more it matters who can call what.', number: 1},
	stakes: {
		ask: 'Does money or sensitive data go through it?',
		changes: 'What handles money or data about people then comes first.',
		number: 2,
	},
	hours: {ask: 'How much time have you got now?', changes: 'It changes how many steps you are shown, not what is true.', number: 3},
};

/** What files say to a question already, and what an answer adds. */
function filesSay(question: Asked, look: Look | undefined): string {
	switch (question) {
		case 'users':
			return "Files cannot tell. “I don't know” is an answer too.";
		case 'stakes': {
			const vendors = [...new Set((look?.facts ?? []).filter(({id}) => id.startsWith('pay.') && id !== 'pay.any').map(({label}) => label))];
			const seen = vendors.length === 0 ? '' : `${sentence(`${listed(vendors)} ${vendors.length === 1 ? 'is' : 'are'} in the code`)} `;
			return `${seen === '' ? 'Files cannot tell' : `${seen}What else goes through it, files cannot tell`}. “I don't know” is an answer too.`;
		}
		case 'hours':
			return `“I don't know” is an answer too: then it is ${usualHours} hours.`;
	}
}

/** One of the three questions about the project. */
export function askingPage(question: Asked, known: Known, look: Look | undefined, paper: Paper): Page {
	const isDone = look !== undefined;
	const {ask, changes, number} = questions[question];
	const waiting = isDone ? [] : [blank, ...prose(progressLine(known, isDone), paper, 'quiet', 1)];
	return {
		head: header(known.name, `question ${number} of 3`, paper),
		body: [
			...prose(ask, paper, 'strong', 1),
			...prose(changes, paper, 'quiet', 1),
			...(isTall(paper) ? [blank, ...prose(filesSay(question, look), paper, 'quiet', 1)] : []),
			...waiting,
		],
	};
}

/** A write of an earlier run was cut off: what it touched, and what can be done. */
export const cutOffPage = (known: Known, files: readonly SafeText[], paper: Paper): Page => ({
	head: header('shipworthy', known.name, paper),
	body: [
		line(' A write was cut off here earlier.', 'strong'),
		...prose(
			`shipworthy had begun to change ${count(files.length, 'file')} and did not end. What was there before is kept.`,
			paper,
			'plain',
			1,
		),
		blank,
		...files.slice(0, Math.max(1, paper.rows - 12)).map(path => line(`   ${cutMiddle(path, paper.columns - 4)}`)),
		blank,
		...prose(
			files.length === 1
				? 'Putting it back makes it as it was before that write.'
				: 'Putting them back makes them as they were before that write.',
			paper,
			'quiet',
			1,
		),
	],
});

/** Looking is under way and everything else is said. */
export const lookingPage = ({known}: Arriving, paper: Paper): Page => ({
	head: header(known.name, '', paper),
	body: [
		...(known.since === undefined ? [] : [line(` Welcome back. You were here on ${known.since.on}.`, 'strong'), blank]),
		...prose(progressLine(known, false), paper, 'plain', 1),
		...prose('It reads files and nothing else.', paper, 'quiet', 1),
	],
});

/** Something went wrong that can be expected to, and what to do next. */
export const failedPage = (known: Known, problem: Problem, paper: Paper): Page => ({
	head: header(known.name, 'this did not work', paper),
	body: [...prose(problem.what, paper, 'warn', 1), blank, ...prose(problem.next, paper, 'plain', 1)],
});
