import type {Call, Value} from '../../code/code.ts';
import {entryOf} from '../../code/code.ts';
import {paidHosts} from '../effect-words.ts';
import {targetOf} from '../resolve.ts';
import type {FileScope, Scopes, Spot} from '../scope.ts';
import type {Told} from './told.ts';

/** Calls that only their arguments tell apart: `messages.create` sends a text, or asks a model. */
export function asked(call: Call, last: string, parts: readonly string[], scope: FileScope, scopes: Scopes): Told | undefined {
	if (last === 'fetch' || last === 'post' || last === 'request' || last === 'axios') {
		const spot = {path: scope.path, in: call.in};
		const address = addressOf(call.args[0], spot, scopes) ?? addressOf(entryOf(call.args[0], 'url'), spot, scopes);
		const host = address === undefined ? undefined : paidHosts.find(([one]) => address.includes(one));
		return host === undefined ? undefined : {does: host[1], what: host[2]};
	}
	if ((last === 'create' || last === 'stream') && parts.at(-2) === 'messages') {
		const given = (key: string): boolean => entryOf(call.args[0], key) !== undefined || call.named.some(entry => entry.key === key);
		if (given('model') || given('max_tokens')) return {does: 'asks a model', what: 'anthropic'};
		if (given('to') || given('from_') || given('body')) return {does: 'texts', what: 'twilio'};
	}
	return undefined;
}

/** An address as it is written, or as the constant that it is called by says. */
function addressOf(value: Value | undefined, spot: Spot, scopes: Scopes, left = 3): string | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'text') return value.text;
	if (value.is === 'template')
		return [value.text, ...value.holes.slice(0, 3).map(hole => addressOf(hole, spot, scopes, left - 1) ?? '')].join(' ');
	if (value.is === 'either') return value.of.map(one => addressOf(one, spot, scopes, left - 1)).find(one => one !== undefined);
	if (value.is !== 'name') return undefined;
	const target = targetOf(scopes, value, spot);
	const told = target.is === 'value' ? addressOf(target.value, target.spot, scopes, left - 1) : undefined;
	// One of several addresses, as a condition says: each of them may be called.
	const others = (scopes.at(spot.path)?.variablesOf(value.name) ?? []).flatMap(({value: one}) => (one.is === 'text' ? [one.text] : []));
	return others.length > 1 ? [told ?? '', ...others].join(' ') : told;
}
