import type {Call} from '../../code/code.ts';
import type {Walked} from '../../guards/found.ts';
import {conditionsOf, standsInFront} from '../covering.ts';
import type {FileScope} from '../scope.ts';

/** The guards of a called function count where they stand in front of what happens, and nothing swallows their refusal. */
export function standing(scope: FileScope, call: Call, found: Walked, changing: readonly Call[]): Walked {
	if (found.guards.length === 0) return found;
	const conditions = conditionsOf(call);
	// Which parts of a request a middleware looks at is chosen where it is made.
	if (found.guards.every(({kind, when}) => kind === 'validation' && conditions.length > 0 && conditions.every(one => when.includes(one))))
		return found;
	const stands = standsInFront(
		call,
		conditions,
		changing.filter(one => one !== call),
		scope,
	);
	if (stands === true) return found;
	const who = found.guards.filter(({kind, perhaps}) => kind !== 'limiter' && kind !== 'validation' && perhaps !== true);
	const isOwn = found.effects.length > 0 && stands === undefined;
	if (isOwn) return found;
	return {
		...found,
		guards: [],
		unresolved: who.length === 0 ? found.unresolved : [...found.unresolved, `${call.to}() is asked only under a condition`],
	};
}
