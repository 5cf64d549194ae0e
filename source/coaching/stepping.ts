import {chosenFor, stepScreen} from './arriving.ts';
import {goTo, saying} from './moving.ts';
import type {Coaching, CoachingScreen} from './session.ts';
import {isOpen, standingOf} from './standings.ts';

/** Puts the step on screen off for today, and the next one in front. */
export function notNow(session: Coaching): Coaching {
	const {here, known, look} = session;
	if (here.screen !== 'step') return session;
	const put = {...known, notNow: {...known.notNow, [here.key]: known.today}};
	return saying({...session, known: put, here: stepScreen(look, session.chosen, put)}, 'It stays open, and is not asked again today.');
}

/** Goes to the step that is next. What was just written and looked at again is behind the person. */
export function toSteps(session: Coaching): Coaching {
	const {here, look} = session;
	const known = owedOf(session);
	const isOver = stepScreen(look, session.chosen, known).screen !== 'step';
	const chosen = isOver ? [...new Set([...session.chosen, ...chosenFor(look, known)])] : session.chosen;
	const trail = here.screen === 'written' ? session.trail.filter(screen => !isAbout(screen, here.key)) : session.trail;
	return goTo({...session, known, chosen, trail}, stepScreen(look, chosen, known));
}

/** What was written as far as files go waits for a person, who was told what is owed: it is not the next step as well. */
function owedOf({here, known, look}: Coaching): Coaching['known'] {
	if (here.screen !== 'written' || here.plan.prepares.length === 0) return known;
	const standing = standingOf(look.assessment, here.key);
	return standing !== undefined && isOpen(standing) ? {...known, notNow: {...known.notNow, [here.key]: known.today}} : known;
}

const isAbout = (screen: CoachingScreen, key: string): boolean => 'key' in screen && screen.key === key;

/** Goes to one step, which is one of this visit's steps from then on. */
export function toStep(session: Coaching, key: string): Coaching {
	const chosen = session.chosen.includes(key) ? session.chosen : [...session.chosen, key];
	return goTo({...session, chosen}, {screen: 'step', key, at: 0, scroll: 0, place: 0});
}
