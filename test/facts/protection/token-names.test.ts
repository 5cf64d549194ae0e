import {expect, test} from 'vitest';
import {isSessionCookie} from '../../../source/facts/protection/sessions/session-cookies.ts';
import {isTokenKey, isTokenValue} from '../../../source/facts/protection/sessions/token-names.ts';

test("a session's token is told from other tokens by its key", () => {
	expect(['token', 'access_token', 'club.jwt', 'refreshToken', 'authToken'].every(isTokenKey)).toBe(true);
	expect(['fcm_token', 'csrf-token', 'max_tokens', 'inviteToken', 'theme'].some(isTokenKey)).toBe(false);
	expect([isTokenValue('data.accessToken'), isTokenValue('pushToken'), isTokenValue('user')]).toEqual([true, false, false]);
});

test('a cookie that keeps people signed in is told from what stands beside it', () => {
	expect(['session', 'connect.sid', 'auth-token', 'sessionid'].every(isSessionCookie)).toBe(true);
	expect(['csrf_token', 'oauth_state', 'theme', 'auth_redirect'].some(isSessionCookie)).toBe(false);
});
