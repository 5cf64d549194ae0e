import type {Place} from '../../safe-text.ts';
import {type Call, type Code, firstOf, lastOf, moduleLevel, textOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {givenIn} from './given.ts';
import {type RunningFile, runningFiles} from './running.ts';
import {isPasswordName} from './secret-names.ts';

/** How a password is kept badly: by a fast hash, as it is, or by a slow hash that is not slow enough. */
export type WeakPassword = Place & {readonly how: 'fast' | 'plain' | 'cheap'; readonly said: string};

const fastAlgorithm = /^(?:md[245]|sha-?(?:1|224|256|384|512)?|ripemd160|blake2[bs]?(?:\d+)?)$/iu;
const fastFunction = /^(?:md5|sha1|sha224|sha256|sha384|sha512|MD5|SHA1|SHA224|SHA256|SHA3|SHA384|SHA512|blake2b|blake2s)$/u;
const fastPackages: ReadonlySet<string> = new Set([
	'md5',
	'blueimp-md5',
	'sha1',
	'js-md5',
	'js-sha1',
	'js-sha256',
	'js-sha512',
	'sha256',
	'crypto-js',
	'ts-md5',
	'hash.js',
	'hashlib',
	'object-hash',
	'@noble/hashes',
]);
const slow =
	/^(?:bcrypt|bcryptjs|bcrypt-ts|argon2|@node-rs\/(?:argon2|bcrypt)|passlib|pwdlib|argon2-cffi|scrypt|@phc\/[\w-]+|oslo)(?:[./]|$)/u;
const slowCall =
	/^(?:scrypt|scryptSync|pbkdf2|pbkdf2Sync|pbkdf2_hmac|deriveBits|deriveKey|argon2id|generate_password_hash|check_password_hash|make_password|check_password|set_password|create_user|hashpw|checkpw|verify_password|get_password_hash)$/u;
const notForKeeping = /pwned|hibp|digest|realm|breach|leaked|k-?anon|gravatar|cache|etag|fingerprint|legacy|migrat/iu;

/** What a value names: itself, and what is encoded or put together from it. */
function namesIn(value: Value | undefined, code: Code, deep = 4): readonly string[] {
	if (value === undefined || deep === 0) return [];
	if (value.is === 'name') return [value.name];
	if (value.is === 'either') return value.of.flatMap(one => namesIn(one, code, deep - 1));
	if (value.is === 'template') return value.holes.flatMap(one => namesIn(one, code, deep - 1));
	if (value.is !== 'call') return [];
	const call = code.calls[value.call];
	if (call === undefined) return [];
	const method = lastOf(call.to);
	if (/^(?:encode|toString|trim|strip|from|String|str|bytes|concat|normalize)$/u.test(method)) {
		const owner = call.to.slice(0, Math.max(0, call.to.length - method.length - 1));
		return [...(owner === '' ? [] : [owner]), ...call.args.flatMap(arg => namesIn(arg, code, deep - 1))];
	}
	return [];
}

const givesPassword = (call: Call, code: Code): boolean => call.args.some(arg => namesIn(arg, code).some(isPasswordName));

/** The package that a call's first name comes from. */
const packageOf = (call: Call, code: Code): string => {
	const first = firstOf(call.to);
	return code.imports.find(({local}) => local === first)?.from ?? '';
};

/** What a call hashes fast: `createHash('md5').update(x)`, `hashlib.sha256(x)`, `CryptoJS.MD5(x)`, `subtle.digest('SHA-256', x)`. */
function fastHash(call: Call, code: Code): boolean {
	const last = lastOf(call.to);
	if (last === 'update') {
		const maker = call.on === undefined ? undefined : code.calls[call.on];
		return maker !== undefined && lastOf(maker.to) === 'createHash' && fastAlgorithm.test(textOf(maker.args[0]) ?? '');
	}
	if (last === 'digest') return call.args.length === 2 && fastAlgorithm.test(textOf(call.args[0]) ?? entryText(call.args[0]));
	const from = packageOf(call, code);
	if (last === 'new') return from === 'hashlib' && fastAlgorithm.test(textOf(call.args[0]) ?? '');
	if (fastFunction.test(last)) return fastPackages.has(from) || from === 'crypto' || /^(?:CryptoJS|hashlib)$/u.test(firstOf(call.to));
	return call.to === firstOf(call.to) && fastPackages.has(from) && from !== 'crypto-js' && from !== 'hashlib';
}

const entryText = (value: Value | undefined): string =>
	value?.is === 'object' ? (textOf(value.entries.find(({key}) => key === 'name')?.value) ?? '') : '';

const isSlowFile = (code: Code): boolean =>
	code.imports.some(({from}) => slow.test(from)) || code.calls.some(({to}) => slowCall.test(lastOf(to)));

/** A function of the project whose own parameter is hashed fast. */
function fastMakers(files: readonly RunningFile[]): ReadonlySet<string> {
	const makers = new Set<string>();
	for (const {path, code} of files)
		for (const call of code.calls) {
			const at = call.in;
			const one = code.functions[at];
			if (one === undefined || at === moduleLevel || one.end - one.line > 20 || !fastHash(call, code)) continue;
			const own = new Set(one.parameters.map(({name}) => name));
			if (call.args.some(arg => namesIn(arg, code).some(name => own.has(name)))) makers.add(`${at} ${path}`);
		}
	return makers;
}

function fastIn({path, code}: RunningFile, makers: ReadonlySet<string>, facts: Facts): readonly WeakPassword[] {
	if (isSlowFile(code)) return [];
	return code.calls.flatMap((call): readonly WeakPassword[] => {
		if (!givesPassword(call, code)) return [];
		const around = `${code.functions[call.in]?.name ?? ''} ${call.to} ${path}`;
		if (notForKeeping.test(around)) return [];
		const place = {path, line: call.line, text: call.text};
		if (fastHash(call, code))
			return [{...place, how: 'fast', said: 'a password goes through a fast hash, which is guessed in hours once it leaks'}];
		if (makers.size === 0) return [];
		const target = facts.program.calleeOf(call, path);
		return target.is === 'function' && makers.has(`${target.function} ${target.path}`)
			? [
					{
						...place,
						how: 'fast',
						said: `a password goes through ${lastOf(call.to)}(), a fast hash, which is guessed in hours once it leaks`,
					},
				]
			: [];
	});
}

const leastCost = 10;

/** The cost that a call of bcrypt is given, where it is a number. */
function costOf(call: Call, path: string, code: Code, facts: Facts): number | undefined {
	const last = lastOf(call.to);
	const from = packageOf(call, code);
	if (!/^(?:bcrypt|bcryptjs|bcrypt-ts|@node-rs\/bcrypt)(?:\/|$)/u.test(from) && !/^bcrypt(?:js)?$/iu.test(firstOf(call.to)))
		return undefined;
	const value = /^hash(?:Sync)?$/u.test(last)
		? call.args[1]
		: /^gen_?salt(?:Sync)?$/iu.test(last)
			? (call.args[0] ?? call.named.find(({key}) => key === 'rounds')?.value)
			: undefined;
	return numberOf(value, path, call.in, facts);
}

function numberOf(value: Value | undefined, path: string, at: number, facts: Facts): number | undefined {
	if (value?.is === 'literal') return typeof value.value === 'number' ? value.value : undefined;
	if (value?.is !== 'name') return undefined;
	const found = facts.program.scopes.modules.definitionOf(path, value.name, at);
	const given = found.is === 'variable' ? found.value.value : undefined;
	return given?.is === 'literal' && typeof given.value === 'number' ? given.value : undefined;
}

const cheapIn = ({path, code}: RunningFile, facts: Facts): readonly WeakPassword[] =>
	code.calls.flatMap((call): readonly WeakPassword[] => {
		const cost = costOf(call, path, code, facts);
		return cost !== undefined && cost < leastCost && cost > 0
			? [{path, line: call.line, text: call.text, how: 'cheap', said: `bcrypt runs with a cost of ${cost}, below ${leastCost}`}]
			: [];
	});

const compared = /^(?<left>.+?)\s*[!=]==?\s*(?<right>.+)$/u;
const typedTwice = words(
	'confirm confirmed confirmation repeat repeated re retype again verify second 2 new current old previous undefined null none true false length match error errors type',
);
const hashed = words('hash hashed encrypted encoded digest crypt');

function words(list: string): ReadonlySet<string> {
	return new Set(list.split(' '));
}

const lastName = (text: string): string => /['"](?<key>\w+)['"][\])]$/u.exec(text)?.groups?.key ?? lastOf(text);
const ownerOf = (text: string): string => text.replace(/(?:[[(]['"]\w+['"][\])]|\.\w+)$/u, '');
const stored =
	/^(?:(?:this\.)?(?:db|existing|found|current|stored|matched|my|the|old|saved)?_?(?:users?|accounts?|members?|admins?|customers?|persons?|students?|employees?|u|record|row|rows\[0\]|results?\[0\]|results?\[\]|rows\[\]|doc|data\[0\]|user\[\]|user\[0\]))$/iu;

/** Whether a name stands for a text that is written in the code. */
function isWritten(name: string, line: number, {path, code}: RunningFile, facts: Facts): boolean {
	const at = code.functions.findLastIndex(one => one.line <= line && line <= one.end);
	const found = facts.program.scopes.modules.definitionOf(path, name, at);
	return found.is === 'variable' && found.value.names[0] === name && (textOf(found.value.value) ?? '') !== '';
}

/** A stored password beside the one that was typed in. */
function comparedIn(facts: Facts): readonly WeakPassword[] {
	const running = new Map(runningFiles(facts).map(file => [file.path, file]));
	return marksOf(facts, 'crypto.compares-password').flatMap((mark): readonly WeakPassword[] => {
		const file = running.get(mark.path);
		const {left = '', right = ''} = compared.exec(mark.value ?? '')?.groups ?? {};
		if (file === undefined || ![left, right].every(side => isPasswordName(lastName(side)) || /^pass$|_PASS$/u.test(lastName(side))))
			return [];
		if ([left, right].some(side => wordsOf(side).some(word => typedTwice.has(word) || hashed.has(word)))) return [];
		const place = {path: mark.path, line: mark.line, text: mark.text, how: 'plain' as const};
		if (/^[\w]*(?:PASS|PASSWORD|Password|password)$/u.test(right) && isWritten(right, mark.line, file, facts))
			return [{...place, said: 'the password that lets people in stands in the code'}];
		const owners = [ownerOf(left), ownerOf(right)];
		if (owners[0] === owners[1] || !owners.some((owner, at) => owner !== [left, right][at] && stored.test(owner))) return [];
		return [{...place, said: plain}];
	});
}

const comparing = words('compare check verify validate match matches authenticate is valid');
const plainReturn = /^return\s+[\w.$]+\s*={2,3}\s*[\w.$]+;?$/u;

/** `comparePassword` that does nothing but compare. */
const comparersIn = ({path, code}: RunningFile): readonly WeakPassword[] =>
	code.exits.flatMap(({in: at, text, line}): readonly WeakPassword[] => {
		const said = wordsOf(lastOf(code.functions[at]?.name ?? ''));
		if (
			!plainReturn.test(text) ||
			!said.some(word => word === 'password' || word === 'passwords') ||
			!said.some(word => comparing.has(word))
		)
			return [];
		if (said.some(word => typedTwice.has(word)) || code.calls.some(call => call.in === at)) return [];
		return [{path, line, text, how: 'plain', said: plain}];
	});

const plain = 'the stored password is compared with the typed one as it is, so it is kept readable';
const byPassword = /\bwhere\b[^;]{0,250}?\b(?:user_?)?(?:password|passwd|pwd)\s*=\s*(?:\?|\$\d|:\w|%s|%\(\w|@\w|'?"?\$\{\}|'?\{)/iu;
const finding = /^(?:findOne|find_one|findFirst|findUnique|findOneBy|findBy|find|filter_by|filter|get|first|where|count|exists)$/u;
const account: ReadonlySet<string> = new Set(['email', 'username', 'user_name', 'userName', 'login', 'name', 'phone']);

/** An account that is looked up by its password. */
function lookedUpIn({path, code}: RunningFile): readonly WeakPassword[] {
	if (isSlowFile(code)) return [];
	const said = 'an account is looked up by the typed password, so it is kept readable or under a hash without salt';
	return code.calls.flatMap((call): readonly WeakPassword[] => {
		const place = {path, line: call.line, text: call.text, how: 'plain' as const, said};
		if (call.args.some(arg => (arg.is === 'text' || arg.is === 'template') && byPassword.test(arg.text))) return [place];
		const last = lastOf(call.to);
		if (last === 'eq' && isPasswordName(textOf(call.args[0]) ?? '') && call.args[1]?.is === 'name') return [place];
		if (!finding.test(last) || !call.to.includes('.')) return [];
		const keys = [
			...call.named.map(({key}) => key),
			...call.args
				.slice(0, 1)
				.flatMap(arg => (arg.is === 'object' ? arg.entries : []))
				.flatMap(({key, value}) => (key === 'where' && value.is === 'object' ? value.entries.map(one => one.key) : [key])),
		];
		return keys.some(key => /^(?:password|passwd|pwd)$/iu.test(key)) && keys.some(key => account.has(key)) ? [place] : [];
	});
}

/** Passwords that are kept in a way from which they can be had back. */
export function weakPasswordsIn(facts: Facts): readonly WeakPassword[] {
	const files = runningFiles(facts).filter(({file}) => file.side !== 'client');
	const makers = fastMakers(files);
	const same = [...comparedIn(facts), ...files.flatMap(comparersIn)];
	const found = files.flatMap(file => [...fastIn(file, makers, facts), ...lookedUpIn(file), ...cheapIn(file, facts)]);
	return [
		...found.filter(({how}) => how === 'fast'),
		...same,
		...found.filter(({how}) => how === 'plain'),
		...found.filter(({how}) => how === 'cheap'),
	];
}

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

/** Where a server is handed a password. */
export const passwordsTakenIn = (facts: Facts): readonly Place[] =>
	runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(({path, code}) =>
			code.variables
				.filter(
					({names, pattern, value}) =>
						(pattern === 'object' && names.includes('password') && value.is === 'name') || (value.is === 'name' && taken.test(value.name)),
				)
				.map(({line, text}) => ({path, line, text})),
		);

const taken = /(?:body|form|payload|credentials|values)\.password$/u;
