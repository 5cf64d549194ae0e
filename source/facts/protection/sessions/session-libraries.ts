import {entryOf, firstOf, lastOf, textOf} from '../../code/code.ts';
import {packageOf} from '../imported.ts';
import type {RunningFile} from '../running.ts';
import {judged} from './cookie-flags.ts';
import type {Kept} from './kept.ts';
import {isSessionCookie} from './session-cookies.ts';

const sessionLibraries: ReadonlySet<string> = new Set([
	'express-session',
	'cookie-session',
	'koa-session',
	'@fastify/session',
	'fastify-session',
	'@fastify/secure-session',
]);

/** What sessions' libraries are told of their cookie. */
export function librariesIn({path, code, file}: RunningFile): readonly Kept[] {
	if (file.side === 'client') return [];
	return code.calls.flatMap((call): readonly Kept[] => {
		const place = {path, line: call.line, text: call.text};
		const from = packageOf(call, code);
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
			return isSessionCookie(name) ? [judged(place, cookie.entries)] : [];
		}
		const added = call.args[0];
		if (lastOf(call.to) === 'add_middleware' && added?.is === 'name' && lastOf(added.name) === 'SessionMiddleware')
			return [judged(place, [{key: 'httponly', value: {is: 'literal', value: true}}, ...call.named])];
		return [];
	});
}
