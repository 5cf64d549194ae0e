import {type Call, type Code, moduleLevel, type Value} from '../../../facts/code/code.ts';

/** A call that makes something, under the name that a module keeps it: `const pool = new Pool()`. */
export type Kept = {readonly name: string; readonly call: Call};

const deepest = 3;

/** The first call of a chain: `new Client()` of `new Client().extend()`. */
function rootOf(code: Code, at: number): Call | undefined {
	const call = code.calls[at];
	return call?.on === undefined ? call : rootOf(code, call.on);
}

/** The calls that a value may come from, through chains, alternatives and functions of the same file. */
function sourcesOf(code: Code, value: Value | undefined, left: number): readonly Call[] {
	if (value === undefined || left === 0) return [];
	if (value.is === 'either') return value.of.flatMap(one => sourcesOf(code, one, left - 1));
	if (value.is === 'name') {
		const same = code.variables.filter(one => one.in === moduleLevel && one.names[0] === value.name);
		return same.flatMap(one => sourcesOf(code, one.value, left - 1));
	}
	if (value.is !== 'call') return [];
	const call = rootOf(code, value.call);
	if (call === undefined) return [];
	const own = code.functions.findIndex(one => one.in === moduleLevel && one.name === call.to);
	if (own === -1) return [call];
	return code.exits.filter(one => one.in === own && one.how === 'return').flatMap(one => sourcesOf(code, one.value, left - 1));
}

/** What the module itself keeps under a name, once for all who import it. */
export function keptIn(code: Code): readonly Kept[] {
	const declared = code.variables
		.filter(one => one.in === moduleLevel && one.pattern === 'name')
		.flatMap(({names, value}) => sourcesOf(code, value, deepest).map(call => ({name: names[0] ?? '', call})));
	const assigned = code.assignments
		.filter(({to}) => code.variables.some(one => one.in === moduleLevel && one.names.includes(to)))
		.flatMap(({to, value}) => sourcesOf(code, value, deepest).map(call => ({name: to, call})));
	return [...declared, ...assigned];
}
