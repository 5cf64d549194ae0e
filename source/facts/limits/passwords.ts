import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';

const comparing =
	/^(?:bcrypt|bcryptjs|argon2|bcrypt\.default|scrypt)\.(?:compare|compareSync|verify|checkpw)$|(?:^|\.)(?:check_password_hash|verify_password|check_password|checkPassword|verifyPassword|comparePassword|comparePasswords|isPasswordMatch|matchPassword|validatePassword|isValidPassword|passwordMatches|checkpw)$|^(?:pwd_context|password_context|ph|password_hasher|pwd_hasher|password_hash)\.verify$/u;
/** A call that holds a password against what is stored of it. */
export function isComparing(call: Call, scope: FileScope, facts: Facts): boolean {
	if (comparing.test(call.to)) return true;
	if (!/^(?:compare|compareSync|verify|verifySync|checkpw)$/u.test(call.to)) return false;
	const from = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' && /^(?:bcrypt|bcryptjs|argon2|@node-rs\/(?:argon2|bcrypt)|scrypt-kdf|oslo)$/u.test(from.package);
}

/** Every place of the server where a password is held against what is stored of it. */
export const comparisonsOf = (facts: Facts): readonly Place[] =>
	serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls.filter(call => isComparing(call, scope, facts)).map(({line, text}) => ({path: scope.path, line, text})),
	);

const secretWord = /(?:^|[._])(?:\w*password\w*|passwd|pwd|passcode|otp|pin)(?:$|\.|\()/iu;

/** What runs speaks of a password. */
export const mentionsSecret = (
	calls: readonly {readonly scope: FileScope; readonly call: Call}[],
	bodies: readonly {readonly scope: FileScope; readonly at: number}[],
): boolean =>
	calls.some(
		({call}) =>
			secretWord.test(call.to) ||
			[...call.args, ...call.named.map(entry => entry.value)].some(
				arg =>
					(arg.is === 'name' && secretWord.test(arg.name)) ||
					(arg.is === 'text' && /^password$/u.test(arg.text)) ||
					(arg.is === 'object' && arg.entries.some(({key}) => secretWord.test(key))),
			) ||
			call.named.some(({key}) => secretWord.test(key)),
	) ||
	bodies.some(
		({scope, at}) =>
			scope.code.variables.some(
				one =>
					one.in === at && (one.names.some(name => secretWord.test(name)) || (one.value.is === 'name' && secretWord.test(one.value.name))),
			) ||
			(scope.code.functions[at]?.parameters ?? []).some(
				({name, type}) => secretWord.test(name) || (type?.is === 'name' && /PasswordRequestForm/u.test(type.name)),
			),
	);

/** The password check of a sign-in library's own callback: `authorize(credentials)`. */
export const isAuthorize = (scope: FileScope, call: Call): boolean => {
	for (let at = call.in, steps = 0; at >= 0 && steps < 5; steps++) {
		if (/^(?:authorize|verify|LocalStrategy)$/u.test(lastOf(scope.code.functions[at]?.name ?? ''))) return true;
		at = scope.code.functions[at]?.in ?? -1;
	}
	return false;
};
