import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {pythonCaught} from './python.ts';
import {screensCaught} from './screens.ts';
import {serversCaught} from './servers.ts';

/** Whether what nobody expected is caught in one part of a package, and where. */
export type Caught =
	| {readonly outcome: 'caught' | 'unsure'; readonly said: string; readonly places: readonly Place[]}
	| {readonly outcome: 'open'; readonly said: string; readonly places: readonly Place[]; readonly severity: 'high' | 'medium' | 'low'};

/** Every part of a package that an unexpected error could reach: servers, pages and screens. */
export const caughtIn = (facts: Facts): readonly Caught[] => [...serversCaught(facts), ...pythonCaught(facts), ...screensCaught(facts)];
