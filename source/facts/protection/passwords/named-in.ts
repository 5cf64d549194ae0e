import {type Call, type Code, lastOf, type Value} from '../../code/code.ts';
import {isPasswordName} from '../secret-names.ts';

/** What a value names: itself, and what is encoded or put together from it. */
export function namesIn(value: Value | undefined, code: Code, deep = 4): readonly string[] {
	if (value === undefined || deep === 0) return [];
	if (value.is === 'name') return [value.name];
	if (value.is === 'either') return value.of.flatMap(one => namesIn(one, code, deep - 1));
	if (value.is === 'template') return value.holes.flatMap(one => namesIn(one, code, deep - 1));
	if (value.is !== 'call') return [];
	const call = code.calls[value.call];
	if (call === undefined) return [];
	const method = lastOf(call.to);
	if (/^(?:encode|toString|trim|strip|from|String|str|bytes|concat|normalize)$/u.test(method)) {
		const owner = call.to.slice(0, Math.max(0, call.to.length - method.length - 1));
		return [...(owner === '' ? [] : [owner]), ...call.args.flatMap(arg => namesIn(arg, code, deep - 1))];
	}
	return [];
}

/** One of a call's arguments is a password, or is put together from one. */
export const givesPassword = (call: Call, code: Code): boolean => call.args.some(arg => namesIn(arg, code).some(isPasswordName));
