import {stepScreen} from './arriving.ts';
import {settledBetween} from './change.ts';
import type {Coaching} from './session.ts';
import {isOpen, standingOf} from './standings.ts';
import type {Look} from './work.ts';

/** Takes a new look in, and remembers what it closed. */
export function renewed(session: Coaching, look: Look): Coaching {
	const keys = settledBetween(session.look.assessment, look.assessment);
	return {...session, look, code: [], known: {...session.known, settled: [...new Set([...session.known.settled, ...keys])]}};
}

/** Puts the next step in front when the one on screen was closed. */
export function steppedOn(session: Coaching): Coaching {
	const {here, look} = session;
	if (here.screen !== 'step') return session;
	const standing = standingOf(look.assessment, here.key);
	return standing && isOpen(standing) ? session : {...session, here: stepScreen(look, session.chosen, session.known)};
}
