import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, firstOf, lastOf, textOf, type Value} from '../code/code.ts';
import {type Facts, holds} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {type Given, givenIn} from './given.ts';
import {type RunningFile, runningFiles} from './running.ts';

/** Where the proof that somebody is signed in is kept: open to scripts, sent without protection, or well. */
export type Kept = Place & {readonly is: 'open to scripts' | 'sent in the clear' | 'kept well' | 'unclear'; readonly said: string};

const tokenKey = /^(?:[a-z0-9@]{1,30}[_.:-])?(?:access|auth|id|refresh|jwt|session|user|admin|login|bearer|api)?[_.:-]?(?:token|jwt)s?$/iu;
const tokenNames: ReadonlySet<string> = new Set(
	'token accesstoken authtoken jwt refreshtoken idtoken sessiontoken bearer access_token refresh_token id_token auth_token'.split(' '),
);
const notSessions: ReadonlySet<string> = new Set(
	'push fcm device expo csrf xsrf group invite share theme tour reset captcha turnstile recaptcha mapbox github figma notion openai api cancel page next tokens max count limit design analytics verification'.split(
		' ',
	),
);
const storages = /^(?:(?:window|globalThis|self)\.)?(?:localStorage|sessionStorage)$/u;

const isTokenKey = (key: string): boolean => tokenKey.test(key.trim()) && !wordsOf(key).some(word => notSessions.has(word));
const isTokenValue = (name: string): boolean =>
	tokenNames.has(lastOf(name).toLowerCase()) && !wordsOf(name).some(word => notSessions.has(word));

/** The text of a value, followed through constants. */
function keyOf(value: Value | undefined, path: string, at: number, facts: Facts): string {
	if (value === undefined) return '';
	const own = textOf(value);
	if (own !== undefined) return own;
	if (value.is === 'template') return value.text.replaceAll('${}', '').replace(/^[_.:-]+/u, '');
	if (value.is !== 'name') return '';
	const found = facts.program.scopes.modules.definitionOf(path, value.name, at);
	const text = found.is === 'variable' ? textOf(found.value.value) : undefined;
	if (text !== undefined) return isTokenKey(text) ? text : lastOf(value.name);
	return lastOf(value.name);
}

const said = 'the token that keeps people signed in lies in the browser where every script can read it';

/** Functions of the project that put what they are given into the browser's storage. */
function keepers(files: readonly RunningFile[]): ReadonlySet<string> {
	const found = new Set<string>();
	for (const {path, code} of files)
		for (const call of code.calls) {
			const own = code.functions[call.in];
			const [key] = call.args;
			if (own !== undefined && isStoring(call) && key?.is === 'name' && own.parameters.some(({name}) => name === key.name))
				found.add(`${call.in} ${path}`);
		}
	return found;
}

const isStoring = ({to}: Call): boolean =>
	to === '.setItem' || (lastOf(to) === 'setItem' && storages.test(to.slice(0, to.lastIndexOf('.'))));
const names = (value: Value | undefined): string => (value?.is === 'name' ? value.name : '');

function inBrowser({path, code}: RunningFile, keeping: ReadonlySet<string>, facts: Facts): readonly Kept[] {
	const isToken = (key: Value | undefined, value: Value | undefined, at: number): boolean => {
		const said = keyOf(key, path, at, facts);
		return isTokenKey(said) || (isTokenValue(names(value)) && !wordsOf(said).some(word => notSessions.has(word)));
	};
	const calls = code.calls.flatMap((call): readonly Kept[] => {
		const place = {path, line: call.line, text: call.text, is: 'open to scripts' as const, said};
		const [key, value] = call.args;
		if (isStoring(call)) return isToken(key, value, call.in) ? [place] : [];
		const from = code.imports.find(({local}) => local === firstOf(call.to))?.from ?? '';
		if (
			/^(?:js-cookie|universal-cookie|react-cookie|cookies-next|nookies|vue-cookies)/u.test(from) &&
			/^(?:set|setCookie)$/u.test(lastOf(call.to))
		)
			return isTokenKey(keyOf(key, path, call.in, facts))
				? [{...place, said: 'the token that keeps people signed in lies in a cookie that every script can read'}]
				: [];
		if (keeping.size === 0 || call.args.length < 2 || (!isTokenValue(names(value)) && !isTokenKey(keyOf(key, path, call.in, facts))))
			return [];
		const target = facts.program.calleeOf(call, path);
		return target.is === 'function' && keeping.has(`${target.function} ${target.path}`) ? [place] : [];
	});
	const assigned = code.assignments
		.filter(({to}) => storages.test(to.slice(0, to.lastIndexOf('.'))) && isTokenKey(lastOf(to)))
		.map(({line, text}): Kept => ({path, line, text, is: 'open to scripts', said}));
	return [...calls, ...assigned];
}

