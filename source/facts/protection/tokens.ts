import type {Place} from '../../safe-text.ts';
import {type Call, type Code, entryOf, firstOf, lastOf, moduleLevel, textOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {type RunningFile, runningFiles} from './running.ts';

/** What is done with a signed token on a server. */
export type TokenRead = Place & {
	readonly is: 'verified' | 'switched off' | 'only decoded' | 'unclear';
	readonly said: string;
};

const tokenPackage =
	/^(?:jsonwebtoken|jose|jws|jwt-decode|jwt-simple|fast-jwt|@nestjs\/jwt|@fastify\/jwt|@hono\/jwt|hono\/jwt|@tsndr\/cloudflare-worker-jwt|express-jwt|passport-jwt|koa-jwt|jwt|jose\.jwt|authlib(?:\..+)?|flask_jwt_extended|rest_framework_simplejwt(?:\..+)?|firebase-admin(?:\/.+)?|firebase_admin(?:\..+)?)$/u;
const verifying =
	/^(?:verify|verifyAsync|verifySync|jwtVerify|jwtDecrypt|verifyIdToken|verify_id_token|verifySessionCookie|compactVerify|verifyToken|verifyJwt|verifyJWT|verify_token|verify_jwt|expressjwt|expressJwt|getUser|get_user|getClaims|get_claims|introspect|jwt_required|jwtVerifier|authenticateRequest|unwrap|validateToken|decryptToken|createRemoteJWKSet|verifySignature|timingSafeEqual|createHmac)$/u;
const decoding = /^(?:decode|decodeJwt|jwtDecode|jwt_decode|unsecuredDecode|get_unverified_claims)$/u;
const ofProvider = /id_?token|idToken|provider|google|apple|azure|microsoft|oauth|oidc|external/iu;
const passed = /^(?:exp|iat|nbf|expiresAt|expires|isExpired|expiry|header|kid)$/u;

const fromOf = (call: Call, code: Code): string => code.imports.find(({local}) => local === firstOf(call.to))?.from ?? '';

/** The option that switches the signature's check off: the literal, or a constant or a setting that is false when nobody sets it. */
function isOff(value: Value | undefined, path: string, at: number, facts: Facts): boolean {
	if (value?.is === 'literal') return value.value === false;
	if (value?.is !== 'name') return false;
	const found = facts.program.scopes.modules.definitionOf(path, value.name, at);
	const given = found.is === 'variable' ? found.value.value : undefined;
	return given?.is === 'literal' && (given.value === false || given.value === null);
}

function switchedOff(call: Call, path: string, facts: Facts): boolean {
	const options = call.named.find(({key}) => key === 'options')?.value ?? call.args[3];
	if (isOff(entryOf(options, 'verify_signature'), path, call.in, facts)) return true;
	if (call.named.some(({key, value}) => key === 'verify' && isOff(value, path, call.in, facts))) return true;
	const allowed = [...call.args, ...call.named.map(({value}) => value)].flatMap(arg => [entryOf(arg, 'algorithms'), arg]);
	return allowed.some(list => list?.is === 'list' && list.items.some(item => textOf(item)?.toLowerCase() === 'none'));
}

/** The functions around a place, innermost first. */
function outwards(at: number, code: Code): ReadonlySet<number> {
	const all = new Set<number>();
	for (let here = at, steps = 0; here !== moduleLevel && steps < 20; steps++) {
		all.add(here);
		here = code.functions[here]?.in ?? moduleLevel;
	}
	return all;
}

/** Whether what is decoded here is verified as well: in the same function, or by whoever stands around it. */
function isVerifiedToo(call: Call, {code, path}: RunningFile, facts: Facts): boolean {
	const around = outwards(call.in, code);
	if (code.calls.some(other => other.in === call.in && /^(?:sign|signAsync|SignJWT)$/u.test(lastOf(other.to)))) return true;
	const helper = lastOf(code.functions[call.in]?.name ?? '');
	if (helper !== '')
		for (const user of code.calls.filter(other => lastOf(other.to) === helper))
			for (const at of outwards(user.in, code))
				if (code.calls.some(other => other.in === at && verifying.test(lastOf(other.to)))) return true;
	return code.calls.some(other => {
		if (other === call || !(around.has(other.in) || outwards(other.in, code).has(call.in))) return false;
		const last = lastOf(other.to);
		if (verifying.test(last)) return true;
		if (last === 'decode' && path.endsWith('.py') && tokenPackage.test(fromOf(other, code)))
			return (
				!switchedOff(other, path, facts) && (other.args.length > 1 || other.named.some(({key}) => key === 'key' || key === 'algorithms'))
			);
		return /verif|authenticate|requireUser|requireAuth|getSession|validate/iu.test(last);
	});
}

/** What is read of the decoded token: its expiry alone, or who it speaks of. */
function isOnlyExpiry(call: Call, code: Code): boolean {
	const line = code.variables.find(one => one.in === call.in && one.line === call.line);
	if (line === undefined) return /\.exp\b/u.test(call.text);
	const names = new Set(line.names);
	if (line.pattern === 'object') return line.names.every(name => passed.test(name));
	const read = [
		...code.calls
			.filter(({in: at}) => at === call.in)
			.flatMap(({args, when, to}) => [to, ...when, ...args.flatMap(arg => (arg.is === 'name' ? [arg.name] : []))]),
		...code.exits.filter(({in: at}) => at === call.in).flatMap(({value, when}) => [...when, ...(value?.is === 'name' ? [value.name] : [])]),
		...code.variables.filter(({in: at}) => at === call.in).flatMap(({value}) => (value.is === 'name' ? [value.name] : [])),
	].filter(name => names.has(firstOf(name)));
	return (
		read.length > 0 &&
		read.every(
			name =>
				name
					.split('.')
					.slice(1)
					.every(part => passed.test(part)) && name.includes('.'),
		)
	);
}

const payloadByHand = /(?:atob|Buffer\.from|b64decode|base64)\S{0,60}split\(\s*['"]\.['"]\s*\)\s*\[1\]/u;

function readsIn(file: RunningFile, facts: Facts): readonly TokenRead[] {
	const {code, path} = file;
	return code.calls.flatMap((call): readonly TokenRead[] => {
		const last = lastOf(call.to);
		const place = {path, line: call.line, text: call.text};
		const from = fromOf(call, code);
		const known = tokenPackage.test(from) || (/^(?:jwt|jws|jose|JWT)$/u.test(firstOf(call.to)) && call.to.includes('.'));
		if (known && path.endsWith('.py') && last === 'decode') {
			if (switchedOff(call, path, facts))
				return doubted(call, file, facts, 'switched off', 'a token is read with the check of its signature switched off');
			return [{...place, is: 'verified', said: ''}];
		}
		if (known && verifying.test(last)) {
			if (switchedOff(call, path, facts)) return [{...place, is: 'switched off', said: 'tokens that nobody signed are accepted'}];
			return [{...place, is: 'verified', said: ''}];
		}
		if (known && decoding.test(last)) return doubted(call, file, facts, 'only decoded', 'a token is read without checking its signature');
		if (/^(?:JSON\.parse|json\.loads)$/u.test(call.to) && payloadByHand.test(call.text))
			return doubted(call, file, facts, 'only decoded', 'a token is taken apart by hand without checking its signature');
		if (/^(?:jwtVerify|verifyIdToken|verify_id_token|expressjwt|jwt_required)$/u.test(last)) return [{...place, is: 'verified', said: ''}];
		if (/(?:^|\.)auth\.(?:getUser|get_user|getClaims|get_claims)$/u.test(call.to)) return [{...place, is: 'verified', said: ''}];
		return [];
	});
}

const holder: ReadonlySet<string> = new Set(
	'auth authenticate authentication user current session guard middleware require login token jwt identity admin role'.split(' '),
);

function doubted(call: Call, file: RunningFile, facts: Facts, is: 'switched off' | 'only decoded', said: string): readonly TokenRead[] {
	const {code, path} = file;
	const place = {path, line: call.line, text: call.text};
	const name = code.functions[call.in]?.name ?? '';
	const [token] = [...call.args, ...call.named.filter(({key}) => key === 'jwt' || key === 'token').map(({value}) => value)];
	const source = `${token?.is === 'name' ? token.name : ''} ${call.text} ${name}`;
	if (isOnlyExpiry(call, code) || isVerifiedToo(call, file, facts) || ofProvider.test(`${source} ${path}`)) return [];
	const serves = facts.program.pointsOf(path, call.in).length > 0;
	const decides = serves || wordsOf(`${name} ${path}`).some(word => holder.has(word));
	const isWhole =
		code.functions[call.in] !== undefined && (code.functions[call.in]?.end ?? 0) - (code.functions[call.in]?.line ?? 0) < 2 && !serves;
	return [{...place, is: decides && !isWhole && !/refresh/iu.test(source) ? is : 'unclear', said}];
}

const known = new WeakMap<readonly unknown[], readonly TokenRead[]>();

/** Every place where server code verifies a token, or reads one without. */
export function tokenReadsIn(facts: Facts): readonly TokenRead[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const made = runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(file => [...readsIn(file, facts), ...strategies(file)]);
	known.set(facts.files, made);
	return made;
}

/** A library's own verification, where it is put to use. */
const strategies = ({code, path}: RunningFile): readonly TokenRead[] =>
	code.imports
		.filter(
			({from, typeOnly}) =>
				!typeOnly &&
				/^(?:passport-jwt|express-jwt|koa-jwt|flask_jwt_extended|rest_framework_simplejwt|@nestjs\/jwt|@fastify\/jwt|hono\/jwt|hono\/jwk)/u.test(
					from,
				),
		)
		.slice(0, 1)
		.map(({from, line}) => ({path, line, text: from, is: 'verified' as const, said: ''}));

const firstSafe: Readonly<Record<string, readonly number[]>> = {jsonwebtoken: [4, 2, 2], 'express-jwt': [6, 0, 0]};

/** Versions of libraries that let the token choose how it is checked, where the code does not say it either. */
export function oldLibrariesIn(facts: Facts): readonly Place[] {
	const named = runningFiles(facts).some(({code}) =>
		code.calls.some(call => call.args.some(arg => entryOf(arg, 'algorithms') !== undefined)),
	);
	if (named) return [];
	return facts.packages.flatMap(one =>
		one.dependencies.filter(({name, range, use, ecosystem}) => {
			const safe = firstSafe[name];
			const parts = /(?<major>\d+)(?:\.(?<minor>\d+))?(?:\.(?<patch>\d+))?/u.exec(range)?.groups;
			if (safe === undefined || parts === undefined || ecosystem !== 'npm' || use === 'development') return false;
			const version = [Number(parts.major), Number(parts.minor ?? 0), Number(parts.patch ?? 0)];
			const at = version.findIndex((part, index) => part !== safe[index]);
			return at !== -1 && (version[at] ?? 0) < (safe[at] ?? 0);
		}),
	);
}
