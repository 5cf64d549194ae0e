import {hoursOf, nothingApplies, stepScreen} from './arriving.ts';
import {openGaps} from './change.ts';
import type {Exercising} from './exercise.ts';
import {notLiveOf} from './moving.ts';
import type {Coaching, Left} from './session.ts';
import {settledOf} from './settled.ts';
import {blockersOf, isOpen, type Key, standingOf, titleOf} from './standings.ts';
import {asLongAsItTakes, choose, keyOfStep, stepOf} from './steps.ts';
import {about, count} from './words.ts';
import type {Visit} from './work.ts';

/** What is to be remembered of this visit. */
export const visitOf = ({known, look}: Coaching): Visit => ({
	on: known.today,
	goal: known.goal ?? 'everything',
	context: known.context,
	level: look.assessment.level.proven,
	open: openGaps(look.assessment),
	notNow: known.notNow,
});

/** The step that comes next: its key, its title and how long it takes. */
export type Next = {readonly key: Key; readonly title: string; readonly hours: number | undefined};

/** What comes next and how long it takes, in words. */
export const inWords = ({title, hours}: Next): string => `${title}${hours === undefined ? '' : ` (${about(hours)})`}`;

/** What is next among the chosen steps; undefined when all are done or put off. */
export function nextOf(session: Coaching): Next | undefined {
	const screen = stepScreen(session.look, session.chosen, session.known);
	if (screen.screen !== 'step') return undefined;
	const standing = standingOf(session.look.assessment, screen.key);
	return standing && {key: screen.key, title: titleOf(standing), hours: stepOf(session.look.assessment, screen.key)?.hours};
}

/** The first thing that is open beyond the chosen steps. */
export function beyondOf(session: Coaching): Next | undefined {
	const {known, look} = session;
	const {steps} = choose(look.assessment, 'launch', hoursOf(known) + asLongAsItTakes, Object.keys(known.notNow));
	const step = steps.find(candidate => standingOf(look.assessment, keyOfStep(candidate)) !== undefined);
	if (step === undefined) return undefined;
	const key = keyOfStep(step);
	const standing = standingOf(look.assessment, key);
	return standing && {key, title: titleOf(standing), hours: step.hours};
}

/** Blockers that are none of this visit's steps, because each takes more time than there was. */
export const tooLongOf = ({chosen, known, look}: Coaching): readonly Next[] =>
	(known.goal === 'exercise' ? [] : look.assessment.fixFirst).flatMap(step => {
		const key = keyOfStep(step);
		const standing = standingOf(look.assessment, key);
		const isBlocker = standing?.outcome === 'gap' && standing.severity === 'blocker';
		return isBlocker && !chosen.includes(key) && known.notNow[key] === undefined
			? [{key, title: titleOf(standing), hours: step.hours}]
			: [];
	});

/** The number of steps that are open and were put off. */
export const putOffOf = ({known, look}: Coaching): number =>
	look.assessment.fixFirst.filter(step => {
		const standing = standingOf(look.assessment, keyOfStep(step));
		return known.notNow[keyOfStep(step)] !== undefined && standing !== undefined && isOpen(standing);
	}).length;

const exerciseWords = ({title, closed, hints, of}: Exercising, again: string): readonly string[] => [
	`${title}: ${closed ? 'closed' : 'still open'}. Hints used: ${hints.length} of ${of}.`,
	...(closed ? [] : [again]),
];

/** The lines that stay in the terminal after the coach is closed. */
function lastWords(session: Coaching): readonly string[] {
	const {known, look} = session;
	if (known.exercise !== undefined) return exerciseWords(known.exercise, known.again);
	if (nothingApplies(look)) return [`${known.name}: there is nothing to assess here yet.`];
	const next = nextOf(session) ?? beyondOf(session);
	const live = notLiveOf(look).length;
	const state = `${known.name}: ${count(blockersOf(look.assessment), 'blocker')}. Level: ${look.assessment.level.proven}.`;
	const {closed, answered, said, accepted, setAside} = settledOf(session);
	const done = closed.length === 0 ? '' : ` Closed in this visit: ${closed.length}.`;
	const words = answered.length + said.length + accepted.length + setAside.length;
	const noted = words === 0 ? '' : ` Answered, accepted or set aside: ${words}.`;
	const open = live === 0 ? '' : ` Not live yet: ${live}.`;
	const then = next === undefined ? [] : [`Next: ${inWords(next)}`, known.again];
	return [`${state}${done}${noted}${open}`, ...then];
}

/** Leaves for good. */
export const leave = (session: Coaching, code: number): Left => ({
	phase: 'left',
	known: {...session.known, doing: undefined},
	code,
	words: lastWords(session),
	visit: visitOf(session),
});