const sessionCookie =
	/(?:^|[_.:-])(?:session|sess|sid|token|jwt|auth|access_?token|refresh_?token|authorization|connect\.sid|user_?id|userid)(?:$|[_.:-])|(?:session|token|jwt|auth)(?:id|_id)?$/iu;
const notSessionCookie =
	/csrf|xsrf|state|nonce|pkce|verifier|theme|locale|lang|consent|flash|toast|redirect|return|visited|anonymous|cart|sidebar/iu;

type Flag = 'on' | 'off' | 'missing' | 'decided';
const flagOf = (entries: readonly {readonly key: string; readonly value: Value}[], name: RegExp): Flag => {
	const value = entries.find(({key}) => name.test(key))?.value;
	if (value === undefined) return entries.some(({key}) => key === '...') ? 'decided' : 'missing';
	if (value.is === 'literal') return value.value === true ? 'on' : 'off';
	return 'decided';
};

/** What is said of a cookie that holds a session. */
function judged(place: Place, entries: readonly {readonly key: string; readonly value: Value}[]): Kept {
	const http = flagOf(entries, /^http_?only$/iu);
	const secure = flagOf(entries, /^(?:secure|https_only)$/iu);
	if (http === 'off' || http === 'missing')
		return {
			...place,
			is: 'open to scripts',
			said: 'the cookie that keeps people signed in can be read by every script, as it is not httpOnly',
		};
	if (secure === 'off' || secure === 'missing')
		return {
			...place,
			is: 'sent in the clear',
			said: 'the cookie that keeps people signed in is also sent without encryption, as it is not marked secure',
		};
	return {...place, is: 'kept well', said: ''};
}

const cookieSetters = /(?:^|\.)(?:cookie|setCookie|set_cookie)$|(?:^|\.)cookies(?:\(\))?\.set$|(?:^|\.)cookieStore\.set$/u;

function cookiesIn({path, code, file}: RunningFile, facts: Facts): readonly Kept[] {
	if (file.side === 'client') return [];
	return code.calls.flatMap((call): readonly Kept[] => {
		if (!cookieSetters.test(call.to)) return [];
		const place = {path, line: call.line, text: call.text};
		const offset =
			lastOf(call.to) === 'setCookie' && call.args[0]?.is === 'name' && call.args.length >= 3 && textOf(call.args[1]) !== undefined ? 1 : 0;
		const first = call.args[offset];
		const key = keyOf(call.named.find(({key}) => key === 'key')?.value ?? entryOf(first, 'name') ?? first, path, call.in, facts);
		if (!sessionCookie.test(key) || notSessionCookie.test(key)) return [];
		const [, value] = call.args;
		if (textOf(value) === '' || (call.args.length + call.named.length < 2 && first?.is !== 'object')) return [];
		const options = first?.is === 'object' ? first : call.args[offset + 2];
		if (options !== undefined && options.is !== 'object') return resolved(options, place, path, call, facts);
		const entries = [...(options?.is === 'object' ? options.entries : []), ...call.named];
		if (entries.some(({key, value}) => /^max_?age$/iu.test(key) && value.is === 'literal' && value.value === 0)) return [];
		return [
			judged(place, [
				...entries,
				...defaultsOf(
					call,
					path,
					code.imports.some(({from}) => from.startsWith('@sveltejs/kit')),
				),
			]),
		];
	});
}

const yes: Value = {is: 'literal', value: true};
const svelteKit = /(?:^|\/)(?:\+(?:page|layout)?\.?server|hooks\.server)\.[jt]s$/u;

/** What a framework sets by itself where nothing is said. */
function defaultsOf({to}: Call, path: string, kit: boolean): readonly {readonly key: string; readonly value: Value}[] {
	if (kit || svelteKit.test(path))
		return [
			{key: 'httpOnly', value: yes},
			{key: 'secure', value: yes},
		];
	return /^ctx\.cookies\.set$/u.test(to) ? [{key: 'httpOnly', value: yes}] : [];
}

/** Options that stand elsewhere. */
function resolved(options: Value, place: Place, path: string, call: Call, facts: Facts): readonly Kept[] {
	const found = options.is === 'name' ? facts.program.scopes.modules.definitionOf(path, options.name, call.in) : undefined;
	const value = found?.is === 'variable' ? found.value.value : undefined;
	if (value?.is === 'object') return [judged(place, value.entries)];
	return [{...place, is: 'unclear', said: "the options of the session's cookie could not be followed"}];
}

const sessionLibraries: ReadonlySet<string> = new Set([
	'express-session',
	'cookie-session',
	'koa-session',
	'@fastify/session',
	'fastify-session',
	'@fastify/secure-session',
]);

