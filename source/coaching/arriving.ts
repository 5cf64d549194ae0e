import type {Context} from '../record/decision.ts';
import {effectOn} from './change.ts';
import {saying} from './moving.ts';
import type {Arriving, Asked, Coaching, CoachingScreen, Known, Session} from './session.ts';
import {asked} from './session.ts';
import {keyOf, standingOf, standingsOf, titleOf} from './standings.ts';
import {asLongAsItTakes, choose, currentIndex, keyOfStep, usualHours} from './steps.ts';
import {about, count} from './words.ts';
import type {Goal, Look} from './work.ts';

/** The question after this one. */
export const questionAfter = (question: Asked): Asked | undefined => asked[asked.indexOf(question) + 1];

/** The context after an answer; "don't know" takes an earlier answer back. */
export function contextWith(before: Context, said: {readonly question: Asked; readonly context: Context}): Context {
	const {[said.question]: _, ...others} = before;
	return {...others, ...said.context};
}

/** The hours that the steps are chosen for. */
export const hoursOf = (known: Known): number => known.context.hours ?? usualHours;

/** What the time box changes, in one line. */
export function timeEffect(look: Look, known: Known): string {
	const {steps, waiting, hours} = choose(look.assessment, known.goal ?? 'launch', hoursOf(known), Object.keys(known.notNow));
	if (steps.length === 0) return 'Nothing is left to do first.';
	const rest = waiting.length === 0 ? 'Nothing has to wait.' : `${waiting.length} wait.`;
	const gap = steps.find(({lane}) => lane === 'gap');
	if (hours > hoursOf(known) && gap !== undefined)
		return `${count(steps.length, 'step')}, ${about(hours)}: more than your time, as the first gap alone takes ${about(gap.hours)}. ${rest}`;
	const first = waiting.find(({lane}) => lane === 'gap');
	const standing = first && standingOf(look.assessment, keyOfStep(first));
	const tooLong =
		first !== undefined && first === look.assessment.fixFirst.find(({lane}) => lane === 'gap')
			? ` What weighs most takes ${about(first.hours)}, more than your time${standing === undefined ? '' : `: ${titleOf(standing)}`}.`
			: '';
	const fits =
		hoursOf(known) >= asLongAsItTakes
			? `${count(steps.length, 'step')}, ${about(hours)} in all.`
			: `${count(steps.length, 'step')} ${steps.length === 1 ? 'fits' : 'fit'}, ${about(hours)}.`;
	return `${fits} ${rest}${tooLong}`;
}

/** The keys of the steps that fit in the time that was given. */
export const chosenFor = (look: Look, known: Known): readonly string[] =>
	known.exercise?.checks.map(check => keyOf(check, '.')) ??
	choose(look.assessment, known.goal ?? 'launch', hoursOf(known), Object.keys(known.notNow)).steps.map(keyOfStep);

/** The screen with the step that is next, or the wrap-up when none is left. */
export function stepScreen(look: Look, chosen: readonly string[], known: Known): CoachingScreen {
	const key = chosen[currentIndex(look.assessment, chosen, Object.keys(known.notNow))];
	return key === undefined ? {screen: 'wrap-up', at: 0, scroll: 0} : {screen: 'step', key, at: 0, scroll: 0, place: 0};
}

/** Whether there is nothing that a check could be about. */
export const nothingApplies = (look: Look): boolean =>
	look.files === 0 || standingsOf(look.assessment).every(standing => standing.outcome === 'not-applicable');

const firstScreen = (goal: Goal, look: Look, chosen: readonly string[], known: Known): CoachingScreen => {
	switch (goal) {
		case 'launch':
		case 'exercise':
			return stepScreen(look, chosen, known);
		case 'know':
			return {screen: 'about', at: 0, scroll: 0};
		case 'everything':
			return {screen: 'everything', at: 0};
	}
};

/** Leaves the arrival: the repository was looked at and the person said why they came. `words` answer what changed. */
function enter(known: Known, look: Look, words: string): Coaching {
	const goal = known.goal ?? 'everything';
	const chosen = chosenFor(look, known);
	const coaching = (here: CoachingScreen): Coaching => ({
		phase: 'coaching',
		known: {...known, goal, doing: undefined, notice: undefined},
		look,
		chosen,
		code: [],
		here,
		trail: [],
	});
	if (known.exercise !== undefined) return saying(coaching({screen: 'exercise', at: 0, scroll: 0}), '');
	if (nothingApplies(look)) return coaching({screen: 'nothing', at: 0});
	if (known.since) {
		const {text = ''} = known.notice ?? {};
		return saying(coaching({screen: 'resume', at: 0, scroll: 0}), text, 'good');
	}
	return saying(coaching(firstScreen(goal, look, chosen, known)), words, 'good');
}

const sameContext = (one: Known['context'], other: Known['context']): boolean => one.users === other.users && one.stakes === other.stakes;

/** What the answers changed, in one line; empty for someone who was not asked. */
const arrivalWords = ({known, atFirst}: Arriving, look: Look): string =>
	known.goal === 'launch'
		? [atFirst ? effectOn(atFirst.assessment, look.assessment) : '', timeEffect(look, known)].filter(Boolean).join(' ')
		: '';

/** Goes on to the coaching when everything is there, otherwise waits for it. */
export function arrive(session: Arriving): Session {
	const {look, known} = session;
	const waiting: Arriving = {
		...session,
		here: {screen: 'looking'},
		trail: session.here.screen === 'looking' ? session.trail : [...session.trail, session.here],
	};
	if (look === undefined) return saying(waiting, '');
	if (!sameContext(session.weighed, known.context))
		return {...waiting, known: {...known, doing: {doing: 'assess', context: known.context}, notice: undefined}};
	return enter(known, look, arrivalWords(session, look));
}

/** The look came back while the person was arriving. */
export function lookedWhileArriving(session: Arriving, look: Look): Session {
	const seen: Arriving = {
		...session,
		look,
		atFirst: session.atFirst ?? look,
		weighed: session.known.doing?.doing === 'look' ? session.known.doing.context : session.weighed,
		known: {...session.known, doing: undefined},
	};
	if (session.here.screen === 'looking') return arrive(seen);
	if (sameContext(seen.weighed, seen.known.context)) return seen;
	return {...seen, known: {...seen.known, doing: {doing: 'assess', context: seen.known.context}}};
}

/** The look was weighed anew under what the person said. */
export function assessedWhileArriving(session: Arriving, look: Look, context: Known['context']): Session {
	const effect = session.atFirst ? effectOn(session.atFirst.assessment, look.assessment) : '';
	const seen: Arriving = {...session, look, weighed: context, known: {...session.known, doing: undefined}};
	if (session.here.screen !== 'looking') return saying(seen, effect, 'good');
	if (!sameContext(context, seen.known.context)) return arrive(seen);
	return enter(seen.known, look, arrivalWords(seen, look));
}
