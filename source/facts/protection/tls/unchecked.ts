import type {Place} from '../../../safe-text.ts';

/** How much it matters whom such a connection is to; asked where somebody has to say so first. */
export type Weight = 'high' | 'low' | 'asked';

/** A connection that does not ask who is at the other end. */
export type UncheckedTls = Place & {readonly severity: Weight; readonly said: string};
