import type {Call} from '../../code/code.ts';
import {byPackage, bySuffix} from '../effect-words.ts';
import type {FileScope, Scopes} from '../scope.ts';
import {modelOf} from './model.ts';
import type {Told} from './told.ts';

/** What the end of a callee's name says: `stripe.refunds.create`. */
export function suffixed(parts: readonly string[], call: Call, scope: FileScope): Told | undefined {
	for (let length = Math.min(4, parts.length); length > 0; length--) {
		const found = bySuffix.get(parts.slice(-length).join('.'));
		if (found === undefined) continue;
		if (found.what !== '' || (found.does !== 'writes' && found.does !== 'deletes')) return found;
		return {does: found.does, what: modelOf(parts, call, scope)};
	}
	if (parts.length > 2 && parts[0] === 'stripe' && /^(?:create|update|cancel|capture|confirm|pay|del)$/u.test(parts.at(-1) ?? ''))
		return {does: 'pays', what: 'stripe'};
	return undefined;
}

/** What a function does that a package is known for. */
export function packaged(call: Call, scope: FileScope, scopes: Scopes, last: string): Told | undefined {
	if (!packagedNames.has(last)) return undefined;
	const from = scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' ? byPackage.get(`${from.part === '' ? from.package : `${from.package}/${from.part}`}#${last}`) : undefined;
}

const packagedNames: ReadonlySet<string> = new Set([...byPackage.keys()].map(key => key.slice(key.indexOf('#') + 1)));
