import {type Call, firstOf, lastOf, moduleLevel} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {inputsOf} from '../inputs/inputs-of.ts';

const hashing = /^(?:argon2|passlib|bcrypt|pwdlib)(?:\.|$)/u;
const hashes = /^(?:hash|verify|hashpw|checkpw|verify_and_update|gensalt)$/u;

/** A password is hashed on the thread of whoever awaits: in an `async def`, or in an ordinary function that one calls by itself. */
export function hashTold(call: Call, scope: FileScope, facts: Facts): {readonly what: string; readonly isLong: boolean} | undefined {
	const last = lastOf(call.to);
	if (!hashes.test(last) || last === 'gensalt' || call.isAwaited || !isHasher(call, scope, facts)) return undefined;
	const isAsync = (at: Call, {code}: FileScope): boolean => code.functions[at.in]?.isAsync === true && at.in !== moduleLevel;
	const callers = isAsync(call, scope) ? [] : inputsOf(facts).callersOf(scope.path, call.in);
	const waits =
		isAsync(call, scope) ||
		callers.some(one => {
			const there = facts.program.scopes.at(one.path);
			return there !== undefined && isAsync(one.call, there);
		});
	return waits ? {what: `${firstOf(call.to)}.${last}`, isLong: true} : undefined;
}

/** `bcrypt.hashpw(…)`, and `hasher.hash(…)` where the hasher was made of such a library. */
function isHasher(call: Call, scope: FileScope, facts: Facts): boolean {
	const imported = (name: string): boolean => scope.code.imports.some(one => one.local === name && !one.typeOnly && hashing.test(one.from));
	const first = firstOf(call.to);
	if (imported(first)) return true;
	const target = targetOf(facts.program.scopes, {is: 'name', name: first}, {path: scope.path, in: call.in});
	if (target.is !== 'value' || target.value.is !== 'call') return false;
	const there = facts.program.scopes.at(target.spot.path);
	const maker = there?.code.calls[target.value.call];
	return (
		maker !== undefined &&
		there?.code.imports.some(one => one.local === firstOf(maker.to) && !one.typeOnly && hashing.test(one.from)) === true
	);
}
