import type {CategoryAssessment, Standing} from '../assessment/assessment.ts';
import {type CategoryId, categoryIds} from '../checklists/checklist.ts';
import type {NotLive} from '../record/decision.ts';
import {mapLines} from './map-rows.ts';
import type {Coaching, CoachingScreen} from './session.ts';
import {inOrder, isOpen, type Key, keyOf, standingOf} from './standings.ts';
import type {Look} from './work.ts';

/** Screens that are over once they are left: coming back to them would show what is not true any more. */
const isPassing = ({screen}: CoachingScreen): boolean => screen === 'plan' || screen === 'written';
const isInFront = ({screen}: CoachingScreen): boolean => screen === 'help' || screen === 'failed' || screen === 'examples';

/** The same session with another screen in front, which Esc leaves. */
export const goTo = (session: Coaching, here: CoachingScreen): Coaching => ({
	...session,
	here,
	trail: isPassing(session.here) && !isInFront(here) ? session.trail : [...session.trail, session.here].slice(-50),
	known: {...session.known, notice: undefined},
});

/** The same session with another screen in place of this one. */
export const replaceBy = (session: Coaching, here: CoachingScreen): Coaching => ({
	...session,
	here,
	known: {...session.known, notice: undefined},
});

/** The same session with a line that answers what was done. */
export const saying = <Some extends {readonly known: Coaching['known']}>(
	session: Some,
	text: string,
	tone: 'good' | 'warn' | 'quiet' = 'quiet',
): Some => ({
	...session,
	known: {...session.known, notice: text === '' ? undefined : {text, tone}},
});

/** The category with that id, if the look has it. */
export const categoryOf = (look: Look, id: CategoryId): CategoryAssessment | undefined =>
	look.assessment.categories.find(category => category.id === id);

/** A row of a category's list: a check, or the fold that hides what does not apply. */
export type CategoryRow = {readonly row: 'check'; readonly standing: Standing} | {readonly row: 'fold'; readonly hidden: number};

/** The rows of a category, with what does not apply behind a fold. */
export function rowsOf(look: Look, id: CategoryId, unfolded: boolean): readonly CategoryRow[] {
	const standings = inOrder(categoryOf(look, id)?.standings ?? []);
	const shown = standings.filter(standing => standing.outcome !== 'not-applicable');
	const hidden = standings.filter(standing => standing.outcome === 'not-applicable');
	const rows = shown.map(standing => ({row: 'check', standing}) as const);
	if (hidden.length === 0) return rows;
	return [...rows, {row: 'fold', hidden: hidden.length}, ...(unfolded ? hidden.map(standing => ({row: 'check', standing}) as const) : [])];
}

/** What is closed in code and waits for a person to confirm it in the world. What is open again waits for its code first. */
export const notLiveOf = (look: Look): readonly NotLive[] =>
	look.decisions.live.filter(live => {
		const standing = standingOf(look.assessment, keyOf(live.check, live.package));
		return live.confirmed === undefined && (standing === undefined || !isOpen(standing));
	});

/** The number of rows that can be chosen on this screen, menus aside. */
export function lengthOf(session: Coaching): number {
	const {here, look} = session;
	switch (here.screen) {
		case 'first':
			return look.assessment.fixFirst.length;
		case 'everything':
			return categoryIds.length;
		case 'category':
			return rowsOf(look, here.category, here.unfolded).length;
		case 'plan':
			return here.plan.files.length;
		case 'live':
			return notLiveOf(look).length;
		case 'facts':
			return mapLines(look).length;
		case 'resume':
		case 'nothing':
		case 'step':
		case 'check':
		case 'by-hand':
		case 'examples':
		case 'question':
		case 'form':
		case 'written':
		case 'about':
		case 'wrap-up':
		case 'asking':
		case 'failed':
		case 'help':
			return 0;
	}
}

/** The check that this screen is about. */
export function keyHere(session: Coaching): Key | undefined {
	const {here, look} = session;
	switch (here.screen) {
		case 'step':
		case 'check':
		case 'by-hand':
		case 'examples':
		case 'question':
		case 'form':
		case 'written':
			return here.key;
		case 'first': {
			const step = look.assessment.fixFirst[here.at];
			return step && keyOf(step.check, step.package);
		}
		case 'live': {
			const live = notLiveOf(look)[here.at];
			return live && keyOf(live.check, live.package);
		}
		case 'plan':
			return here.key;
		case 'resume':
		case 'nothing':
		case 'everything':
		case 'category':
		case 'about':
		case 'facts':
		case 'wrap-up':
		case 'asking':
		case 'failed':
		case 'help':
			return undefined;
	}
}

/** The standing that this screen is about. */
export const standingHere = (session: Coaching): Standing | undefined => {
	const key = keyHere(session);
	return key === undefined ? undefined : standingOf(session.look.assessment, key);
};
