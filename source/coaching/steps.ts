import type {Assessment, Step} from '../assessment/assessment.ts';
import {isOpen, type Key, keyOf, standingOf} from './standings.ts';
import type {Goal} from './work.ts';

/** Hours that stand for "as long as it takes". */
export const asLongAsItTakes = 1000;
/** The time box of someone who did not say. */
export const usualHours = 2;

/** The key of a step. */
export const keyOfStep = (step: Step): Key => keyOf(step.check, step.package);

/** Of any three steps in a row at most one is a question, as long as there is a gap to put before it: what did not fit the time may have stood between them. */
function seldomQuestions(steps: readonly Step[]): readonly Step[] {
	const waiting = [...steps];
	const ordered: Step[] = [];
	while (waiting.length > 0) {
		const asked = ordered.slice(-2).some(({lane}) => lane === 'question');
		const gap = asked ? waiting.findIndex(({lane}) => lane === 'gap') : 0;
		ordered.push(...waiting.splice(Math.max(0, gap), 1));
	}
	return ordered;
}

/** The one gap to practise on: one that is closed by a file if there is one, else the smallest; a question only when there is no gap. */
function exercise(assessment: Assessment, candidates: readonly Step[]): readonly Step[] {
	const rank = (step: Step): number => {
		if (step.lane === 'question') return 2;
		return standingOf(assessment, keyOfStep(step))?.item.template === undefined ? 1 : 0;
	};
	return [...candidates].sort((one, other) => rank(one) - rank(other) || one.hours - other.hours).slice(0, 1);
}

/** What fits in the time, in the order to do it, and what has to wait. */
export type Chosen = {readonly steps: readonly Step[]; readonly hours: number; readonly waiting: readonly Step[]};

/** The steps from the top that fit in the hours. */
function filled(ordered: readonly Step[], hours: number): readonly Step[] {
	let left = hours;
	return ordered.filter(step => {
		if (step.hours > left) return false;
		left -= step.hours;
		return true;
	});
}

/** The steps that fit, with a gap among them even when each alone takes longer than the time: questions alone close nothing. */
function fitting(ordered: readonly Step[], hours: number): readonly Step[] {
	const steps = filled(ordered, hours);
	const gap = ordered.find(({lane}) => lane === 'gap');
	if (gap === undefined || steps.some(({lane}) => lane === 'gap')) return steps;
	const smallest = ordered.filter(({lane}) => lane === 'gap').reduce((one, other) => (other.hours < one.hours ? other : one), gap);
	const chosen = smallest.hours > hours ? gap : smallest;
	const beside = filled(steps, chosen === gap && gap.hours > hours ? hours : hours - chosen.hours);
	return ordered.filter(step => step === chosen || beside.includes(step));
}

/** Chooses steps from the top of the fix-first order until the time is full: at least one when there is any, and at least one gap when there is any. */
export function choose(assessment: Assessment, goal: Goal, hours: number, notNow: readonly Key[]): Chosen {
	const open = assessment.fixFirst.filter(step => {
		const standing = standingOf(assessment, keyOfStep(step));
		return standing === undefined || isOpen(standing);
	});
	const candidates = open.filter(step => !notNow.includes(keyOfStep(step)));
	const ordered = goal === 'exercise' ? exercise(assessment, candidates) : seldomQuestions(candidates);
	const kept = seldomQuestions(fitting(ordered, hours));
	return {steps: kept, hours: kept.reduce((sum, step) => sum + step.hours, 0), waiting: open.filter(step => !kept.includes(step))};
}

/** Where the first chosen step is that is still open and was not put off; -1 when all are done. */
export const currentIndex = (assessment: Assessment, chosen: readonly Key[], notNow: readonly Key[]): number =>
	chosen.findIndex(key => {
		const standing = standingOf(assessment, key);
		return standing !== undefined && isOpen(standing) && !notNow.includes(key);
	});

/** The entry of the fix-first order with that key. */
export const stepOf = (assessment: Assessment, key: Key): Step | undefined => assessment.fixFirst.find(step => keyOfStep(step) === key);
