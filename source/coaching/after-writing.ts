import {safeText} from '../safe-text.ts';
import type {Plan} from '../scaffold/plan.ts';
import {doing} from './doing.ts';
import {saying} from './moving.ts';
import type {Coaching, Doing} from './session.ts';
import {isOpen, keyOf, keyOfStanding, standingOf, standingsOf} from './standings.ts';
import {filesInWords} from './words.ts';

/** Puts what was written on the list of what is not live yet. */
export function rememberNotLive(session: Coaching, plan: Plan): Coaching {
	const key = plan.closes[0];
	const until = plan.after[0];
	const standing = key === undefined ? undefined : standingsOf(session.look.assessment).find(({item}) => item.id === key);
	if (standing === undefined || until === undefined) return saying(session, 'There is nothing left to do for it outside the code.');
	const decision = {
		kind: 'live',
		check: standing.item.id,
		package: standing.package,
		until: safeText(until),
		on: session.known.today,
	} as const;
	return doing(session, {doing: 'remember', key: keyOfStanding(standing), decision, given: {given: 'nothing'}}, 'Saving.');
}

/** Takes the last write back: at once where it was just made, elsewhere when the key is pressed again. */
export function undo(session: Coaching): Coaching {
	const {here, known, look} = session;
	if (here.screen === 'written') return doing(session, {doing: 'undo', key: here.key}, 'Taking the files back.');
	const last = look.lastWrite;
	if (last === undefined) return saying(session, 'Nothing was written that could be taken back.');
	const written = standingsOf(look.assessment).find(({item}) => item.template === last.template);
	if (known.notice?.confirms === 'undo')
		return doing(session, {doing: 'undo', key: written && keyOfStanding(written)}, 'Taking the files back.');
	const text = `u once more takes back what was written last: ${filesInWords(last.files)}.`;
	return {...session, known: {...known, notice: {text, tone: 'warn', confirms: 'undo'}}};
}

/** The step that was closed by what is gone now, in front again. */
export function takenBack(session: Coaching, {key, files}: Extract<Doing, {doing: 'look-after-undo'}>): Coaching {
	const standing = key === undefined ? undefined : standingOf(session.look.assessment, key);
	const words = `Taken back: ${filesInWords(files)}.`;
	const trail = session.trail.filter(screen => !('key' in screen && screen.key === key));
	if (key === undefined || standing === undefined || !isOpen(standing))
		return saying(session.here.screen === 'written' ? {...session, here: {screen: 'everything', at: 0}, trail} : session, words, 'good');
	const noted = session.look.decisions.live.some(live => keyOf(live.check, live.package) === key && live.confirmed === undefined);
	const live = noted ? ' Your note that it is not live yet waits until it is closed again.' : '';
	const here = {screen: 'step', key, at: 0, scroll: 0, place: 0} as const;
	return saying({...session, here, trail}, `${words} Open again: ${standing.item.gap}.${live}`, 'good');
}
