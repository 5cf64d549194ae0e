import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';

/** The verbs of HTTP as clients call their methods. */
export const methods: ReadonlySet<string> = new Set('get post put patch delete head options'.split(' '));

/** What a call is given as the address. */
export function urlOf(client: string, call: Call): Value | undefined {
	const [first, second] = call.args;
	const named = call.named.find(({key}) => key === 'url')?.value;
	if (named !== undefined) return named;
	if (first?.is === 'object') return entryOf(first, 'url') ?? entryOf(first, 'uri');
	return (client === 'requests' || client === 'httpx' || client === 'needle') &&
		second !== undefined &&
		textOf(first)?.length !== undefined &&
		textOf(first)?.includes(':') === false
		? second
		: first;
}

/** The verb that a call uses, in capitals; empty when it cannot be told. */
export function methodOf(call: Call, isPython: boolean): string {
	const last = lastOf(call.to);
	if (methods.has(last)) return last.toUpperCase();
	if (isPython) return textOf(last === 'request' ? call.args[0] : undefined)?.toUpperCase() ?? '';
	const options = call.args.find(arg => arg.is === 'object');
	const given = entryOf(options, 'method');
	if (given !== undefined) return textOf(given)?.toUpperCase() ?? '';
	return call.args.slice(1).some(arg => arg.is !== 'object') ? '' : 'GET';
}
