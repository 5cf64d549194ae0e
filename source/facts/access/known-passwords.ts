import type {Place} from '../../safe-text.ts';
import type {Call, Entry, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';

/** An administrator's account that code makes with a password which stands in it, and the file. */
export type Seeded = Place & {readonly file: FileFact};

const password = /^(?:password|passwd|pwd|hashed_?password|password_?hash|encrypted_?password)$/iu;
const hashing =
	/^(?:hash|hashSync|hash_password|hashPassword|generate_password_hash|get_password_hash|make_password|encrypt|encryptPassword|bcryptHash|pwd_hash)$/u;
const adminText = /^(?:admin|administrator|super_?admin|superuser|root|owner)$|^admin@/iu;
const adminKey = /^is_?(?:admin|superuser|super_?admin|staff)$/iu;
const role = /^(?:role|roles|user_?role|user_?type|username|user_?name|name|login|email)$/iu;
const makes =
	/(?:^|\.)(?:create|insert|insertOne|upsert|create_superuser|createUser|create_user|signUp|findOrCreate|get_or_create|save|values)$|^[A-Z]\w*$/u;

/** What stands in every file that makes such an account. */
const mayMake = /passw|pwd|create_superuser/iu;

/** The text that a password is, itself or under a hash; a constant of the file is looked up once. */
function writtenIn(
	value: Value | undefined,
	scope: FileScope,
	at: {readonly in: number; readonly line: number},
	left = 3,
): string | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'text') return value.text.length > 2 && !/[<>${}]/u.test(value.text) ? value.text : undefined;
	if (value.is === 'call') {
		const call = scope.code.calls[value.call];
		return call !== undefined && hashing.test(lastOf(call.to)) ? writtenIn(call.args[0], scope, at, left - 1) : undefined;
	}
	if (value.is !== 'name' || value.name.includes('.')) return undefined;
	const bound = scope.binding(value.name, at.in, at.line);
	return bound?.is === 'variable' && bound.variable.pattern === 'name' ? writtenIn(bound.variable.value, scope, at, left - 1) : undefined;
}

const isAdmin = ({key, value}: Entry): boolean =>
	(adminKey.test(key) && value.is === 'literal' && value.value === true) ||
	(role.test(key) &&
		((value.is === 'text' && adminText.test(value.text)) || (value.is === 'name' && /(?:^|\.)(?:SUPER_?)?ADMIN$/iu.test(value.name))));

/** Objects in what a call is given, and its arguments by name. */
function groupsIn(call: Call): readonly (readonly Entry[])[] {
	const into = (value: Value, left = 3): readonly (readonly Entry[])[] => {
		if (left === 0) return [];
		if (value.is === 'object') return [value.entries, ...value.entries.flatMap(entry => into(entry.value, left - 1))];
		return value.is === 'list' ? value.items.flatMap(item => into(item, left - 1)) : [];
	};
	return [call.named, ...call.args.flatMap(arg => into(arg))];
}

/** Every administrator whom code makes with a password that stands in the repository, outside tests. */
export function seededAdmins(facts: Facts): readonly Seeded[] {
	return facts.files.flatMap(file => {
		if ((file.role !== 'app' && file.role !== 'script') || file.side === 'client') return [];
		const scope = file.code !== undefined && mayHold(file.code, mayMake) ? facts.program.scopes.at(file.path) : undefined;
		if (scope === undefined) return [];
		return scope.code.calls.flatMap((call): readonly Seeded[] => {
			if (!makes.test(call.to.replaceAll('()', ''))) return [];
			const isSeeded = groupsIn(call).some(
				entries =>
					entries.some(isAdmin) && entries.some(({key, value}) => password.test(key) && writtenIn(value, scope, call) !== undefined),
			);
			const isSuper =
				lastOf(call.to) === 'create_superuser' &&
				writtenIn(call.args[2] ?? call.named.find(({key}) => key === 'password')?.value, scope, call) !== undefined;
			return isSeeded || isSuper ? [{path: file.path, line: call.line, text: call.text, file}] : [];
		});
	});
}
