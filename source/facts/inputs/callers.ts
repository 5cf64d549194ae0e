import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Program} from '../program.ts';
import type {Inputs} from './input.ts';

type Placed = {readonly call: Call; readonly path: string};
const mostCallers = 8;
const mostFiles = 200;
const byName = new WeakMap<FileScope, ReadonlyMap<string, readonly Call[]>>();

/** The calls of one file by the last word of their callee. */
function callsNamed(scope: FileScope): ReadonlyMap<string, readonly Call[]> {
	const known = byName.get(scope);
	if (known !== undefined) return known;
	const made = new Map<string, Call[]>();
	for (const call of scope.code.calls) {
		const last = lastOf(call.to);
		if (last === '') continue;
		const group = made.get(last);
		if (group === undefined) made.set(last, [call]);
		else group.push(call);
	}
	byName.set(scope, made);
	return made;
}

/** The file itself and those that import it, directly or by way of a file that passes it on. */
function filesAround(path: string, program: Program): readonly string[] {
	const {modules} = program.scopes;
	const found = new Set([path]);
	for (const one of [path, ...modules.importersOf(path)]) {
		found.add(one);
		if (found.size >= mostFiles) break;
		for (const next of modules.importersOf(one)) found.add(next);
	}
	return [...found].slice(0, mostFiles);
}

/** Finds the calls of a function: calls by its name in the files around it, each followed only when it is asked about. */
export function callersIn(program: Program): Inputs['callersOf'] {
	const known = new Map<string, readonly Placed[]>();
	return (path, at) => {
		const key = `${at} ${path}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		const name = lastOf(program.scopes.at(path)?.code.functions[at]?.name ?? '');
		const found: Placed[] = [];
		for (const one of name === '' ? [] : filesAround(path, program)) {
			const scope = program.scopes.at(one);
			if (scope === undefined || found.length >= mostCallers) continue;
			for (const call of callsNamed(scope).get(name) ?? []) {
				const target = program.calleeOf(call, one);
				if (target.is === 'function' && target.path === path && target.function === at) found.push({call, path: one});
			}
		}
		known.set(key, found);
		return found;
	};
}

/** Finds the entry points whose handler a function is. */
export const handlersIn =
	(program: Program): Inputs['handledBy'] =>
	(path, at) =>
		program
			.pointsOf(path, at)
			.filter(point => program.runBy(point).some(one => one.calls === 0 && one.path === path && one.function === at));
