import {type Code, moduleLevel} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** Where the code of a health route begins; `from` and `to` where it is but a part of a function. */
export type Start = {readonly path: string; readonly function: number; readonly from?: number; readonly to?: number};

/** The function or the methods of the class that stand at a line under a name. */
export function startsAt(scope: FileScope, line: number, name: string): readonly Start[] {
	const {functions, classes} = scope.code;
	const fitting = functions.flatMap((one, at) => (one.line === line && one.name === name ? [at] : []));
	const outer = fitting.find(at => !fitting.includes(functions[at]?.in ?? moduleLevel));
	if (outer !== undefined) return [{path: scope.path, function: outer}];
	const methods = classes.find(one => one.line === line && one.name === name)?.methods ?? [];
	return methods.map(at => ({path: scope.path, function: at}));
}

/** The innermost function that a line lies in. */
export function functionAround({functions}: Code, line: number): number | undefined {
	let found: number | undefined;
	for (const [at, one] of functions.entries()) {
		const best = found === undefined ? undefined : functions[found];
		if (one.line <= line && line <= one.end && (best === undefined || one.end - one.line <= best.end - best.line)) found = at;
	}
	return found;
}
