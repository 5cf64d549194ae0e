import {begin} from '../../source/coaching/beginning.ts';
import type {Event} from '../../source/coaching/event.ts';
import {next} from '../../source/coaching/next.ts';
import type {Arriving, Coaching, Session} from '../../source/coaching/session.ts';
import type {Visit} from '../../source/coaching/work.ts';
import type {Context} from '../../source/record/decision.ts';
import {safeText} from '../../source/safe-text.ts';
import {type Practice, practiceLook, today} from './practice.ts';

/** The session after some events, one after the other. */
export const after = (session: Session, ...events: readonly Event[]): Session => events.reduce(next, session);

/** A session at its very start. */
export function atTheStart({since, by = 'Ada'}: {readonly since?: Visit; readonly by?: string} = {}): Arriving {
	const session = begin({
		name: safeText('shop'),
		today,
		by: by === '' ? undefined : safeText(by),
		since,
		practice: false,
		cutOff: [],
	});
	if (session.phase !== 'arriving') throw new Error('a session begins by arriving');
	return session;
}

/** The event of a look that went well. */
export const looked = async (context: Context = {}, options: Practice = {}): Promise<Event> => ({
	event: 'looked',
	result: {ok: true, value: await practiceLook(context, options)},
});

/** The session as one in which the repository was looked at; throws when it is not. */
export function coaching(session: Session): Coaching {
	if (session.phase !== 'coaching') throw new Error(`expected coaching, is ${session.phase}`);
	return session;
}

/** A session on its first step, with all the time in the world and nothing else said. */
export async function onFirstStep(options: Practice = {}, by = 'Ada'): Promise<Coaching> {
	const said = after(
		atTheStart({by}),
		await looked({}, options),
		{event: 'goal', goal: 'launch'},
		{event: 'say', question: 'users', context: {}},
		{event: 'say', question: 'stakes', context: {}},
		{event: 'say', question: 'hours', context: {hours: 1000}},
	);
	return coaching(said);
}

/** The name of the screen in front. */
export const screenOf = (session: Session): string => (session.phase === 'left' ? 'left' : session.here.screen);
