import {owedIn} from '../../coaching/after-writing.ts';
import {changeSince} from '../../coaching/change.ts';
import {beyondOf, inWords, type Next, nextOf, putOffOf, tooLongOf} from '../../coaching/leaving.ts';
import {notLiveOf} from '../../coaching/moving.ts';
import type {Change, Coaching} from '../../coaching/session.ts';
import {settledOf} from '../../coaching/settled.ts';
import {keyOf, standingOf} from '../../coaching/standings.ts';
import {count} from '../../coaching/words.ts';
import {type SafeText, safeText} from '../../safe-text.ts';
import type {Plan} from '../../scaffold/plan.ts';
import {blank, type Line, line, widthOf} from '../line.ts';
import type {Page, Paper} from '../page.ts';
import {called, gapOf, header, levelsOf, listLines, prose, section, stateOf} from './blocks.ts';

/** What was written, and what looking again came to. */
export function writtenPage(session: Coaching, plan: Plan, files: readonly SafeText[], change: Change, paper: Paper): Page {
	const prepares = plan.prepares.map(({check, owes}) => `${gapOf(session.look, check)}: ${owes}`);
	return {
		head: header(called(session.look, paper), 'written, and looked at again', paper),
		body: [
			...prose(change.summary, paper, change.closed.length > 0 ? 'good' : 'plain', 1),
			...section('Written', listLines(files, '✔', 'good', paper, 12)),
			// A single one is named above already.
			...section('Closed', change.closed.length > 1 ? listLines(change.closed, '✔', 'good', paper) : []),
			...section(
				change.closed.length > 0 ? 'Closed in code. Not live until' : 'To do next, outside the code',
				listLines(
					plan.after.map(text => safeText(text)),
					'▲',
					'warn',
					paper,
				),
			),
			...section('Prepared; a person still owes something', listLines(prepares, '?', 'quiet', paper)),
			blank,
			...prose('u takes the files back, as long as nobody has edited them.', paper, 'quiet', 1),
		],
	};
}

function nothingNext(session: Coaching, paper: Paper): readonly Line[] {
	const putOff = putOffOf(session);
	if (putOff > 0) return prose(`${count(putOff, 'step')} ${putOff === 1 ? 'is' : 'are'} open and put off for today.`, paper);
	if (session.look.assessment.level.heldBackBy.length === 0) return prose('Nothing is open.', paper, 'good');
	return prose(
		'No gap and no question is left. What holds the level back was accepted, or answered with nothing to show: tab shows it.',
		paper,
	);
}

/** What comes next, where the menu's row has no room to say it; what its row is called then. */
const nextLines = (row: string, next: Next | undefined, paper: Paper): readonly Line[] =>
	next === undefined || widthOf(`${row}: ${inWords(next)}`) <= paper.columns - 4
		? []
		: [...prose(`Next: ${inWords(next)}`, paper, 'strong', 1), blank];

/** What this visit came to: closed, not live, next, and what to ask others. */
export function wrapUpPage(session: Coaching, paper: Paper): Page {
	const {known, look} = session;
	const next = nextOf(session);
	const beyond = next === undefined ? beyondOf(session) : undefined;
	const ask = look.decisions.answers
		.filter(answer => answer.says === 'someone-else')
		.map(answer => {
			const standing = standingOf(look.assessment, keyOf(answer.check, answer.package));
			return `${answer.note ?? 'someone'}: ${standing?.asks ?? standing?.item.question.ask ?? answer.check}`;
		});
	const {closed, answered, said, accepted, setAside} = settledOf(session);
	const isQuiet = [closed, answered, said, accepted, setAside, known.written].every(({length}) => length === 0);
	const done = next === undefined && session.chosen.length > 0 ? 'These were all the steps that were chosen for your time.' : '';
	return {
		head: header(called(look, paper), 'wrap-up', paper),
		body: [
			...nextLines(next === undefined ? 'One more' : 'Go on', next ?? beyond, paper),
			...(done === '' ? [] : prose(done, paper, 'strong', 1)),
			...prose(stateOf(look.assessment), paper, 'plain', 1),
			...prose(levelsOf(look.assessment), paper, 'quiet', 1),
			...section(
				'Closed in this visit, seen by looking',
				isQuiet ? prose('Nothing yet. What you said and saved is kept.', paper, 'quiet') : listLines(closed, '✔', 'good', paper),
			),
			...section('Answered, with something to show for it', listLines(answered, '◆', 'quiet', paper)),
			...section('Answered; nothing shows it yet', listLines(said, '◆', 'quiet', paper)),
			...section('Accepted for now', listLines(accepted, '▲', 'warn', paper)),
			...section('Set aside as not applicable', listLines(setAside, '-', 'quiet', paper)),
			...section('Written in this visit', listLines(known.written, '+', 'quiet', paper, 4)),
			...section(
				'Not live yet',
				listLines(
					notLiveOf(look).flatMap(live => owedIn(live.until)),
					'▲',
					'warn',
					paper,
				),
			),
			...section('Blockers that did not fit into the steps', listLines(tooLongOf(session).map(inWords), '✖', 'gap', paper)),
			...section('Next', next === undefined && beyond === undefined ? nothingNext(session, paper) : []),
			...section('To ask others', listLines(ask, '?', 'quiet', paper)),
		],
	};
}

/** What changed since the last visit. */
export function resumePage(session: Coaching, paper: Paper): Page {
	const {known, look} = session;
	const {since} = known;
	const head = header(called(look, paper), since === undefined ? '' : `last here on ${since.on}`, paper);
	if (since === undefined) return {head, body: prose(stateOf(look.assessment), paper, 'plain', 1)};
	const change = changeSince(since, look.assessment);
	return {
		head,
		body: [
			...prose(`Welcome back. ${change.summary}`, paper, 'strong', 1),
			...nextLines('Go on', nextOf(session), paper),
			...prose(stateOf(look.assessment), paper, 'plain', 1),
			...section('Closed since', listLines(change.closed, '✔', 'good', paper)),
			...section('Answered, accepted or set aside since', listLines(change.said, '◆', 'quiet', paper)),
			...section('Opened since', listLines(change.opened, '✖', 'gap', paper)),
			...section(
				'Not live yet',
				listLines(
					notLiveOf(look).flatMap(live => owedIn(live.until)),
					'▲',
					'warn',
					paper,
				),
			),
		],
	};
}

/** There is nothing that a check could be about. */
export const nothingPage = ({look}: Coaching, paper: Paper): Page => ({
	head: header(look.name, '', paper),
	body: [
		line(' There is nothing to assess here yet.', 'strong'),
		...prose(
			look.files === 0
				? 'The folder has no file that could be looked at.'
				: 'None of the files is code, configuration or a schema that a check is about.',
			paper,
			'plain',
			1,
		),
		...(look.skipped.length > 0
			? prose(
					`${look.skipped.length} were there and not looked at, for example ${look.skipped[0]?.path ?? ''}: ${look.skipped[0]?.because ?? ''}`,
					paper,
					'quiet',
					1,
				)
			: []),
		blank,
		...prose('Open shipworthy in the folder that holds your code, or put the first file here and look again.', paper, 'plain', 1),
	],
});
