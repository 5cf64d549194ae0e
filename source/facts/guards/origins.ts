import type {Call, Value} from '../code/code.ts';
import {calleesIn} from '../entry-points/callees.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import type {Origin} from './origin.ts';
import {callFrom} from './origins/call.ts';
import {ofName} from './origins/name.ts';
import {resultsIn} from './origins/result.ts';
import type {Trace} from './origins/trace.ts';
import {ofValue} from './origins/value.ts';
import type {Said} from './said.ts';

/** Follows values to where they come from. */
export type Origins = {
	readonly ofName: (name: string, spot: Spot, line: number) => Origin;
	readonly ofValue: (value: Value, spot: Spot, line: number) => Origin;
	readonly ofCall: (call: Call, path: string) => Origin;
};

/** How many steps a value is followed within a function. */
const deepest = 20;

/** Makes the follower for one repository. */
export function originsIn(scopes: Scopes, said?: Said): Origins {
	const calls = new Map<Call, Origin>();
	const trace: Trace = {
		scopes,
		callee: calleesIn(scopes),
		ofName: (name, spot, line, left) => ofName(trace, name, spot, line, left),
		ofValue: (value, spot, line, left) => ofValue(trace, value, spot, line, left),
		ofCall: (call, path, left) => {
			const known = calls.get(call);
			if (known !== undefined) return known;
			const origin = callFrom(trace, call, path, left);
			// Near the end of the way, not to know is no more than to have come no further.
			if ((origin.is !== 'unknown' && origin.is !== 'none') || left > deepest / 2) calls.set(call, origin);
			return origin;
		},
		resultOf: resultsIn(scopes, (value, spot, line) => ofValue(trace, value, spot, line, deepest), said),
	};
	return {
		ofName: (name, spot, line) => trace.ofName(name, spot, line, deepest),
		ofValue: (value, spot, line) => trace.ofValue(value, spot, line, deepest),
		ofCall: (call, path) => trace.ofCall(call, path, deepest),
	};
}
