import {type Call, entryOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isText, isTrue, place, resolved, type Sharing} from './share.ts';

/** What the options of a JavaScript library for sharing say. */
export function inJavaScript(call: Call, scope: FileScope, facts: Facts): readonly Sharing[] {
	const last = lastOf(call.to);
	const from =
		last === 'cors' || last === 'enableCors' || last === 'register' || last === 'Server' || last === 'Elysia' ? call.to : undefined;
	if (from === undefined) return [];
	if (last === 'register' && !(call.args[0]?.is === 'name' && /cors/iu.test(call.args[0].name))) return [];
	if (last === 'cors' && (call.to !== 'cors' || !isLibrary(call, scope, facts))) return [];
	const raw = last === 'register' ? call.args[1] : last === 'Server' ? entryOf(call.args[1] ?? call.args[0], 'cors') : call.args[0];
	if (last === 'Server' && raw === undefined) return [];
	const options = resolved(raw, scope, call, facts);
	if (options === undefined) return [place(scope, call, 'everyone without a session')];
	if (options.is !== 'object') return [place(scope, call, 'unknown')];
	const credentials = resolved(entryOf(options, 'credentials'), scope, call, facts);
	const origin = resolved(entryOf(options, 'origin'), scope, call, facts);
	if (options.entries.some(({key}) => key === '...')) return [place(scope, call, 'unknown')];
	const to = judged(origin, credentials, scope, last === 'Server');
	// What is said for development alone says nothing of the rest.
	return [place(scope, call, to === 'everyone' && call.when.some(one => mode.test(one)) ? 'unknown' : to)];
}

const mode = /prod|dev|node_env|debug|local|mode/iu;

function isLibrary(call: Call, scope: FileScope, facts: Facts): boolean {
	const from = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' && /cors/iu.test(`${from.package}/${from.part}`);
}

function judged(origin: Value | undefined, credentials: Value | undefined, scope: FileScope, isSocket: boolean): Sharing['with'] {
	const open = isTrue(origin) || (origin?.is === 'function' && letsAllIn(scope, origin.function));
	// A bare star is refused by browsers as soon as a session is sent along.
	const star = origin === undefined || isText(origin, '*') || (origin.is === 'list' && origin.items.some(item => isText(item, '*')));
	if (open && isTrue(credentials)) return 'everyone';
	if (open || star)
		return credentials === undefined || (credentials.is === 'literal' && credentials.value === false) || isTrue(credentials) || isSocket
			? open && credentials !== undefined && credentials.is !== 'literal'
				? 'unknown'
				: 'everyone without a session'
			: 'unknown';
	if (origin.is === 'function') return 'listed';
	if (origin.is === 'either' && origin.of.some(isTrue)) return isTrue(credentials) ? 'unknown' : 'listed';
	return 'listed';
}

/** `(origin, callback) => callback(null, true)`, or `origin => origin`. */
function letsAllIn(scope: FileScope, at: number): boolean {
	const [first] = scope.code.functions[at]?.parameters ?? [];
	const calls = scope.callsIn(at);
	const exits = scope.exitsIn(at);
	if (exits.length === 1 && exits[0]?.value?.is === 'name' && exits[0].value.name === first?.name) return true;
	return calls.length === 1 && calls.every(call => call.args.length === 2 && isTrue(call.args[1]) && call.when.length === 0);
}
