import {type Call, firstOf, type Value} from '../code/code.ts';
import {making, type Replied, replied} from './replied.ts';
import {statusByName, statusIn} from './statuses.ts';
import {nest} from './thrown-replies.ts';

/** What a call of Python answers to whoever asked. */
export function pythonReply(call: Call, last: string): Replied | undefined {
	const named = (...keys: readonly string[]): Value | undefined => call.named.find(({key}) => keys.includes(key))?.value;
	if (last === 'abort') return replied('thrown', statusIn(call.args[0]), call.args[1] ?? named('description'));
	if (last === 'HTTPException') return replied('thrown', statusIn(named('status_code') ?? call.args[0]), named('detail') ?? call.args[1]);
	if (last === 'error' && firstOf(call.to) === 'st') return replied('answer', 500, call.args[0]);
	if (nest.test(last) || last === 'APIException')
		return replied('thrown', statusByName.get(nest.exec(last)?.groups?.name ?? '') ?? 500, call.args[0] ?? named('description', 'detail'));
	if (!making.has(last)) return undefined;
	const status = named('status', 'status_code');
	const value =
		named('content', 'data', 'response') ?? call.args[0] ?? (call.named.length > 0 ? {is: 'object', entries: call.named} : undefined);
	return replied(
		'answer',
		last === 'HttpResponseServerError'
			? 500
			: status === undefined
				? last === 'jsonify' || last === 'make_response'
					? statusIn(call.args[1])
					: call.args[1] === undefined
						? 200
						: statusIn(call.args[1])
				: statusIn(status),
		value,
	);
}
