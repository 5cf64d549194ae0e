import type {Call} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {isLimiter, namesLimiter} from './limiters.ts';

const counting = /(?:^|[._])\w*(?:limit|quota|credits?|remaining|usage|cooldown|throttle|lock(?:ed|out)|bucket)\w*(?:\.|$|\(\))/iu;
const tries = /(?:^|[._])\w*(?:attempts?|tries)\w*(?:\.|$|\(\))/iu;
/** A page's size, or what a model says that it cost. */
const bare = /(?:^|\.)(?:limit|usage)$/iu;

/** Something on the way to an entry point, or in what runs for it, counts how often it is called. */
export function isLimited(
	point: EntryPoint,
	asksModel: boolean,
	bodies: readonly {readonly scope: FileScope; readonly at: number}[],
	calls: readonly {readonly call: Call}[],
): boolean {
	if (point.guards.some(({kind}) => kind === 'limiter')) return true;
	if (point.middleware.some(one => namesLimiter(one) || /limit|throttle/iu.test(one))) return true;
	// A model that did not answer is asked again: what counts that counts no caller.
	const counts = (name: string): boolean => (counting.test(name) && !bare.test(name)) || (!asksModel && tries.test(name));
	const isCounted = (names: readonly string[]): boolean => names.some(counts);
	if (calls.some(({call}) => (isLimiter(call) && !(asksModel && tries.test(call.to))) || isCounted(call.when))) return true;
	return bodies.some(
		({scope, at}) =>
			scope.exitsIn(at).some(exit => isCounted(exit.when)) ||
			(scope.code.functions[at]?.decorators ?? []).some(one => {
				const name = one.is === 'call' ? (scope.code.calls[one.call]?.to ?? '') : one.is === 'name' ? one.name : '';
				return namesLimiter(name) || (one.is === 'call' && /limit|throttle/iu.test(name));
			}),
	);
}
