import type {Call} from '../../code/code.ts';
import type {FileScope} from '../scope.ts';

/** A call and those that it hangs on, one behind the other. */
export function chainOf(call: Call, scope: FileScope): readonly Call[] {
	const chain: Call[] = [];
	for (
		let one: Call | undefined = call;
		one !== undefined && chain.length < 20;
		one = one.on === undefined ? undefined : scope.code.calls[one.on]
	)
		chain.push(one);
	return chain;
}
