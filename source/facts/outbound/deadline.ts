import type {Call, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope, Scopes, Spot} from '../entry-points/scope.ts';
import {deadlineKeys} from './clients.ts';

/** What options say of when to give up: that it is so, that it is not, nothing, or nothing that could be read. */
export type Said = 'set' | 'never' | 'nothing' | 'unknown';

const callers = /^(?:this\.)?(?:req|request|c|ctx|context|event)\b/u;

/** What an argument that holds options says. */
export function optionsSay(value: Value | undefined, spot: Spot, line: number, scopes: Scopes, left = 4): Said {
	if (value === undefined) return 'nothing';
	if (left === 0) return 'unknown';
	switch (value.is) {
		case 'object': {
			let unread = false;
			for (const {key, value: given} of value.entries) {
				if (key === '...' || given.is === 'spread') {
					const said = optionsSay(given.is === 'spread' ? given.of : given, spot, line, scopes, left - 1);
					if (said === 'set' || said === 'never') return said;
					if (said === 'unknown') unread = true;
				}
				if (deadlineKeys.has(key)) return keySays(key, given);
				if (/^(?:http_?options|client_?options|requestOptions|request_options|agent|httpAgent|httpsAgent|fetch|http_client)$/u.test(key)) {
					const said = optionsSay(given, spot, line, scopes, left - 1);
					if (said === 'set') return said;
					if (said === 'unknown') unread = true;
				}
			}
			return unread ? 'unknown' : 'nothing';
		}
		case 'either': {
			const said = value.of.filter(one => one.is !== 'literal').map(one => optionsSay(one, spot, line, scopes, left - 1));
			return said.find(one => one === 'set') ?? said.find(one => one === 'unknown') ?? 'nothing';
		}
		case 'literal':
		case 'text':
			return 'nothing';
		case 'name':
			return namedSay(value.name, spot, line, scopes, left);
		case 'call': {
			const call = scopes.at(spot.path)?.code.calls[value.call];
			if (call === undefined) return 'unknown';
			if (call.to === 'Object.assign' || lastOf(call.to) === 'merge') {
				const said = call.args.map(arg => optionsSay(arg, spot, line, scopes, left - 1));
				return said.find(one => one === 'set') ?? said.find(one => one === 'unknown') ?? 'nothing';
			}
			return call.isNew && lastOf(call.to) === 'Request' ? optionsSay(call.args[1], spot, line, scopes, left - 1) : 'unknown';
		}
		case 'template':
		case 'function':
		case 'list':
			return 'nothing';
		case 'class':
		case 'spread':
		case 'generic':
		case 'other':
			return 'unknown';
	}
}

function keySays(key: string, given: Value): Said {
	if (given.is === 'literal') return given.value === null || given.value === false || given.value === 0 ? 'never' : 'set';
	if (given.is === 'name' && (key === 'signal' || key === 'abortSignal'))
		return callers.test(given.name) || /^(?:undefined|signal|abortSignal)$/u.test(given.name) ? 'unknown' : 'set';
	return given.is === 'name' && given.name === 'None' ? 'never' : 'set';
}

function namedSay(name: string, spot: Spot, line: number, scopes: Scopes, left: number): Said {
	if (name === 'undefined') return 'nothing';
	const scope = scopes.at(spot.path);
	if (scope === undefined || name.includes('.')) return 'unknown';
	const binding = scope.binding(name, spot.in, line);
	if (binding?.is !== 'variable' || binding.variable.pattern !== 'name') return 'unknown';
	if (isGivenLater(name, scope, binding.variable.in)) return 'set';
	return optionsSay(binding.variable.value, {path: spot.path, in: binding.variable.in}, line, scopes, left - 1);
}

/** `options.signal = …` */
const isGivenLater = (name: string, scope: FileScope, at: number): boolean =>
	scope.code.assignments.some(one => one.to.startsWith(`${name}.`) && deadlineKeys.has(lastOf(one.to)) && one.in >= at);

/** `httpx.Timeout(60, read=None)`: what is waited for longest is the answer, and that has no end. */
function waitsForEver(value: Value, spot: Spot, line: number, scopes: Scopes): boolean {
	const scope = scopes.at(spot.path);
	const binding = value.is === 'name' && !value.name.includes('.') ? scope?.binding(value.name, spot.in, line) : undefined;
	const given = binding?.is === 'variable' ? binding.variable.value : value;
	const call = given.is === 'call' ? scope?.code.calls[given.call] : undefined;
	if (call === undefined || !/(?:^|\.)(?:Client)?Timeout$/u.test(call.to)) return false;
	const isNone = (one: Value | undefined): boolean =>
		(one?.is === 'literal' && one.value === null) || (one?.is === 'name' && one.name === 'None');
	const read = call.named.find(({key}) => key === 'read' || key === 'total')?.value;
	return read === undefined ? isNone(call.args[0]) : isNone(read);
}

/** What the arguments of a call by their names say (Python). */
export function namedArgumentsSay(call: Call, spot: Spot, scopes: Scopes): Said {
	let unread = false;
	for (const {key, value} of call.named) {
		if (deadlineKeys.has(key)) return waitsForEver(value, spot, call.line, scopes) ? 'never' : keySays(key, value);
		if (key === '**' || key === '...' || value.is === 'spread') {
			const said = value.is === 'spread' ? optionsSay(value.of, spot, call.line, scopes) : 'unknown';
			if (said === 'set' || said === 'never') return said;
			if (said === 'unknown') unread = true;
		}
		if (/^(?:http_options|client_options|http_client)$/u.test(key)) unread = true;
	}
	return unread || call.args.some(arg => arg.is === 'spread') ? 'unknown' : 'nothing';
}
