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
	const options = spreadOut(resolved(raw, scope, call, facts), scope, call, facts);
	if (options === undefined) return [place(scope, call, 'everyone without a session')];
	if (options.is === 'function') return decidedFor(options.function, scope, facts) ?? [place(scope, call, 'unknown')];
	if (options.is !== 'object') return [place(scope, call, 'unknown')];
	const credentials = resolved(entryOf(options, 'credentials'), scope, call, facts);
	const origin = resolved(entryOf(options, 'origin'), scope, call, facts);
	if (options.entries.some(({key}) => key === '...')) return [place(scope, call, 'unknown')];
	const to = judged(origin, credentials, scope, last === 'Server');
	// What is said for development alone says nothing of the rest.
	return [place(scope, call, to === 'everyone' && call.when.some(one => mode.test(one)) ? 'unknown' : to)];
}

/** Options whose spread parts are known, in their place. */
function spreadOut(value: Value | undefined, scope: FileScope, call: Call, facts: Facts): Value | undefined {
	if (value?.is !== 'object' || !value.entries.some(({key}) => key === '...')) return value;
	const entries = value.entries.flatMap(entry => {
		const inner = entry.value.is === 'spread' ? resolved(entry.value.of, scope, call, facts) : undefined;
		return inner?.is === 'object' ? inner.entries : [entry];
	});
	// What is said later counts.
	return {is: 'object', entries: entries.toReversed()};
}

const asksList = /(?:^|\.)(?:includes|has|test|some|indexOf|find|match|endsWith|startsWith|is\w*Allowed\w*|isAllowed\w*|allows\w*)\(\)$/u;
const ofCaller = /(?:^|\.)(?:origin|req|request|headers?)(?:\.|$|\()/iu;

/** A function that answers with options for each request: what it answers with, and whether a list is asked before. */
function decidedFor(at: number, scope: FileScope, facts: Facts): readonly Sharing[] | undefined {
	const done = scope.code.functions[at]?.parameters.at(-1)?.name;
	const answers = scope
		.callsIn(at)
		.filter(({to, args}) => to === done && args.length > 1)
		.map(call => {
			const options = spreadOut(resolved(call.args[1], scope, call, facts), scope, call, facts);
			if (options?.is !== 'object') return place(scope, call, 'unknown');
			const to = judged(
				resolved(entryOf(options, 'origin'), scope, call, facts),
				resolved(entryOf(options, 'credentials'), scope, call, facts),
				scope,
				false,
			);
			if (to !== 'everyone' || call.when.length === 0) return place(scope, call, to);
			const isAsked = call.when.some(one => asksList.test(one)) && call.when.every(one => one.endsWith('()') || ofCaller.test(one));
			return place(scope, call, isAsked ? 'listed' : 'unknown');
		});
	return answers.length === 0 ? undefined : answers;
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
	// A bare star without a session is what is left where no setting names a site.
	if (origin.is === 'either' && origin.of.some(one => isText(one, '*')))
		return isTrue(credentials) || credentials === undefined ? 'listed or everyone' : 'unknown';
	if (origin.is === 'either' && origin.of.some(isTrue)) return isTrue(credentials) ? 'unknown' : 'listed';
	return 'listed';
}

/** `(origin, callback) => callback(null, true)`, or `origin => origin`. */
function letsAllIn(scope: FileScope, at: number): boolean {
	const [first, second] = scope.code.functions[at]?.parameters ?? [];
	const calls = scope.callsIn(at);
	const exits = scope.exitsIn(at);
	if (exits.length === 1 && exits[0]?.value?.is === 'name' && exits[0].value.name === first?.name) return true;
	const told = calls.filter(({to}) => to === second?.name);
	if (told.length === 0 || !told.every(({args}) => args.length === 2 && isTrue(args[1])) || exits.some(({how}) => how === 'throw'))
		return false;
	// Both ways of one decision end the same, or nothing is decided.
	return told.some(one => one.when.length === 0 || told.some(other => other !== one && other.when.join(' ') === one.when.join(' ')));
}
