import type {Call, Value} from '../code/code.ts';
import type {Spot} from '../entry-points/scope.ts';
import type {Program} from '../program.ts';
import type {Inputs, Source} from './input.ts';

/** A call that a function was entered by, and where that call stands. */
type Frame = {readonly path: string; readonly function: number; readonly call: Call; readonly from: At; readonly isCallback?: true};

/** Where a value is followed from, how far it may still be followed, and how the function was entered. */
export type At = Spot & {readonly line: number; readonly left: number; readonly calls: number; readonly frame?: Frame};

/** The parts of following that know of each other. */
export type Tracer = {
	readonly program: Program;
	readonly callersOf: Inputs['callersOf'];
	readonly handledBy: Inputs['handledBy'];
	/** What reaches a value, or the part of it that a path leads to. */
	readonly ofValue: (value: Value, rest: readonly string[], at: At) => Source;
	readonly ofPath: (parts: readonly string[], at: At) => Source;
	readonly ofCall: (call: Call, rest: readonly string[], at: At) => Source;
	/** One step of the way; false when it has become too long. */
	readonly step: () => boolean;
};

/** The same place one step further. */
export const further = (at: At, change: Partial<At> = {}): At => ({...at, ...change, left: at.left - 1});
