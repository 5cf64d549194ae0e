import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';

/** A call's place among those of its file, and the call that it is given to. */
type Givers = {readonly indexOf: (call: Call) => number | undefined; readonly givenTo: (call: Call) => Call | undefined};

const known = new WeakMap<FileScope, Givers>();
const ending: ReadonlySet<string> = new Set('timeout timeouts deadline race abort'.split(' '));

/** Which call of a file is given to which other, in lists too; found once for each file. */
export function giversIn(scope: FileScope): Givers {
	const before = known.get(scope);
	if (before !== undefined) return before;
	const indexes = new Map<Call, number>();
	const given = new Map<number, Call>();
	scope.code.calls.forEach((call, index) => {
		indexes.set(call, index);
		for (const arg of call.args) {
			if (arg.is === 'call') given.set(arg.call, call);
			if (arg.is === 'list') for (const item of arg.items) if (item.is === 'call') given.set(item.call, call);
		}
	});
	const made: Givers = {
		indexOf: call => indexes.get(call),
		givenTo: call => {
			const at = indexes.get(call);
			return at === undefined ? undefined : given.get(at);
		},
	};
	known.set(scope, made);
	return made;
}

const endsAWait = (call: Call): boolean => wordsOf(call.to).some(word => ending.has(word));

/** Whether a call stands inside of something that ends the wait: `Promise.race([…])`, `withTimeout(() => …)`, `.timeout(…)` behind it, `asyncio.wait_for(…)`. */
export function isEndedAround(call: Call, scope: FileScope): boolean {
	const {givenTo, indexOf} = giversIn(scope);
	const direct = givenTo(call);
	if (direct !== undefined && (endsAWait(direct) || lastOf(direct.to) === 'wait_for')) return true;
	const at = indexOf(call);
	if (scope.callsIn(call.in).some(one => one.on === at && endsAWait({...one, to: lastOf(one.to)}))) return true;
	for (let here = call.in, steps = 0; here >= 0 && steps < 5; steps++) {
		const around = scope.givenTo(here);
		if (around !== undefined && endsAWait(around)) return true;
		if (around !== undefined && givenTo(around) !== undefined && endsAWait(givenTo(around) ?? around)) return true;
		here = scope.code.functions[here]?.in ?? -1;
	}
	return false;
}
