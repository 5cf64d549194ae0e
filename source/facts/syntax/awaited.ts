import type {Call, Value} from '../code/code.ts';

/** Notes that each call which a value may be is awaited: `await (isNew ? create() : update())`. */
export function markAwaited(value: Value, calls: Call[]): Value {
	if (value.is === 'either') for (const one of value.of) markAwaited(one, calls);
	const call = value.is === 'call' ? calls[value.call] : undefined;
	if (value.is === 'call' && call !== undefined && !call.isAwaited) calls[value.call] = {...call, isAwaited: true};
	return value;
}
