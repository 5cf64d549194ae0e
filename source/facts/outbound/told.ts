import type {Call, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import {namedArgumentsSay, optionsSay, type Said} from './deadline.ts';

const withBody: ReadonlySet<string> = new Set(['post', 'put', 'patch']);

/** Where the options of a call stand, by the client and the verb. */
function optionsAt(client: string, call: Call): readonly (Value | undefined)[] {
	const last = lastOf(call.to);
	const {args} = call;
	switch (client) {
		case 'axios':
			if (withBody.has(last)) return [args[2]];
			return last === 'get' || last === 'delete' || last === 'head' || last === 'options' ? [args[1]] : args.slice(0, 2);
		case 'ai':
			return [args[0]];
		case 'node-fetch':
		case 'fetch':
			return [args[0]?.is === 'call' || args[0]?.is === 'name' ? args[0] : undefined, args[1]];
		default:
			return args;
	}
}

/** What a call itself says of when it gives up. */
export function callSays(client: string, call: Call, spot: Spot, scopes: Scopes, isPython: boolean): Said {
	if (isPython) {
		if (client === 'urllib' && call.args.length > 2) return 'set';
		if (client === 'smtplib' && call.args.length > 4) return 'set';
		return namedArgumentsSay(call, spot, scopes);
	}
	if (call.args.some(arg => arg.is === 'spread')) return 'unknown';
	const options = optionsAt(client, call);
	const said = options.map((value, index) => {
		const is = optionsSay(value, spot, call.line, scopes);
		// The address may be any name; only what stands behind it must be options.
		return is === 'unknown' && index === 0 && (client === 'fetch' || options.length > 1) ? 'nothing' : is;
	});
	return said.find(one => one === 'set' || one === 'never') ?? said.find(one => one === 'unknown') ?? 'nothing';
}
