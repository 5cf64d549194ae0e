import {type Call, firstOf, type Value} from '../code/code.ts';
import {oncePer} from '../code/once-per.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {fileAt} from '../files.ts';
import {askedScopes, type Crash, strangersAt} from '../inputs/crashes.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {guardedBy} from './guarded.ts';

type Read = {readonly name: string; readonly line: number; readonly text: string; readonly in: number};
const checking = /valid|check|assert|schema|require|ensure|verify|missing|load/iu;

/** Where Python takes a field out of a body by its key, and nothing catches that it is not there. */
export function keysOf(facts: Facts): readonly Crash[] {
	return askedScopes(facts).flatMap(scope =>
		scope.path.endsWith('.py') ? readsIn(scope).flatMap(read => crashAt(read, scope, facts)) : [],
	);
}

const readsIn = oncePer(({code}: FileScope): readonly Read[] => {
	const all = [
		...code.variables.map(({value, ...at}) => ({...at, values: [value]})),
		...code.calls.map(({args, named, ...at}) => ({...at, values: [...args, ...named.map(({value}) => value)]})),
		...code.exits.map(({value, ...at}) => ({...at, values: value === undefined ? [] : [value]})),
		...code.assignments.map(({value, ...at}) => ({...at, values: [value]})),
	];
	return all.flatMap(({values, line, text, in: at}) =>
		at < 0 ? [] : values.flatMap(value => namesIn(value)).map(name => ({name, line, text, in: at})),
	);
});

/** Dotted names within a value, calls left out. */
function namesIn(value: Value, left = 3): readonly string[] {
	if (left === 0) return [];
	if (value.is === 'name') return value.name.includes('.') ? [value.name] : [];
	if (value.is === 'object') return value.entries.flatMap(entry => namesIn(entry.value, left - 1));
	if (value.is === 'list') return value.items.flatMap(item => namesIn(item, left - 1));
	if (value.is === 'template') return value.holes.flatMap(hole => namesIn(hole, left - 1));
	return value.is === 'spread' ? namesIn(value.of, left - 1) : [];
}

function crashAt({name, line, text, in: at}: Read, scope: FileScope, facts: Facts): readonly Crash[] {
	const parts = name.split('.');
	const key = parts.at(-1) ?? '';
	const held = parts.slice(0, -1).join('.');
	// A subscript is written as it is; an attribute of a body is none.
	if (/valid|clean/u.test(held) || (!text.includes(`['${key}']`) && !text.includes(`["${key}"]`))) return [];
	const call = scope.callsIn(at).find(one => one.line === line) ?? scope.callsIn(at)[0];
	const points = call === undefined ? [] : strangersAt({...call, line}, scope, facts);
	if (call === undefined || points.length === 0) return [];
	const {inputs} = inputsOf(facts).ofName(held, {path: scope.path, in: at, line});
	const [sent] = inputs;
	const isBody =
		sent?.calls === 0 && inputs.length === 1 && sent.by === 'caller' && sent.from === 'body' && sent.whole === true && sent.shape === 'any';
	if (!isBody || sent.checks.length > 0 || isLookedAt(firstOf(name), line, at, scope)) return [];
	if (isAskedFor(key, held, line, at, scope, facts)) return [];
	const isTried = scope.catchesIn(at).some(one => one.from <= line && line < one.line);
	const guard = guardedBy({...call, line, inTry: isTried}, scope, facts);
	return [{path: scope.path, line, text, what: `a body without ${key}`, guard, points}];
}

/** Something is decided by it before, or it is handed to what checks it. */
const isLookedAt = (root: string, line: number, at: number, scope: FileScope): boolean =>
	scope
		.exitsIn(at)
		.some(
			exit => exit.line <= line && exit.when.some(one => firstOf(one) === root || /errors?|missing|field|required|key|all\(\)/iu.test(one)),
		) ||
	scope
		.callsIn(at)
		.some(
			(call: Call) =>
				call.line <= line &&
				((checking.test(call.to.replace(/json\.loads?/u, '')) && call.args.some(arg => arg.is === 'name' && firstOf(arg.name) === root)) ||
					(call.line === line && call.when.some(one => firstOf(one) === root))),
		);

/** `if 'title' in data`, above it in the same function. */
function isAskedFor(key: string, held: string, line: number, at: number, {path, code}: FileScope, facts: Facts): boolean {
	const from = code.functions[at]?.line ?? 0;
	const asked = new RegExp(`^['"]${key}['"]\\s+(?:not\\s+)?in\\s+${held.replaceAll('.', '\\.')}$`, 'u');
	return (
		fileAt(facts, path)?.marks.some(
			one => one.kind === 'key.asked' && one.line >= from && one.line <= line && asked.test(one.value ?? ''),
		) === true
	);
}