function librariesIn({path, code, file}: RunningFile): readonly Kept[] {
	if (file.side === 'client') return [];
	return code.calls.flatMap((call): readonly Kept[] => {
		const place = {path, line: call.line, text: call.text};
		const from = code.imports.find(({local}) => local === firstOf(call.to))?.from ?? '';
		if (sessionLibraries.has(from) && call.to === firstOf(call.to)) {
			const [options] = call.args;
			if (options?.is !== 'object') return [{...place, is: 'unclear', said: "the options of the session's cookie could not be followed"}];
			const cookie = entryOf(options, 'cookie');
			if (cookie !== undefined && cookie.is !== 'object')
				return [{...place, is: 'unclear', said: "the options of the session's cookie could not be followed"}];
			const entries = cookie?.is === 'object' ? cookie.entries : from === 'express-session' ? [] : options.entries;
			return [
				judged(place, [
					{key: 'httpOnly', value: entries.find(({key}) => key === 'httpOnly')?.value ?? {is: 'literal', value: true}},
					...entries,
				]),
			];
		}
		if (
			/^(?:createCookieSessionStorage|createSessionStorage|createMemorySessionStorage|createDatabaseSessionStorage)$/u.test(lastOf(call.to))
		) {
			const cookie = entryOf(call.args[0], 'cookie');
			if (cookie?.is !== 'object') return [{...place, is: 'unclear', said: "the options of the session's cookie could not be followed"}];
			const name = textOf(entryOf(cookie, 'name')) ?? '';
			return sessionCookie.test(name) && !notSessionCookie.test(name) ? [judged(place, cookie.entries)] : [];
		}
		const added = call.args[0];
		if (lastOf(call.to) === 'add_middleware' && added?.is === 'name' && lastOf(added.name) === 'SessionMiddleware')
			return [judged(place, [{key: 'httponly', value: {is: 'literal', value: true}}, ...call.named])];
		return [];
	});
}

const secureSetting = 'SESSION_COOKIE_SECURE';

/** Frameworks whose session cookie is not secure unless a setting says so. */
function settingsIn(files: readonly RunningFile[], facts: Facts): readonly Kept[] {
	const all = files.filter(({path}) => path.endsWith('.py'));
	const set: (Given & {readonly path: string})[] = all.flatMap(({path, code}) =>
		givenIn(code)
			.filter(({name}) => name === secureSetting)
			.map(one => ({...one, path})),
	);
	const assigned = all.flatMap(({path, code}) =>
		code.assignments.filter(({to}) => to.includes('[]') && to.includes('config')).map(one => ({...one, path})),
	);
	const byText = assigned.filter(({text}) => text.includes(secureSetting));
	const django = all.flatMap(({path, code}) =>
		givenIn(code)
			.filter(
				({name, value}) =>
					name === 'MIDDLEWARE' && value.is === 'list' && value.items.some(item => (textOf(item) ?? '').endsWith('SessionMiddleware')),
			)
			.map(({line, text}) => ({path, line, text})),
	);
	const flask = holds(facts, 'fw.flask')
		? all.flatMap(({path, code}) =>
				code.imports
					.filter(({from, name}) => (from === 'flask' && name === 'session') || from === 'flask_login')
					.map(({line, from, name}) => ({path, line, text: `from ${from} import ${name ?? ''}`})),
			)
		: [];
	const [where] = [...django, ...flask];
	if (where === undefined) return [];
	const good = [
		...set.filter(({value}) => !(value.is === 'literal' && value.value === false)),
		...byText.filter(({text}) => !/=\s*False/u.test(text)),
	];
	const [first] = good;
	if (first !== undefined) return [{path: first.path, line: first.line, text: first.text, is: 'kept well', said: ''}];
	return [
		{
			...where,
			is: 'sent in the clear',
			said: `the cookie that keeps people signed in is also sent without encryption, as ${secureSetting} is not set`,
		},
	];
}

const known = new WeakMap<readonly unknown[], readonly Kept[]>();

/** Every place that keeps the proof that somebody is signed in; the worst first. */
export function keptSessionsIn(facts: Facts): readonly Kept[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const files = runningFiles(facts);
	const scripts = files.filter(({path, file}) => !path.endsWith('.py') && file.side !== 'server');
	const keeping = keepers(scripts);
	const all = [
		...scripts.flatMap(file => inBrowser(file, keeping, facts)),
		...files.flatMap(file => [...cookiesIn(file, facts), ...librariesIn(file)]),
		...settingsIn(files, facts),
	];
	const order: Readonly<Record<Kept['is'], number>> = {'open to scripts': 0, 'sent in the clear': 1, unclear: 2, 'kept well': 3};
	const made = all.toSorted((one, other) => order[one.is] - order[other.is]);
	known.set(facts.files, made);
	return made;
}
