import {type Call, type Catch, type Exit, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** Lines in which whatever goes wrong leaves no trace. */
export type Quiet = {
	/** The function that it stands in. */
	readonly in: number;
	readonly line: number;
	readonly text: string;
	/** The last line of it. */
	readonly end: number;
	/** The calls whose failure is lost. */
	readonly around: readonly Call[];
	/** What succeeds leaves the function at once. */
	readonly leaves: boolean;
	/** The function does something after it. */
	readonly goesOn: boolean;
};

const broad = /^(?:Exception|BaseException)$/u;

/** A value that says nothing of a failure: nothing at all, `null`, `false`, an empty list. */
export const saysNothing = (value: Value | undefined): boolean =>
	value === undefined ||
	(value.is === 'literal' && (value.value === null || value.value === false)) ||
	(value.is === 'name' && (value.name === 'undefined' || value.name === 'None')) ||
	(value.is === 'list' && value.items.length === 0) ||
	(value.is === 'object' && value.entries.length === 0);

const isQuietExit = ({how, value}: Exit): boolean => how === 'return' && saysNothing(value);

/** Every `catch` of a file that drops what it caught: no word of it is kept, nobody is told. */
export function quietIn(scope: FileScope): readonly Quiet[] {
	const chains = mayName(scope.code, ['.catch']) ? scope.code.calls.flatMap((call, at) => chained(call, at, scope)) : [];
	return [...scope.code.catches.flatMap(one => caught(one, scope)), ...chains];
}

function caught(one: Catch, scope: FileScope): readonly Quiet[] {
	if (one.rethrows || (one.types.length > 0 && !one.types.some(type => broad.test(lastOf(type))))) return [];
	const functions = scope.bodyOf(one.in);
	const calls = functions.flatMap(at => scope.callsIn(at));
	const isIn = ({line}: {readonly line: number}): boolean => line >= one.line && line <= one.end;
	if (one.from === one.line && !one.isEmpty) return [];
	if (!one.isEmpty) {
		const speaks =
			// A rollback tells nobody.
			calls.some(call => isIn(call) && lastOf(call.to) !== 'rollback') ||
			functions.some(at => scope.assignmentsIn(at).some(isIn) || scope.exitsIn(at).some(exit => isIn(exit) && !isQuietExit(exit))) ||
			scope.code.variables.some(variable => variable.line > one.line && variable.line <= one.end && functions.includes(variable.in));
		if (speaks) return [];
	}
	const around = calls.filter(
		call => call.inTry && call.line >= one.from && (call.line < one.line || (one.from === one.line && call.line === one.line)),
	);
	// A nested attempt has its own say.
	const inner = scope.code.catches.filter(other => other !== one && other.from > one.from && other.end < one.line);
	const own = around.filter(call => !inner.some(other => call.line >= other.from && call.line < other.line));
	const leaves = functions.some(at => scope.exitsIn(at).some(({line, how}) => how === 'return' && line >= one.from && line < one.line));
	const goesOn = scope.callsIn(one.in).some(({line}) => line > one.end) || scope.assignmentsIn(one.in).some(({line}) => line > one.end);
	return [{in: one.in, line: one.line, end: one.end, text: one.text, around: own, leaves, goesOn}];
}

/** `.catch(() => {})`. */
function chained(call: Call, at: number, scope: FileScope): readonly Quiet[] {
	if (lastOf(call.to) !== 'catch' || call.on === undefined || call.result !== 'dropped') return [];
	const [given] = call.args;
	if (given?.is !== 'function') return [];
	const speaks =
		scope.callsIn(given.function).length > 0 ||
		scope.assignmentsIn(given.function).length > 0 ||
		scope.exitsIn(given.function).some(exit => !isQuietExit(exit));
	if (speaks) return [];
	const around: Call[] = [];
	for (let here: number | undefined = scope.code.calls[at]?.on, steps = 0; here !== undefined && steps < 12; steps++) {
		const on: Call | undefined = scope.code.calls[here];
		if (on === undefined) break;
		around.push(on);
		here = on.on;
	}
	return [{in: call.in, line: call.line, end: call.end, text: call.text, around, leaves: false, goesOn: false}];
}
