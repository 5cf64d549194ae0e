import {type Call, lastOf, textOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isEndedAround} from './around.ts';
import {callersSay} from './callers.ts';
import type {ClientUse} from './client-of.ts';
import type {Said} from './deadline.ts';
import type {Deadline} from './outbound.ts';
import {isSetForAll} from './set-for-all.ts';
import {callSays} from './told.ts';

/** When a call gives up: told where it is made, by those who call the function around it, or by its client. */
export function deadlineOf(call: Call, {client, row, isOnInstance}: ClientUse, scope: FileScope, facts: Facts): Deadline {
	const said = callSays(client, call, {path: scope.path, in: call.in}, facts.program.scopes, scope.path.endsWith('.py'));
	const asked = said === 'unknown' || said === 'nothing' ? (passedOn(call, scope, facts) ?? said) : said;
	if (isOnInstance && asked === 'nothing') return 'as its client';
	if (asked === 'set') return 'set';
	if (isEndedAround(call, scope) || isEndedBehind(call, scope)) return 'set';
	if (asked === 'never') return 'none';
	if (asked === 'unknown') return row.otherwise === 'default' ? 'default' : 'unknown';
	if (row.otherwise === 'none' && isSetForAll(client, facts)) return 'set';
	if (client === 'requests' && scope.code.calls.some(one => lastOf(one.to) === 'mount')) return 'unknown';
	return row.otherwise;
}

/** What callers say, where a function hands a parameter of its own on as the options. */
function passedOn(call: Call, scope: FileScope, facts: Facts): Said | undefined {
	const options = call.args[1];
	const inner = options === undefined ? [] : options.is === 'object' ? options.entries.map(({value}) => value) : [options];
	for (const one of inner) {
		const value = one.is === 'spread' ? one.of : one;
		if (value.is !== 'name' || value.name.includes('.')) continue;
		const binding = scope.binding(value.name, call.in, call.line);
		if (binding?.is !== 'parameter' || (options?.is === 'object' && one.is !== 'spread')) continue;
		const said = callersSay(binding.of, binding.index, scope, facts);
		if (said !== undefined) return said;
	}
	return undefined;
}

/** `request.setTimeout(…)`, `request.on('timeout', …)` on what the call gave. */
function isEndedBehind(call: Call, scope: FileScope): boolean {
	const at = scope.code.calls.indexOf(call);
	const variable = scope.code.variables.find(one => one.value.is === 'call' && one.value.call === at);
	const name = variable?.names[0];
	return scope.code.calls.some(
		one =>
			(one.on === at || (name !== undefined && one.to.startsWith(`${name}.`))) &&
			(lastOf(one.to) === 'setTimeout' || lastOf(one.to) === 'timeout' || (lastOf(one.to) === 'on' && textOf(one.args[0]) === 'timeout')),
	);
}
