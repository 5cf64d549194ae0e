import type {Call} from '../code/code.ts';
import {calleeOf, type Target} from './resolve.ts';
import type {Scopes} from './scope.ts';

/** What the calls of a repository call, each found out once. */
export function calleesIn(scopes: Scopes): (call: Call, path: string) => Target {
	const callees = new Map<Call, Target>();
	return (call, path) => {
		const known = callees.get(call);
		if (known !== undefined) return known;
		const found = calleeOf(scopes, call, path);
		callees.set(call, found);
		return found;
	};
}
