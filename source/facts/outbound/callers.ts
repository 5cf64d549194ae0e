import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {optionsSay, type Said} from './deadline.ts';

type Calling = {readonly call: Call; readonly path: string};
const known = new WeakMap<Facts['program'], ReadonlyMap<string, readonly Calling[]>>();
const mostCallers = 200;

/** The calls of the application's code by the last part of their name; made once. */
function callsNamed(facts: Facts): ReadonlyMap<string, readonly Calling[]> {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = new Map<string, Calling[]>();
	for (const {path, role, code} of facts.files) {
		if (role !== 'app' || code === undefined) continue;
		for (const call of code.calls) {
			const name = lastOf(call.to);
			const group = made.get(name);
			if (group === undefined) made.set(name, [{call, path}]);
			else group.push({call, path});
		}
	}
	known.set(facts.program, made);
	return made;
}

/** What those who call a function say of when to give up, where it hands its own parameter on as the options; undefined where nobody is seen to call it. */
export function callersSay(at: number, parameter: number, scope: FileScope, facts: Facts): Said | undefined {
	const name = lastOf(scope.code.functions[at]?.name ?? '');
	if (name === '') return undefined;
	const {scopes, calleeOf} = facts.program;
	const said = (callsNamed(facts).get(name) ?? []).slice(0, mostCallers).flatMap(({call, path}): readonly Said[] => {
		const target = calleeOf(call, path);
		if (target.is !== 'function' || target.path !== scope.path || target.function !== at) return [];
		if (call.args.some(arg => arg.is === 'spread')) return ['unknown'];
		return [optionsSay(call.args[parameter], {path, in: call.in}, call.line, scopes)];
	});
	return said.find(one => one === 'nothing') ?? said.find(one => one === 'unknown') ?? said[0];
}
