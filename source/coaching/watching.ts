import {changeBetween, isSame, nextLine} from './change.ts';
import {nextOf} from './leaving.ts';
import {saying} from './moving.ts';
import {renewed, steppedOn} from './renewed.ts';
import type {Coaching} from './session.ts';
import type {Look, Result} from './work.ts';

/** Looks at saved files from now on, or no longer. */
export function toggleWatch(session: Coaching): Coaching {
	const watching = !session.known.watching;
	return saying(
		{...session, known: {...session.known, watching}},
		watching ? 'Watching: whatever you save is looked at at once. W ends it.' : 'No longer watching. r looks again.',
	);
}

/** What a saved file changed. While work is under way it waits: that work looks again by itself. */
export function seenNow(session: Coaching, result: Result<Look>, saved: boolean): Coaching {
	const {known} = session;
	if (!known.watching || (known.doing !== undefined && known.doing.doing !== 'assess')) return session;
	if (!result.ok) {
		const {what, next} = result.problem;
		return saying({...session, known: {...known, watching: false}}, `${what} ${next} It is no longer watched.`, 'warn');
	}
	const change = changeBetween(session.look.assessment, result.value.assessment);
	const stepped = steppedOn(renewed(session, result.value));
	if (change.closed.length + change.opened.length === 0)
		return (saved || !isSame(session.look.assessment, result.value.assessment)) && session.here.screen !== 'written'
			? saying(stepped, change.summary)
			: stepped;
	const next = change.closed.length === 0 ? undefined : nextOf(stepped);
	const isHere = next !== undefined && stepped.here.screen === 'step' && stepped.here.key === next.key && session.here === stepped.here;
	const words = next === undefined || isHere ? change.summary : `${change.summary} ${nextLine(next.title, next.hours)}`;
	return saying(stepped, words, change.opened.length > 0 ? 'warn' : 'good');
}
