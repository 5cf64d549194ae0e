import type {Place} from '../../../safe-text.ts';
import {entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import type {RunningFile} from '../running.ts';
import {eachValue} from '../values.ts';
import type {Kept} from './kept.ts';

/** Libraries that keep the session of the pages that they are part of; what they set by themselves is safe. */
const library = /^(?:@auth0\/nextjs-auth0|next-auth|@auth\/[\w-]+|iron-session)(?:\/|$)/u;

/** What such a library is told of its cookie against its own good choice. */
export function ownAppIn({path, code, file}: RunningFile): readonly Kept[] {
	if (file.side === 'client' || !code.imports.some(({from}) => library.test(from))) return [];
	const found: Kept[] = [];
	eachValue(code, (value, {line, text, name}) => {
		const options = cookieOf(value, lastOf(name));
		if (options === undefined) return;
		const at = options.is === 'object' ? options.entries.find(({key}) => /^(?:sameSite|httpOnly|secure)$/u.test(key))?.line : undefined;
		const kept = weakened(options, {path, line: at ?? line, text});
		if (kept !== undefined) found.push(kept);
	});
	return found;
}

/** The options of the session's cookie, where a value holds them. */
function cookieOf(value: Value, name: string): Value | undefined {
	if (value.is !== 'object') return undefined;
	if (name === 'session') return entryOf(value, 'cookie');
	if (name === 'sessionToken') return entryOf(value, 'options');
	return entryOf(value, 'cookieOptions');
}

const isOff = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === false;

function weakened(options: Value, place: Place): Kept | undefined {
	if (isOff(entryOf(options, 'httpOnly')))
		return {
			...place,
			is: 'open to scripts',
			said: 'the cookie that keeps people signed in can be read by every script, as httpOnly is switched off',
		};
	if (textOf(entryOf(options, 'sameSite'))?.toLowerCase() === 'none')
		return {
			...place,
			is: 'open to other sites',
			said: 'the cookie that keeps people signed in is sent along when any other site makes their browser ask (sameSite is none)',
		};
	if (isOff(entryOf(options, 'secure')))
		return {
			...place,
			is: 'sent in the clear',
			said: 'the cookie that keeps people signed in is also sent without encryption, as secure is switched off',
		};
	return undefined;
}
