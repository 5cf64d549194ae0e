import {type Call, entryOf, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isText, isTrue, place, resolved, type Sharing} from './share.ts';

/** What Starlette's and Flask's extensions for sharing are told. */
export function inPython(call: Call, scope: FileScope, facts: Facts): readonly Sharing[] {
	const last = lastOf(call.to);
	const named = (...keys: readonly string[]): Value | undefined =>
		resolved(call.named.find(({key}) => keys.includes(key))?.value, scope, call, facts);
	const isStarlette =
		last === 'CORSMiddleware' ||
		(last === 'add_middleware' && call.args[0]?.is === 'name' && /CORSMiddleware$/u.test(call.args[0].name)) ||
		(last === 'Middleware' && call.args[0]?.is === 'name' && /CORSMiddleware$/u.test(call.args[0].name));
	const star = (value: Value | undefined): boolean =>
		isText(value, '*') || (value?.is === 'list' && value.items.some(item => isText(item, '*')));
	if (isStarlette) {
		const credentials = named('allow_credentials');
		const origins = named('allow_origins');
		const pattern = named('allow_origin_regex');
		const open =
			star(origins) || isText(pattern, '.*') || isText(pattern, '^.*$') || isText(pattern, 'https?://.*') || isText(pattern, 'https://.*');
		if (open)
			return [
				place(
					scope,
					call,
					isTrue(credentials)
						? 'everyone'
						: credentials === undefined || credentials.is === 'literal'
							? 'everyone without a session'
							: 'unknown',
				),
			];
		if (pattern?.is === 'text' && isLoose(pattern.text) && isTrue(credentials)) return [place(scope, call, 'a loose pattern')];
		return [place(scope, call, origins === undefined && pattern === undefined ? 'unknown' : 'listed')];
	}
	if (call.to !== 'CORS' && call.to !== 'cross_origin' && call.to !== 'cors.init_app') return [];
	const from = facts.program.scopes.modules.definitionOf(scope.path, firstWord(call.to), call.in);
	if (from.is === 'package' && from.package !== 'flask_cors' && from.package !== 'flask-cors') return [];
	const credentials = named('supports_credentials');
	const origins = named('origins') ?? resourcesOf(named('resources'));
	if (origins === undefined || star(origins)) return [place(scope, call, isTrue(credentials) ? 'everyone' : 'everyone without a session')];
	return [place(scope, call, 'listed')];
}

const firstWord = (name: string): string => name.split('.')[0] ?? name;
const resourcesOf = (value: Value | undefined): Value | undefined =>
	value?.is === 'object' ? (entryOf(value.entries[0]?.value, 'origins') ?? undefined) : undefined;

/** A dot that stands for any sign, or an end that anything may follow. */
const isLoose = (pattern: string): boolean => {
	const hosts = pattern
		.replaceAll('\\.', '')
		.replaceAll('\\-', '')
		.replace(/\[[^\]]*\]/gu, '')
		.replace(/\.[*+]/gu, '');
	return /[a-z]\.[a-z]{2,}/iu.test(hosts);
};

/** What Django's settings for sharing say. */
export function inDjango(scope: FileScope): readonly Sharing[] {
	const at = (names: RegExp): {readonly line: number; readonly text: string; readonly value: Value} | undefined =>
		[...scope.code.variables.filter(one => one.in === -1 && one.names.some(name => names.test(name)))].at(-1);
	const all = at(/^(?:CORS_ALLOW_ALL_ORIGINS|CORS_ORIGIN_ALLOW_ALL)$/u);
	const some = at(/^(?:CORS_ALLOWED_ORIGINS|CORS_ALLOWED_ORIGIN_REGEXES|CORS_ORIGIN_WHITELIST)$/u);
	const credentials = at(/^CORS_ALLOW_CREDENTIALS$/u);
	if (all !== undefined && isTrue(all.value))
		return [place(scope, all, isTrue(credentials?.value) ? 'everyone' : 'everyone without a session')];
	if (all !== undefined && all.value.is !== 'literal')
		return [place(scope, all, isTrue(credentials?.value) ? 'unknown' : 'everyone without a session')];
	return some === undefined ? [] : [place(scope, some, 'listed')];
}
