import {containerOf, type Origin} from '../origin.ts';
import {namesIdentity, namesRole} from '../words.ts';

/** Names for a request, or for a part of it. */
export const requestLike = /^(?:req|request|ctx|context|event|c|res|reply|info|headers|cookies|evt|_request|args|opts)$/u;

/** What a library or a function calls its failure. */
export const failing = /^(?:err|error|errors|failure|response|e)$/u;

/** A class or a constant: `UserRole.ADMIN` is a word for a role, and nobody's. */
const constant = /^[A-Z]/u;

/** The parts of a path one after the other: the first that is understood decides. */
export function scan(parts: readonly string[], name: string): Origin {
	for (const [at, part] of parts.entries()) {
		const container = containerOf(part);
		if (container !== undefined) return {is: container, name, direct: true};
		if (!constant.test(part) && namesIdentity(part)) return {is: parts.slice(at).some(namesRole) ? 'role' : 'identity', name, direct: true};
	}
	return {is: 'unknown', name, direct: false};
}

/** The same origin, when the name goes on into it: a user's role is a role. */
export const into = (origin: Origin, rest: readonly string[], name: string): Origin =>
	origin.is === 'identity' && rest.some(namesRole) ? {...origin, is: 'role', name: origin.name === '' ? name : origin.name} : origin;
