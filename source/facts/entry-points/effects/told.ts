import type {Effect} from '../entry-point.ts';

/** What a call is told to do, and to what. */
export type Told = Pick<Effect, 'does' | 'what'>;
