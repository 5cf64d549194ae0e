import type {GuardKind} from '../entry-points/entry-point.ts';

/**
 * What something of a library does with a caller who may not pass.
 * `guard`: put in front, it turns callers away. `throws`: calling it throws unless the caller proves something. `wrapper`: it only passes on what it is given.
 */
export type Known = {readonly does: 'guard' | 'throws'; readonly kind: GuardKind} | {readonly does: 'wrapper'} | {readonly does: 'nothing'};

/** Names of one module that all do the same; a part of a package is written with slashes, `default` is the module itself. */
export type KnownRow = {readonly from: string; readonly names: string; readonly is: Known};
