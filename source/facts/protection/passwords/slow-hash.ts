import type {Place} from '../../../safe-text.ts';
import {type Call, type Code, lastOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';
import {givenIn} from '../given.ts';
import {packageOf} from '../imported.ts';
import {type RunningFile, runningFiles} from '../running.ts';

const slow =
	/^(?:bcrypt|bcryptjs|bcrypt-ts|argon2|@node-rs\/(?:argon2|bcrypt)|passlib|pwdlib|argon2-cffi|scrypt|@phc\/[\w-]+|oslo)(?:[./]|$)/u;
/** Functions that stretch a password, or that a framework or library keeps for them. */
const slowCalls: ReadonlySet<string> = new Set(
	'scrypt scryptSync pbkdf2 pbkdf2Sync pbkdf2_hmac argon2id generate_password_hash check_password_hash make_password check_password set_password hashpw checkpw verify_password get_password_hash'.split(
		' ',
	),
);
/** What stretches keys of any kind: those of passwords only where the place says so. */
const derivations: ReadonlySet<string> = new Set(['deriveBits', 'deriveKey']);
const stretching: ReadonlySet<string> = new Set(['scrypt', 'scryptSync', 'pbkdf2', 'pbkdf2Sync', 'pbkdf2_hmac', 'argon2id']);
/** What is stretched there is called a key of a program or a service: no person chose it. */
const programsKey = /api[_-]?key|(?:^|[^a-z])encrypt|master[_-]?key/iu;
const libraryCalls: ReadonlySet<string> = new Set('hash hashSync compare compareSync verify genSalt gensalt using'.split(' '));
const hashers: ReadonlySet<string> = new Set(['CryptContext', 'PasswordHash', 'PasswordHasher']);
const djangoMaker = /\.objects\.create_(?:super)?user$/u;

const known = new WeakMap<Code, boolean>();

/** The file hashes slowly: what it hashes fast beside that is something else. */
export function hashesSlowly(code: Code): boolean {
	const before = known.get(code);
	if (before !== undefined) return before;
	const made =
		code.imports.some(({from}) => slow.test(from)) ||
		code.calls.some(({to}) => {
			const last = lastOf(to);
			return slowCalls.has(last) || derivations.has(last) || last === 'create_user';
		});
	known.set(code, made);
	return made;
}

/** A call hashes a password slowly. What the project calls so itself is no proof: the library's call within it is. */
function isSlow(call: Call, {code, path}: RunningFile, facts: Facts): boolean {
	const last = lastOf(call.to);
	if (hashers.has(last) || djangoMaker.test(call.to)) return true;
	if (stretching.has(last) && programsKey.test(`${call.text} ${code.functions[call.in]?.name ?? ''}`)) return false;
	if (slowCalls.has(last)) return facts.program.calleeOf(call, path).is !== 'function';
	if (derivations.has(last))
		return wordsOf(`${code.functions[call.in]?.name ?? ''} ${path}`).some(word => word === 'password' || word === 'passwords');
	return libraryCalls.has(last) && slow.test(packageOf(call, code));
}

/** Where passwords are hashed slowly, as they should be. */
export const slowHashesIn = (facts: Facts): readonly Place[] =>
	runningFiles(facts).flatMap(file =>
		file.code.calls.filter(call => isSlow(call, file, facts)).map(({line, text}) => ({path: file.path, line, text})),
	);

/** Lines of a settings file that choose Django's hashers. */
export const hasherSettings = (facts: Facts): readonly Place[] =>
	runningFiles(facts)
		.filter(({path}) => path.endsWith('.py'))
		.flatMap(({path, code}) =>
			givenIn(code)
				.filter(({name}) => name === 'PASSWORD_HASHERS' || name === 'AUTH_PASSWORD_VALIDATORS')
				.map(({line, text}) => ({path, line, text})),
		);
