import type {Place} from '../../../safe-text.ts';
import {type Call, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import {type Facts, holds} from '../../facts.ts';
import type {RunningFile} from '../running.ts';
import {judged} from './cookie-flags.ts';
import type {Kept} from './kept.ts';
import {keyOf} from './token-names.ts';

const sessionCookie =
	/(?:^|[_.:-])(?:session|sess|sid|token|jwt|auth|access_?token|refresh_?token|authorization|connect\.sid|user_?id|userid)(?:$|[_.:-])|(?:session|token|jwt|auth)(?:id|_id)?$/iu;
const notSessionCookie =
	/csrf|xsrf|state|nonce|pkce|verifier|theme|locale|lang|consent|flash|toast|redirect|return|visited|anonymous|cart|sidebar/iu;

/** The name is that of a cookie that keeps people signed in. */
export const isSessionCookie = (name: string): boolean => sessionCookie.test(name) && !notSessionCookie.test(name);

const cookieSetters = /(?:^|\.)(?:cookie|setCookie|set_cookie)$|(?:^|\.)cookies(?:\(\))?\.set$|(?:^|\.)cookieStore\.set$/u;

const yes: Value = {is: 'literal', value: true};
const svelteKit = /(?:^|\/)(?:\+(?:page|layout)?\.?server|hooks\.server)\.[jt]s$/u;

/** What a framework sets by itself where nothing is said: SvelteKit both flags, Koa `httpOnly`, and `secure` when it is asked over HTTPS. */
function defaultsOf({to}: Call, path: string, kit: boolean, koa: boolean): readonly {readonly key: string; readonly value: Value}[] {
	if (kit || svelteKit.test(path) || (koa && to.endsWith('ctx.cookies.set')))
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

/** Cookies that a server sets by hand to keep people signed in. */
export function cookiesIn({path, code, file}: RunningFile, facts: Facts): readonly Kept[] {
	if (file.side === 'client') return [];
	return code.calls.flatMap((call): readonly Kept[] => {
		if (!cookieSetters.test(call.to)) return [];
		const place = {path, line: call.line, text: call.text};
		const offset =
			lastOf(call.to) === 'setCookie' && call.args[0]?.is === 'name' && call.args.length >= 3 && textOf(call.args[1]) !== undefined ? 1 : 0;
		const first = call.args[offset];
		const key = keyOf(call.named.find(({key}) => key === 'key')?.value ?? entryOf(first, 'name') ?? first, path, call.in, facts);
		if (!isSessionCookie(key)) return [];
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
					holds(facts, 'fw.koa'),
				),
			]),
		];
	});
}
