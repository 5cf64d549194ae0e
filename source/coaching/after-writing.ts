import {safeText} from '../safe-text.ts';
import type {Plan} from '../scaffold/plan.ts';
import {doing} from './doing.ts';
import {saying} from './moving.ts';
import type {Coaching, Doing} from './session.ts';
import {isOpen, keyOf, keyOfStanding, standingOf, standingsOf} from './standings.ts';
import {filesInWords, listed} from './words.ts';
import type {TakenBack} from './work.ts';

/** What is owed until it is live, one thing at a time: the record keeps it in one line. */
export const owedIn = (until: string): readonly string[] => until.split(/; (?=\p{Lu})/u);

/** Puts what was written on the list of what is not live yet. */
export function rememberNotLive(session: Coaching, plan: Plan): Coaching {
	const key = plan.closes[0];
	const until = plan.after.map(owed => owed.replace(/\.$/u, '')).join('; ');
	const standing = key === undefined ? undefined : standingsOf(session.look.assessment).find(({item}) => item.id === key);
	if (standing === undefined || until === '') return saying(session, 'There is nothing left to do for it outside the code.');
	const decision = {
		kind: 'live',
		check: standing.item.id,
		package: standing.package,
		until: safeText(until, 1500),
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

/** The reason without the advice that follows it. */
const shortly = (because: string): string => because.split(';')[0]?.replace(/\.$/u, '') ?? because;

/** What was taken back and what was kept, each reason once. */
export function backInWords({taken, kept}: TakenBack): string {
	const head = taken.length === 0 ? 'There was nothing to take back.' : `Taken back: ${filesInWords(taken)}.`;
	const reasons = [...new Set(kept.map(({because}) => shortly(because)))].map(reason => {
		const paths = kept.filter(({because}) => shortly(because) === reason).map(({path}) => path);
		return ` Kept as it is, because ${reason}: ${listed(paths)}.`;
	});
	return `${head}${reasons.join('')}`;
}

/** The step that was closed by what is gone now, in front again. */
export function takenBack(session: Coaching, {key, back}: Extract<Doing, {doing: 'look-after-undo'}>): Coaching {
	const standing = key === undefined ? undefined : standingOf(session.look.assessment, key);
	const words = backInWords(back);
	const trail = session.trail.filter(screen => !('key' in screen && screen.key === key));
	if (key === undefined || standing === undefined || !isOpen(standing))
		return saying(session.here.screen === 'written' ? {...session, here: {screen: 'everything', at: 0}, trail} : session, words, 'good');
	const noted = session.look.decisions.live.some(live => keyOf(live.check, live.package) === key && live.confirmed === undefined);
	const live = noted ? ' Your note that it is not live yet waits until it is closed again.' : '';
	const here = {screen: 'step', key, at: 0, scroll: 0, place: 0} as const;
	return saying({...session, here, trail}, `${words} Open again: ${standing.item.gap}.${live}`, 'good');
}
