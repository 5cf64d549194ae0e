import {type Call, firstOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {StatusUse} from './outbound.ts';

const telling: ReadonlySet<string> = new Set('ok status status_code statusCode statusText is_success is_error raise_for_status'.split(' '));
const reading = /^(?:json|text|body|arrayBuffer|blob|formData|content|data|read|iter_lines|headers|clone|bytes)$/u;
const later: ReadonlySet<string> = new Set(['then']);

/** What is done about the status of an answer. */
export function statusUseOf(call: Call, scope: FileScope, at: number): StatusUse {
	if (call.result === 'returned' || call.result === 'given' || call.result === 'tested') return 'unknown';
	if (call.result === 'dropped') return 'ignored';
	if (call.result === 'chained') return chainedUse(call, scope, at);
	const variable = scope.code.variables.find(one => one.in === call.in && one.value.is === 'call' && one.value.call === at);
	if (variable === undefined) return 'unknown';
	if (variable.pattern === 'object') return variable.names.some(name => telling.has(name)) ? 'checked' : 'ignored';
	const [name = ''] = variable.names;
	return usesOf(name, scope, scope.bodyOf(call.in));
}

function chainedUse(call: Call, scope: FileScope, at: number): StatusUse {
	const next = scope.callsIn(call.in).find(one => one.on === at);
	if (next === undefined) return 'unknown';
	const last = lastOf(next.to);
	if (telling.has(last)) return 'checked';
	if (!later.has(last)) return reading.test(last) ? 'ignored' : 'unknown';
	const [given] = next.args;
	if (given?.is !== 'function') return 'unknown';
	const [first] = scope.code.functions[given.function]?.parameters ?? [];
	if (first === undefined) return 'ignored';
	if (/^[{[]/u.test(first.name)) return [...telling].some(one => first.name.includes(one)) ? 'checked' : 'ignored';
	return usesOf(first.name, scope, scope.bodyOf(given.function));
}

/** What is done with an answer under its name. */
function usesOf(name: string, scope: FileScope, functions: readonly number[]): StatusUse {
	let handedOn = false;
	let isRead = false;
	const see = (one: string): void => {
		if (firstOf(one) !== name) return;
		const [, next] = one.replaceAll('()', '').split('.');
		if (next === undefined) handedOn = true;
		else if (telling.has(next)) isRead = true;
	};
	for (const at of functions) {
		for (const call of scope.callsIn(at)) {
			see(`${call.to}()`);
			for (const one of call.when) see(one);
			for (const arg of [...call.args, ...call.named.map(({value}) => value)]) for (const one of namesWithin(arg)) see(one);
		}
		for (const exit of scope.exitsIn(at)) {
			for (const one of exit.when) see(one);
			if (exit.value !== undefined) for (const one of namesWithin(exit.value)) see(one);
		}
		for (const one of scope.code.variables) if (one.in === at) for (const each of namesWithin(one.value)) see(each);
		for (const one of scope.assignmentsIn(at)) for (const each of namesWithin(one.value)) see(each);
	}
	if (isRead) return 'checked';
	return handedOn ? 'unknown' : 'ignored';
}

/** The names that stand in a value, its parts included. */
export function namesWithin(value: Value, left = 4): readonly string[] {
	if (left === 0) return [];
	switch (value.is) {
		case 'name':
			return [value.name];
		case 'template':
			return value.holes.flatMap(hole => namesWithin(hole, left - 1));
		case 'object':
			return value.entries.flatMap(entry => namesWithin(entry.value, left - 1));
		case 'list':
			return value.items.flatMap(item => namesWithin(item, left - 1));
		case 'either':
			return value.of.flatMap(one => namesWithin(one, left - 1));
		case 'spread':
			return namesWithin(value.of, left - 1);
		case 'text':
		case 'literal':
		case 'call':
		case 'function':
		case 'class':
		case 'generic':
		case 'other':
			return [];
	}
}
