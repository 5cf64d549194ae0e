import type {Exit} from '../../code/code.ts';
import type {FileScope} from '../../entry-points/scope.ts';
import type {Rejections} from '../rejection.ts';
import {catchAfter, goesOn} from './catch.ts';
import type {Way} from './way.ts';

/** Every way in which a function turns callers away. */
export function waysOf(scope: FileScope, here: number, own: boolean, rejections: Rejections): readonly Way[] {
	const exits = scope.exitsIn(here).flatMap((exit: Exit): readonly Way[] => {
		const rejection = exit.inCatch ? undefined : isSilent(exit, scope) ? 'silent' : rejections.ofExit(exit, scope.path);
		if (rejection === undefined || (!own && exit.how === 'return' && !answersItself(exit, scope))) return [];
		if (exit.how === 'throw' && swallowed(scope, here, exit.line)) return [];
		return [
			{
				line: exit.line,
				text: exit.text,
				when: exit.when,
				rejection,
				at: here,
				back: exit.how === 'return' && !answersItself(exit, scope),
				ends: true,
			},
		];
	});
	const lines = new Set(exits.map(({line}) => line));
	const calls = scope.callsIn(here).flatMap((call): readonly Way[] => {
		if (call.result !== 'dropped' || lines.has(call.line) || inCatch(scope, here, call.line)) return [];
		const rejection = rejections.ofCall(call, scope.path);
		if (rejection === undefined || rejection === 'answered') return [];
		return [{line: call.line, text: call.text, when: call.when, rejection, at: here, back: false, ends: false}];
	});
	return [...exits, ...calls];
}

/** `return res.status(401).json(…)`, `return next(error)`: the caller of the route has its answer, whoever gets the value. */
function answersItself(exit: Exit, scope: FileScope): boolean {
	const call = exit.value?.is === 'call' ? scope.code.calls[exit.value.call] : undefined;
	return (
		call !== undefined &&
		!call.isNew &&
		/^(?:res|response|reply|ctx|context|h|next|reject|abort|redirect|permanentRedirect|notFound|unauthorized|forbidden|done|cb)(?:\.|$)/u.test(
			call.to,
		)
	);
}

/** `if (!user) return;`, where nothing has answered before. */
const isSilent = (exit: Exit, scope: FileScope): boolean =>
	exit.how === 'return' &&
	exit.value === undefined &&
	!scope
		.callsIn(exit.in)
		.some(
			call =>
				call.result === 'dropped' &&
				call.line <= exit.line &&
				call.line >= exit.line - 10 &&
				call.when.length === exit.when.length &&
				exit.when.every(name => call.when.includes(name)),
		);

const inCatch = (scope: FileScope, here: number, line: number): boolean =>
	scope.catchesIn(here).some(one => one.line <= line && line <= one.end);

/** What is thrown here is caught in the same function, and the work goes on. */
function swallowed(scope: FileScope, here: number, line: number): boolean {
	const caught = catchAfter(scope, here, line);
	return (
		caught !== undefined &&
		goesOn(scope, here, caught) &&
		scope.callsIn(here).some(call => call.inTry && call.line >= line - 3 && call.line <= caught.line)
	);
}
