import type {Call} from '../code/code.ts';
import {namesIdentity} from '../guards/words.ts';
import type {FileScope} from './scope.ts';

const harmless = /(?:^|\.)(?:method|httpMethod|verb)$|^process\.env\.NODE_ENV$|^import\.meta\.env\.(?:DEV|PROD|MODE)$/u;

/** The conditions under which a guard is asked, without those that every caller meets alike. */
export const conditionsOf = (call: Pick<Call, 'when'>): readonly string[] =>
	call.when.filter(name => !harmless.test(name) && !namesIdentity(name));

/**
 * Whether a guard that is only asked under a condition still stands in front of everything: each call that changes or costs something is under the same condition, behind it.
 * Undefined when nothing changes, so that it cannot be told.
 */
export function standsInFront(
	guard: Call,
	conditions: readonly string[],
	changing: readonly Call[],
	scope: FileScope,
): boolean | undefined {
	if (conditions.length === 0) return true;
	if (changing.length === 0) return undefined;
	return (
		changing.every(call => call.in === guard.in && call.line >= guard.line && conditions.every(name => call.when.includes(name))) ||
		behindExits(guard, changing, scope)
	);
}

/** `switch`-like bodies, in which every branch with an effect asks for itself. */
const behindExits = (guard: Call, changing: readonly Call[], scope: FileScope): boolean =>
	changing.every(call =>
		scope
			.callsIn(guard.in)
			.some(other => other.to === guard.to && other.line <= call.line && conditionsOf(other).every(name => call.when.includes(name))),
	);
