import {type Call, lastOf, moduleLevel} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

/** A call that runs for an entry point, and where it stands. */
export type RunCall = {readonly call: Call; readonly scope: FileScope; readonly far: number};

const known = new WeakMap<EntryPoint, readonly RunCall[]>();
const mostCalls = 3000;

/** Every call that runs for an entry point, those of its own handler first. */
export function callsFor(point: EntryPoint, facts: Facts): readonly RunCall[] {
	const before = known.get(point);
	if (before !== undefined) return before;
	const made = callsIn(facts.program.runBy(point), facts);
	known.set(point, made);
	return made;
}

/** Every call of what stands in front of an entry point. */
export const callsInFront = (point: EntryPoint, facts: Facts): readonly RunCall[] => callsIn(facts.program.inFrontOf(point), facts);

function callsIn(running: ReturnType<Facts['program']['runBy']>, facts: Facts): readonly RunCall[] {
	const made: RunCall[] = [];
	const seen = new Set<string>();
	for (const {path, function: at, calls: far} of running) {
		const scope = facts.program.scopes.at(path);
		if (scope === undefined || made.length > mostCalls) continue;
		for (const body of at === moduleLevel ? [moduleLevel] : scope.bodyOf(at)) {
			const key = `${path}:${body}`;
			if (seen.has(key)) continue;
			seen.add(key);
			for (const call of scope.callsIn(body)) made.push({call, scope, far});
		}
	}
	return made;
}

/** The last part of what is called. */
export const verbOf = ({call}: RunCall): string => lastOf(call.to);
