import type {Place} from '../../../safe-text.ts';
import {type Call, type Code, lastOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {givenIn} from '../given.ts';
import {packageOf} from '../imported.ts';
import {runningFiles} from '../running.ts';

const slow =
	/^(?:bcrypt|bcryptjs|bcrypt-ts|argon2|@node-rs\/(?:argon2|bcrypt)|passlib|pwdlib|argon2-cffi|scrypt|@phc\/[\w-]+|oslo)(?:[./]|$)/u;
const slowCall =
	/^(?:scrypt|scryptSync|pbkdf2|pbkdf2Sync|pbkdf2_hmac|deriveBits|deriveKey|argon2id|generate_password_hash|check_password_hash|make_password|check_password|set_password|create_user|hashpw|checkpw|verify_password|get_password_hash)$/u;

/** The file hashes slowly: what it hashes fast beside that is something else. */
export const hashesSlowly = (code: Code): boolean =>
	code.imports.some(({from}) => slow.test(from)) || code.calls.some(({to}) => slowCall.test(lastOf(to)));

/** Where passwords are hashed slowly, as they should be. */
export function slowHashesIn(facts: Facts): readonly Place[] {
	return runningFiles(facts).flatMap(({path, code}) =>
		code.calls
			.filter(
				call =>
					slowCall.test(lastOf(call.to)) ||
					(slow.test(packageOf(call, code)) &&
						/^(?:hash|hashSync|compare|compareSync|verify|genSalt|gensalt|using)$/u.test(lastOf(call.to))) ||
					/^(?:CryptContext|PasswordHash|PasswordHasher)$/u.test(lastOf(call.to)),
			)
			.map(({line, text}) => ({path, line, text})),
	);
}

/** Lines of a settings file that choose Django's hashers. */
export const hasherSettings = (facts: Facts): readonly Place[] =>
	runningFiles(facts).flatMap(({path, code}) =>
		givenIn(code)
			.filter(({name}) => name === 'PASSWORD_HASHERS' || name === 'AUTH_PASSWORD_VALIDATORS')
			.map(({line, text}) => ({path, line, text})),
	);
