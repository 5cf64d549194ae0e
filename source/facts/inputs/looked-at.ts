import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Check} from './input.ts';
import {choosing} from './words.ts';

type Looked = {readonly line: number; readonly name: string; readonly check: Check};
const known = new WeakMap<FileScope, Map<number, readonly Looked[]>>();

const constant = /^[A-Z][A-Z0-9_]{2,}(?:\.|$)|(?:allowed|valid|permitted|supported|whitelist|allowlist|known)/iu;

/** What a function finds out about names before it goes on: by a test on them, or by leaving. */
function lookedIn(scope: FileScope, at: number): readonly Looked[] {
	const calls = scope.callsIn(at).flatMap((call): readonly Looked[] => {
		const last = lastOf(call.to);
		if (
			!choosing.has(last) &&
			!/allow|valid|safe|permit|whitelist/iu.test(last) &&
			!/^(?:is|assert|ensure|validate|check)_?(?:valid|safe|allowed|known|url|path|id|uuid)/iu.test(last)
		)
			return [];
		const names = [...call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : [])), ...patternOf(call)];
		return names.map(name => ({line: call.line, name, check: checkOf('chosen', call.to, scope, call)}));
	});
	const exits = scope.exitsIn(at).flatMap((exit): readonly Looked[] => {
		const others = exit.when.filter(one => constant.test(one));
		return exit.when.map(name => {
			const typed = new RegExp(
				`typeof\\s+${name.replaceAll(/[^\w]/gu, '\\$&')}|isinstance\\(\\s*${name.replaceAll(/[^\w]/gu, '\\$&')}`,
				'u',
			).test(exit.text);
			const chosen = others.some(one => one !== name);
			return {line: exit.line, name, check: checkOf(chosen ? 'chosen' : typed ? 'converted' : 'looked at', name, scope, exit)};
		});
	});
	return [...calls, ...exits];
}

/** `value.match(/^[a-z]+$/)`: what a pattern is held against. */
const patternOf = (call: Call): readonly string[] =>
	/\.(?:match|fullmatch|isdigit|isalnum|isalpha|isnumeric|startsWith|startswith|endsWith)$/u.test(call.to)
		? [call.to.slice(0, call.to.lastIndexOf('.'))]
		: [];

const checkOf = (is: Check['is'], name: string, scope: FileScope, place: {readonly line: number; readonly text: string}): Check => ({
	is,
	name,
	path: scope.path,
	line: place.line,
	text: place.text,
});

/** The checks that a name goes through in a function before a line. */
export function checksOn(scope: FileScope, at: number, name: string, line: number): readonly Check[] {
	const byFunction = known.get(scope) ?? new Map<number, readonly Looked[]>();
	known.set(scope, byFunction);
	const all = byFunction.get(at) ?? lookedIn(scope, at);
	byFunction.set(at, all);
	return all.filter(one => one.name === name && one.line <= line).map(({check}) => check);
}
