import {lastOf, textOf, type Value} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';

const tokenKey = /^(?:[a-z0-9@]{1,30}[_.:-])?(?:access|auth|id|refresh|jwt|session|user|admin|login|bearer|api)?[_.:-]?(?:token|jwt)s?$/iu;
const tokenNames: ReadonlySet<string> = new Set(
	'token accesstoken authtoken jwt refreshtoken idtoken sessiontoken bearer access_token refresh_token id_token auth_token'.split(' '),
);
const notSessions: ReadonlySet<string> = new Set(
	'push fcm device expo csrf xsrf group invite share theme tour reset captcha turnstile recaptcha mapbox github figma notion openai api cancel page next tokens max count limit design analytics verification'.split(
		' ',
	),
);

/** The key is that of a session's token: `access_token`, `club.jwt`, not `fcm_token`. */
export const isTokenKey = (key: string): boolean => tokenKey.test(key.trim()) && !wordsOf(key).some(word => notSessions.has(word));

/** What is kept is called a token itself. */
export const isTokenValue = (name: string): boolean =>
	tokenNames.has(lastOf(name).toLowerCase()) && !wordsOf(name).some(word => notSessions.has(word));

/** Something of another kind is named: an invitation, a device, a limit. */
export const speaksOfOther = (name: string): boolean => wordsOf(name).some(word => notSessions.has(word));

/** The text of a value, followed through constants. */
export function keyOf(value: Value | undefined, path: string, at: number, facts: Facts): string {
	if (value === undefined) return '';
	const own = textOf(value);
	if (own !== undefined) return own;
	if (value.is === 'template') return value.text.replaceAll(/\$\{\}/gu, '').replace(/^[_.:-]+/u, '');
	if (value.is !== 'name') return '';
	const found = facts.program.scopes.modules.definitionOf(path, value.name, at);
	const text = found.is === 'variable' ? textOf(found.value.value) : undefined;
	if (text !== undefined) return isTokenKey(text) ? text : lastOf(value.name);
	return lastOf(value.name);
}
