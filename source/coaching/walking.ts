import {categoryIds} from '../checklists/checklist.ts';
import {stepScreen} from './arriving.ts';
import {leave} from './leaving.ts';
import {goTo, keyHere, lengthOf, replaceBy, rowsOf, saying, standingHere} from './moving.ts';
import {openForm} from './next-form.ts';
import {nextPlan} from './next-plan.ts';
import type {Coaching, CoachingScreen, Session} from './session.ts';
import {isOpen, keyOfStanding, placesOf, standingOf} from './standings.ts';

/** Whether Esc would seem to do nothing: the same step is behind this one. */
const isSame = (one: CoachingScreen, other: CoachingScreen): boolean =>
	one.screen === 'step' && other.screen === 'step' && one.key === other.key;

/** Goes back one screen; a step that was closed meanwhile gives way to the next one. */
export function back(session: Coaching): Coaching {
	const here = session.trail.at(-1);
	if (here === undefined)
		return session.here.screen === 'step'
			? saying(session, 'This is the first screen. q wraps up, tab shows everything.')
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
			return leave(session, 0);
		case 'help':
		case 'examples':
		case 'failed':
			return back(session);
		case 'resume':
		case 'step':
		case 'first':
		case 'everything':
		case 'category':
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
			return goTo(session, {screen: 'wrap-up', at: 0, scroll: 0});
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
		return category === undefined ? session : goTo(session, {screen: 'category', category, at: 0, unfolded: false});
	}
	if (here.screen === 'category') {
		const row = rowsOf(look, here.category, here.unfolded)[here.at];
		if (row?.row === 'fold') return replaceBy(session, {...here, unfolded: !here.unfolded});
		return row === undefined ? session : goTo(session, checkScreen(keyOfStanding(row.standing)));
	}
	const key = keyHere(session);
	if (here.screen === 'first') return key === undefined ? session : goTo(session, checkScreen(key));
	if (here.screen === 'live') return key === undefined ? session : openForm(session, key, 'live');
	if (here.screen === 'plan') return nextPlan(session, here, {event: 'write'});
	return session;
}

/** The card of a check. */
export const checkScreen = (key: string): CoachingScreen => ({screen: 'check', key, at: 0, scroll: 0, place: 0});
