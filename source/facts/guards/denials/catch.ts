import type {Catch} from '../../code/code.ts';
import type {FileScope} from '../../entry-points/scope.ts';

/** The catch that stands behind a line in the same function, if the line may be in its `try`. */
export function catchAfter(scope: FileScope, here: number, line: number): Catch | undefined {
	return scope.catchesIn(here).find(one => one.line >= line);
}

/** After a catch the work goes on: nothing in it ends the function, and something comes behind it. */
export function goesOn(scope: FileScope, here: number, caught: Catch): boolean {
	if (caught.rethrows) return false;
	const inside = (line: number): boolean => line >= caught.line && line <= caught.end;
	if (scope.callsIn(here).some(call => inside(call.line) && /(?:^|\.)next$/u.test(call.to) && call.args.length === 0)) return true;
	if (scope.exitsIn(here).some(exit => inside(exit.line))) return false;
	const ends = scope
		.callsIn(here)
		.some(
			call =>
				inside(call.line) && /(?:^|\.)(?:status|sendStatus|redirect|next|abort|json|send|end|reject|exit)(?:\(\)|$|\.)/u.test(call.to),
		);
	if (ends) return false;
	return scope.callsIn(here).some(call => call.line > caught.end) || scope.exitsIn(here).some(exit => exit.line > caught.end);
}
