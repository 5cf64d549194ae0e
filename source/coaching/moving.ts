import type {CategoryAssessment, Standing} from '../assessment/assessment.ts';
import {type CategoryId, categoryIds} from '../checklists/checklist.ts';
import type {NotLive} from '../record/decision.ts';
import type {Evidence} from '../safe-text.ts';
import {mapLines} from './map-rows.ts';
import {settings} from './preferences.ts';
import {type CheckRow, packagesOf, rowsOf} from './rows.ts';
import {foundHere} from './searching.ts';
import type {Coaching, CoachingScreen} from './session.ts';
import {isOpen, type Key, keyOf, keyOfStanding, placesOf, standingOf} from './standings.ts';
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

/** The same session with the exercise in front, and nothing behind it. */
export const toExercise = (session: Coaching): Coaching => ({...goTo(session, {screen: 'exercise', at: 0, scroll: 0}), trail: []});

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

/** The checks of a screen that lists them with folds. */
export const listedHere = ({here, look}: Coaching): readonly CheckRow[] => {
	if (here.screen === 'category') return rowsOf(categoryOf(look, here.category)?.standings ?? [], here.unfolded);
	if (here.screen !== 'package') return [];
	return rowsOf(packagesOf(look).find(({folder}) => folder === here.folder)?.standings ?? [], here.unfolded);
};

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
		case 'package':
			return listedHere(session).length;
		case 'search':
			return foundHere(session).length;
		case 'packages':
			return packagesOf(look).length;
		case 'preferences':
			return settings.length;
		case 'plan':
			return here.plan.files.length;
		case 'live':
			return notLiveOf(look).length;
		case 'facts':
			return mapLines(look).length;
		case 'resume':
		case 'exercise':
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
		case 'exercise': {
			const check = session.known.exercise?.checks[0];
			return check === undefined ? undefined : keyOf(check, '.');
		}
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
		case 'search': {
			const standing = foundHere(session)[here.at];
			return standing && keyOfStanding(standing);
		}
		case 'category':
		case 'package': {
			const row = listedHere(session)[here.at];
			return row?.row === 'check' ? keyOfStanding(row.standing) : undefined;
		}
		case 'resume':
		case 'nothing':
		case 'everything':
		case 'packages':
		case 'preferences':
		case 'about':
		case 'facts':
		case 'wrap-up':
		case 'asking':
		case 'failed':
		case 'help':
			return undefined;
	}
}

/** The place in the code that is in front, when there is one. */
export function placeHere(session: Coaching): Evidence | undefined {
	const {here} = session;
	if (here.screen !== 'step' && here.screen !== 'check' && here.screen !== 'by-hand' && here.screen !== 'exercise') return undefined;
	const standing = standingHere(session);
	const places = standing === undefined ? [] : placesOf(standing);
	return ('place' in here ? places[here.place] : undefined) ?? places[0];
}

/** The standing that this screen is about. */
export const standingHere = (session: Coaching): Standing | undefined => {
	const key = keyHere(session);
	return key === undefined ? undefined : standingOf(session.look.assessment, key);
};
