import type {Call} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {nothing, type Source, together} from './input.ts';
import {type At, further, type Tracer} from './tracer.ts';

/** What reaches the arguments of a call. */
export const argumentsOf = (tracer: Tracer, call: Call, at: At): Source =>
	together([
		...call.args.filter(arg => arg.is !== 'function').map(arg => tracer.ofValue(arg, [], at)),
		...call.named.map(entry => tracer.ofValue(entry.value, [], at)),
	]);

/** What a call is called on. */
export function baseOf(tracer: Tracer, call: Call, rest: readonly string[], scope: FileScope, at: At): Source {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	if (on !== undefined) return tracer.ofCall(on, rest, further(at));
	const parts = call.to.split('.').slice(0, -1);
	if (
		parts.length === 0 ||
		parts[0] === '' ||
		/^(?:JSON|Object|Array|json|yaml|Promise|asyncio|re|html|_|lodash|z|np|pd|os|Math|copy)$/u.test(parts.join('.'))
	)
		return nothing;
	return tracer.ofPath([...parts, ...rest], at);
}
