import type {Place} from '../../safe-text.ts';
import type {Effect, GuardOnTheWay} from '../entry-points/entry-point.ts';
import type {Given} from './origin.ts';

/** A guard as it was found, before it is known what the caller gives it. */
export type FoundGuard = GuardOnTheWay & {
	/** Where it is defined and rejects; the place of its use when a library does it. */
	readonly rejects: Place;
	readonly known: 'library' | 'code' | 'learned' | 'said';
	/** It turns callers away for a reason that could not be followed: it is a guard only if its use says so. Its `needs` are then what must be the request. */
	readonly perhaps?: boolean;
	/** Parameters of the function at `of` one of which must prove who the caller is. Empty when it proves by itself. */
	readonly needs: readonly Given[];
	/** The parameter that holds what is verified: from a request's body it is a key, and not a session. */
	readonly token?: Given;
	/** The names in the conditions around its rejection. */
	readonly when: readonly string[];
	/** The function has let strangers pass before it rejects: it gives back nothing for them. */
	readonly late?: boolean;
	/** It only gives back a refusal, so that whoever calls has to pass it on. */
	readonly back: boolean;
	/** It gives back an ordinary answer, which is only the end where it is the handler's own. */
	readonly weak: boolean;
};

/** What a piece of code turns out to do, the functions that it calls included. */
export type Walked = {
	readonly guards: readonly FoundGuard[];
	readonly effects: readonly Effect[];
	readonly unresolved: readonly string[];
};

export const nothingFound: Walked = {guards: [], effects: [], unresolved: []};

/** Something of which no more is known than that it was not understood. */
export const onlyUnresolved = (name: string): Walked => ({guards: [], effects: [], unresolved: [name]});

/** Several pieces one behind the other. */
export const together = (all: readonly Walked[]): Walked =>
	all.length === 1 && all[0] !== undefined
		? all[0]
		: {
				guards: all.flatMap(({guards}) => guards),
				effects: all.flatMap(({effects}) => effects),
				unresolved: all.flatMap(({unresolved}) => unresolved),
			};
