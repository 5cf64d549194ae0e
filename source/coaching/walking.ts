import {categoryIds} from '../checklists/checklist.ts';
import {stepScreen} from './arriving.ts';
import {leave} from './leaving.ts';
import {goTo, keyHere, lengthOf, listedHere, replaceBy, saying, standingHere, toExercise} from './moving.ts';
import {openForm} from './next-form.ts';
import {nextPlan} from './next-plan.ts';
import {changePreference} from './next-preferences.ts';
import {packagesOf, toggled} from './rows.ts';
import type {Coaching, CoachingScreen, Session} from './session.ts';
import {isOpen, keyOfStanding, placesOf, standingOf} from './standings.ts';

/** Whether Esc would seem to do nothing: the same step is behind this one. */
const isSame = (one: CoachingScreen, other: CoachingScreen): boolean =>
	one.screen === 'step' && other.screen === 'step' && one.key === other.key;

/** Goes back one screen; a step that was closed meanwhile gives way to the next one. */
export function back(session: Coaching): Coaching {
	if (session.here.screen === 'preferences' && session.here.typing) return replaceBy(session, {...session.here, typing: false});
	const here = session.trail.at(-1);
	if (here === undefined)
		return session.here.screen === 'step' || session.here.screen === 'exercise'
			? saying(session, `This is the first screen. q ${session.here.screen === 'step' ? 'wraps up' : 'leaves'}, tab shows everything.`)
			: replaceBy(session, {screen: 'everything', at: 0});
	const popped = replaceBy({...session, trail: session.trail.slice(0, -1)}, here);
	const standing = here.screen === 'step' ? standingOf(session.look.assessment, here.key) : undefined;
	if (standing === undefined || isOpen(standing)) return isSame(here, session.here) ? back(popped) : popped;
	const step = stepScreen(session.look, session.chosen, session.known);
	return isSame(step, session.here) ? back(popped) : replaceBy(popped, step);
}

/** Closes what is in front, or goes to the wrap-up, or leaves from there. */
export function quit(session: Coaching): Session {
	switch (session.here.screen) {
		case 'wrap-up':
		case 'nothing':
		case 'exercise':
			return leave(session, 0);
		case 'help':
		case 'examples':
		case 'failed':
		case 'preferences':
			return back(session);
		case 'resume':
		case 'step':
		case 'first':
		case 'everything':
		case 'category':
		case 'search':
		case 'packages':
		case 'package':
		case 'check':
		case 'by-hand':
		case 'question':
		case 'form':
		case 'plan':
		case 'written':
		case 'live':
		case 'about':
		case 'facts':
		case 'asking':
			return session.known.exercise === undefined ? goTo(session, {screen: 'wrap-up', at: 0, scroll: 0}) : toExercise(session);
	}
}

/** Moves the chosen row. */
export function move(session: Coaching, by: number): Coaching {
	const {here} = session;
	const last = lengthOf(session) - 1;
	if (!('at' in here) || last < 0) return session;
	const at = Math.min(last, Math.max(0, here.at + by));
	return here.screen === 'plan' ? {...session, here: {...here, at, scroll: 0}} : {...session, here: {...here, at}};
}

/** The same session with the last row chosen where there are fewer rows than before. */
export function withinRows(session: Coaching): Coaching {
	const {here} = session;
	if (!('at' in here) || here.at === 0) return session;
	const length = lengthOf(session);
	return length === 0 || here.at < length ? session : {...session, here: {...here, at: length - 1}};
}

/** Goes to another place of the check. */
export function movePlace(session: Coaching, by: number): Coaching {
	const {here} = session;
	const standing = standingHere(session);
	const places = standing === undefined ? 0 : placesOf(standing).length;
	if (here.screen !== 'step' && here.screen !== 'check' && here.screen !== 'by-hand') return session;
	if (places < 2) return saying(session, places === 0 ? 'It has no single place in the code.' : 'There is only this place.');
	return {...session, here: {...here, place: (here.place + by + places) % places}};
}

/** Opens the chosen row. */
export function open(session: Coaching): Coaching {
	const {here, look} = session;
	if (here.screen === 'everything') {
		const category = categoryIds[here.at];
		return category === undefined ? session : goTo(session, {screen: 'category', category, at: 0, unfolded: []});
	}
	if (here.screen === 'packages') {
		const folder = packagesOf(look)[here.at]?.folder;
		return folder === undefined ? session : goTo(session, {screen: 'package', folder, at: 0, unfolded: []});
	}
	if (here.screen === 'category' || here.screen === 'package') {
		const row = listedHere(session)[here.at];
		if (row?.row === 'fold') return replaceBy(session, {...here, unfolded: toggled(here.unfolded, row.fold)});
		return row === undefined ? session : goTo(session, checkScreen(keyOfStanding(row.standing)));
	}
	if (here.screen === 'preferences') return changePreference(session, here, 1);
	const key = keyHere(session);
	if (here.screen === 'search' && key === undefined) return saying(session, 'No check matches. Take a letter away, or esc goes back.');
	if (here.screen === 'first' || here.screen === 'search') return key === undefined ? session : goTo(session, checkScreen(key));
	if (here.screen === 'live') return key === undefined ? session : openForm(session, key, 'live');
	if (here.screen === 'plan') return nextPlan(session, here, {event: 'write'});
	return session;
}

/** The card of a check. */
export const checkScreen = (key: string): CoachingScreen => ({screen: 'check', key, at: 0, scroll: 0, place: 0});
