import {saying} from './moving.ts';
import type {Coaching, Doing} from './session.ts';

/** The same session with work begun; work that is under way keeps its turn. */
export function doing(session: Coaching, work: Doing, words: string): Coaching {
	if (session.known.doing !== undefined && session.known.doing.doing !== 'assess')
		return saying(session, 'One moment: something is still under way.');
	return saying({...session, known: {...session.known, doing: work}}, words);
}
