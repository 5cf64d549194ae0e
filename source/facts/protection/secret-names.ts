import {wordsOf} from '../guards/words.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const passwords = words('password passwd pwd passphrase');
const singles = words('password passwd passcode passphrase otp totp secret token nonce salt apikey csrf jwt');
const pairs = words(
	'api-key secret-key private-key encryption-key signing-key access-key license-key access-code invite-code invitation-code verification-code verify-code reset-code confirmation-code activation-code auth-code login-code security-code recovery-code backup-code sms-code email-code pin-code otp-code mfa-code share-code',
);
const pretended = words(
	'mock fake dummy demo sample test placeholder design css style color theme toast push device fcm expo cancel page next cursor continuation word number game',
);
const around = words('verification verify otp reset login auth mfa 2fa signup signin twofactor password confirmation activation');

/** Cheap looks before names are taken apart: most names have nothing of the kind in them. */
const maybePassword = /pass|pwd/iu;
const maybeSecret = /pass|otp|secret|token|nonce|salt|key|csrf|jwt|code/iu;

/** The name is that of a password itself: `plainPassword`, `req.body.password`, not `passwordResetToken`. */
export const isPasswordName = (name: string): boolean => maybePassword.test(name) && passwords.has(wordsOf(name).at(-1) ?? '');

/** The name is that of something that nobody may guess: `resetToken`, `otp`, `inviteCode`. `where` helps with a bare `code`. */
export function isUnguessableName(name: string, where = ''): boolean {
	if (!maybeSecret.test(name)) return false;
	const said = wordsOf(name);
	if (said.some(word => pretended.has(word))) return false;
	const last = said.at(-1) ?? '';
	if (singles.has(last) || pairs.has(said.slice(-2).join('-'))) return true;
	return last === 'code' && said.length < 3 && wordsOf(where).some(word => around.has(word));
}
