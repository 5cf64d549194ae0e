import type {Call} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {catchAfter, goesOn} from '../../guards/denials/catch.ts';
import type {Walked} from '../../guards/found.ts';
import type {FileScope} from '../scope.ts';
import type {Walk} from './walk.ts';

/** Without the guards whose refusal a `try` around the call swallows. */
export function kept(walk: Walk, found: Walked, scope: FileScope, call: Call): Walked {
	if (found.guards.length === 0) return found;
	if (call.result === 'chained' && caughtBehind(walk, scope, call)) return {...found, guards: []};
	if (!call.inTry) return found;
	const caught = catchAfter(scope, call.in, call.line);
	if (caught === undefined || caught.rethrows) return found;
	if (goesOn(scope, call.in, caught)) return {...found, guards: []};
	const exits = scope.exitsIn(call.in).filter(exit => exit.line >= caught.line && exit.line <= caught.end);
	const refuses = exits.some(exit => walk.rejections.ofExit(exit, scope.path) !== undefined);
	const answers = scope
		.callsIn(call.in)
		.some(one => one.line >= caught.line && one.line <= caught.end && walk.rejections.ofCall(one, scope.path) !== undefined);
	if (refuses || answers) return found;
	return {...found, guards: found.guards.map(guard => ({...guard, weak: true}))};
}

/** `load(id).catch(() => null)`: what it throws goes nowhere. */
function caughtBehind(walk: Walk, scope: FileScope, call: Call): boolean {
	const behind = scope.callsIn(call.in).find(one => lastOf(one.to) === 'catch' && hangsOn(scope, one, call));
	return behind !== undefined && !behind.args.some(arg => arg.is !== 'function' || refusesIn(walk, scope, arg.function));
}

const refusesIn = (walk: Walk, scope: FileScope, at: number): boolean =>
	scope.exitsIn(at).some(exit => exit.how === 'throw' || walk.rejections.ofExit(exit, scope.path) !== undefined) ||
	scope.callsIn(at).some(one => walk.rejections.ofCall(one, scope.path) !== undefined);

/** Whether a call is reached through another: `a().then().catch()` through `a()`. */
function hangsOn(scope: FileScope, one: Call, call: Call): boolean {
	for (let on = one.on, steps = 0; on !== undefined && steps < 6; steps++) {
		const before = scope.code.calls[on];
		if (before === call) return true;
		on = before?.on;
	}
	return false;
}
