import {expect, test} from 'vitest';
import {isPasswordName, isUnguessableName} from '../../../source/facts/protection/secret-names.ts';

test('a password is told from what belongs to passwords', () => {
	expect(['plainPassword', 'req.body.password', 'PWD', 'user_passwd'].map(isPasswordName)).toEqual([true, true, true, true]);
	expect(['passwordResetToken', 'passwordField', 'compass', ''].map(isPasswordName)).toEqual([false, false, false, false]);
});

test('what nobody may guess is told by its last words, a bare code by what stands around it', () => {
	expect(['resetToken', 'otp', 'inviteCode', 'API_KEY', 'csrf'].every(name => isUnguessableName(name))).toBe(true);
	expect(['pushToken', 'nextPageToken', 'mockSecret', 'countryCode', 'monkey'].some(name => isUnguessableName(name))).toBe(false);
	expect([isUnguessableName('code', 'sendVerification'), isUnguessableName('code', 'parseLine')]).toEqual([true, false]);
});
