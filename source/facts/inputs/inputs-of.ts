import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import {ofCall} from './call.ts';
import {callersIn, handlersIn} from './callers.ts';
import type {Inputs} from './input.ts';
import {ofPath} from './path.ts';
import type {At, Tracer} from './tracer.ts';
import {ofValue} from './value.ts';

/** How far one value is followed, and over how many steps in all. */
const deepest = 40;
const mostSteps = 300;

const known = new WeakMap<Program, Inputs>();

/** What comes from outside, made once for a repository. */
export function inputsOf({program}: Pick<Facts, 'program'>): Inputs {
	const before = known.get(program);
	if (before !== undefined) return before;
	let steps = 0;
	const tracer: Tracer = {
		program,
		callersOf: callersIn(program),
		handledBy: handlersIn(program),
		ofValue: (value, rest, at) => ofValue(tracer, value, rest, at),
		ofPath: (parts, at) => ofPath(tracer, parts, at),
		ofCall: (call, rest, at) => ofCall(tracer, call, rest, at),
		step: () => ++steps < mostSteps,
	};
	const start = (at: Omit<At, 'left' | 'calls'>): At => {
		steps = 0;
		return {...at, left: deepest, calls: 0};
	};
	const made: Inputs = {
		of: (value, at) => tracer.ofValue(value, [], start(at)),
		ofName: (name, at) => tracer.ofPath(name.split('.'), start(at)),
		ofCall: (call, path) => tracer.ofCall(call, [], start({path, in: call.in, line: call.line})),
		callersOf: tracer.callersOf,
		handledBy: tracer.handledBy,
	};
	known.set(program, made);
	return made;
}
