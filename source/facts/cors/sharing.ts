import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';

/** Who other than the site itself may read answers: everyone who asks, everyone without a session, those that are listed, or whom nothing here tells. */
export type Sharing = Place & {readonly with: 'everyone' | 'a loose pattern' | 'everyone without a session' | 'listed' | 'unknown'};

/** Where a server says which other sites may read its answers. */
export const sharingOf = (facts: Facts): readonly Sharing[] =>
	serverFiles(facts).flatMap(({file, scope}) => [
		...scope.code.calls.flatMap(call => (file.language === 'py' ? inPython(call, scope, facts) : inJavaScript(call, scope, facts))),
		...(file.language === 'py' ? inDjango(scope) : written(scope, facts)),
	]);

const place = (scope: FileScope, {line, text}: {readonly line: number; readonly text: string}, to: Sharing['with']): Sharing => ({
	path: scope.path,
	line,
	text,
	with: to,
});
const isTrue = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === true;
const isText = (value: Value | undefined, text: string): boolean => value?.is === 'text' && value.text === text;

function resolved(value: Value | undefined, scope: FileScope, call: Call, facts: Facts): Value | undefined {
	if (value?.is !== 'name') return value;
	const target = targetOf(facts.program.scopes, value, {path: scope.path, in: call.in});
	return target.is === 'value'
		? target.value
		: target.is === 'function' && target.path === scope.path
			? {is: 'function', function: target.function}
			: value;
}

function inJavaScript(call: Call, scope: FileScope, facts: Facts): readonly Sharing[] {
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

const allows = /^access-control-allow-origin$/iu;
const credentialHeader = /^access-control-allow-credentials$/iu;

/** Headers that are set by hand: the origin of whoever asks, together with leave to send a session. */
function written(scope: FileScope, facts: Facts): readonly Sharing[] {
	const set = scope.code.calls.flatMap(call => {
		const [name, value] = call.args;
		return name?.is === 'text' && value !== undefined && /(?:^|\.|\))\.?(?:setHeader|set|header|append|writeHead)$/u.test(call.to)
			? [{name: name.text, value, call}]
			: [];
	});
	const objects = [
		...scope.code.variables.map(one => ({value: one.value, line: one.line, text: one.text, in: one.in})),
		...scope.code.calls.flatMap(call => call.args.map(value => ({value, line: call.line, text: call.text, in: call.in}))),
	];
	const listed = objects.flatMap(({value, line, text, in: at}) =>
		value.is !== 'object'
			? []
			: value.entries
					.filter(({key}) => allows.test(key))
					.map(entry => ({
						value: entry.value,
						credentials: value.entries.find(({key}) => credentialHeader.test(key))?.value,
						line: entry.line || line,
						text,
						in: at,
					})),
	);
	const allowing = set.find(({name}) => credentialHeader.test(name));
	const found = [
		...set
			.filter(({name}) => allows.test(name))
			.map(({value, call}) => ({value, credentials: allowing?.value, line: call.line, text: call.text, in: call.in})),
		...listed,
	];
	return found.map(({value, credentials, line, text, in: at}) => {
		const withSession = credentials !== undefined && (isText(credentials, 'true') || isTrue(credentials));
		const asks = reflects(value, scope, at, line, facts);
		return place(
			scope,
			{line, text},
			asks && withSession ? 'everyone' : isText(value, '*') || asks ? 'everyone without a session' : 'listed',
		);
	});
}

/** The value is the origin of whoever asks, and nothing looks at it before. */
function reflects(value: Value, scope: FileScope, at: number, line: number, facts: Facts): boolean {
	if (value.is === 'either')
		return (
			value.of.length > 0 &&
			reflects(value.of[0] ?? {is: 'other'}, scope, at, line, facts) &&
			value.of.slice(1).every(one => one.is === 'text')
		);
	if (value.is === 'call') {
		const call = scope.code.calls[value.call];
		return (
			call !== undefined &&
			/headers?\.get$|(?:^|\.)(?:get|header|getHeader|getRequestHeader)$/u.test(call.to) &&
			call.args.some(arg => arg.is === 'text' && arg.text.toLowerCase() === 'origin') &&
			call.when.length === 0
		);
	}
	if (value.is !== 'name') return false;
	if (/(?:^|\.)headers\.(?:origin|Origin)$/u.test(value.name)) return true;
	const binding = value.name.includes('.') ? undefined : scope.binding(value.name, at, line);
	if (binding?.is !== 'variable' || binding.variable.in !== at) return false;
	const looked = scope
		.callsIn(at)
		.some(
			call =>
				(call.args.some(arg => arg.is === 'name' && arg.name === value.name) &&
					/(?:includes|has|test|some|indexOf|isAllowed\w*|match|endsWith|startsWith)$/u.test(call.to)) ||
				call.when.includes(value.name),
		);
	return !looked && reflects(binding.variable.value, scope, at, line, facts);
}

function inPython(call: Call, scope: FileScope, facts: Facts): readonly Sharing[] {
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

function inDjango(scope: FileScope): readonly Sharing[] {
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
