import type {Place} from '../../safe-text.ts';
import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {serverFiles} from '../sinks/sink.ts';

/** What a script would like to try a million times: something that costs money, or that tells whether a secret was right. */
export type Tempting = Place & {
	readonly why: 'asks a model' | 'sends mail' | 'sends texts' | 'checks a password' | 'opens accounts';
	readonly limited: boolean;
	/** What runs for it could not be followed. */
	readonly unresolved: boolean;
};

const limiting =
	/(?:^|[._])(?:\w*rate_?limit\w*|\w*limiter\w*|\w*throttl\w*|slow_?down|\w*quota\w*|arcjet\w*|aj\.protect|\w*token_?bucket\w*|\w*credits?\w*|\w*(?:max|daily|monthly|usage|message|request|attempt|login)s?_?limit\w*|(?:check|enforce|within|exceeds?)_?\w*limit\w*|consume_?points|brute\w*|\w*lockout\w*|axes\w*|\w*attempts\w*)/iu;
const counted =
	/(?:^|[._])\w*(?:limit|quota|credits?|attempts?|tries|remaining|usage|cooldown|throttle|lock(?:ed|out)|bucket)\w*(?:\.|$|\(\))/iu;
const packages: ReadonlySet<string> = new Set(
	'@upstash/ratelimit express-rate-limit express-slow-down rate-limiter-flexible @fastify/rate-limit hono-rate-limiter @nestjs/throttler @arcjet/next @arcjet/node koa-ratelimit express-brute slowapi fastapi-limiter flask-limiter flask_limiter django-ratelimit django_ratelimit django-axes axes limits limiter bottleneck convex-helpers @convex-dev/rate-limiter next-rate-limit lambda-rate-limiter fastapi_limiter'.split(
		' ',
	),
);

/** Where a limiter is brought in or made, anywhere on the server. */
export function limitersOf(facts: Facts): readonly Place[] {
	const imported = importsFrom(facts, packages, ['app', 'config']);
	const named = serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls.filter(call => limiting.test(call.to) && !isUpload(call)).map(({line, text}) => ({path: scope.path, line, text})),
	);
	const settings = facts.files.flatMap(({path}) =>
		/settings/u.test(path)
			? (facts.program.scopes.at(path)?.code.variables ?? [])
					.filter(one => one.text.includes('REST_FRAMEWORK') || one.names.some(name => /^AXES_|THROTTLE/u.test(name)))
					.filter(one => JSON.stringify(one.value).includes('THROTTLE') || one.names.some(name => /^AXES_|THROTTLE/u.test(name)))
					.map(({line, text}) => ({path, line, text}))
			: [],
	);
	return [...imported, ...named, ...settings].map(({path, line, text}) => ({path, line, text}));
}

/** Limiters that count only failures: what succeeds may be done without end. */
export const lenientLimitersOf = (facts: Facts): readonly Place[] =>
	serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls
			.filter(call =>
				call.args.some(
					arg =>
						arg.is === 'object' &&
						arg.entries.some(({key, value}) => key === 'skipSuccessfulRequests' && value.is === 'literal' && value.value === true),
				),
			)
			.map(({line, text}) => ({path: scope.path, line, text})),
	);

const isUpload = (call: Call): boolean => /limits?$/iu.test(call.to) && /(?:^|\.)(?:limit|limits)$/u.test(call.to);

const comparing =
	/^(?:bcrypt|bcryptjs|argon2|bcrypt\.default|scrypt)\.(?:compare|compareSync|verify|checkpw)$|(?:^|\.)(?:check_password_hash|verify_password|check_password|checkPassword|verifyPassword|comparePassword|comparePasswords|isPasswordMatch|matchPassword|validatePassword|isValidPassword|passwordMatches|checkpw)$|^(?:pwd_context|password_context|ph|password_hasher|pwd_hasher|password_hash)\.verify$/u;
/** A call that holds a password against what is stored of it. */
function isComparing(call: Call, scope: FileScope, facts: Facts): boolean {
	if (comparing.test(call.to)) return true;
	if (!/^(?:compare|compareSync|verify|verifySync|checkpw)$/u.test(call.to)) return false;
	const from = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' && /^(?:bcrypt|bcryptjs|argon2|@node-rs\/(?:argon2|bcrypt)|scrypt-kdf|oslo)$/u.test(from.package);
}

const secretWord = /(?:^|[._])(?:\w*password\w*|passwd|pwd|passcode|otp|pin)(?:$|\.|\()/iu;

/** What runs speaks of a password. */
const mentionsSecret = (
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

const signIn =
	/(?:^|\/)(?:log-?in|sign-?in|authenticate|register|sign-?up|forgot-?password|reset-?password|password-?reset|recover-?password|verify-?otp|otp|send-?otp|login\/access-token|password-recovery|users\/register)(?:\/:\w+)?\/?$/iu;
const opening = /(?:^|\/)(?:register|sign-?up|users\/register)\/?$/iu;
/** Services that count tries themselves. */
const hosted =
	/(?:^|\.)(?:auth\.(?:signIn\w*|signUp|resetPasswordForEmail|signInWithOtp|signInWithPassword|api\.\w+)|signInWithEmailAndPassword|createUserWithEmailAndPassword|initiateAuth|signInWithPopup)$|^(?:signIn|signUp)$/u;

const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'action', 'rpc', 'function']);

/** What on the server a script would like to try a million times, and whether something counts the tries. */
export function temptingOf(facts: Facts): readonly Tempting[] {
	const found = new Map<string, Tempting>();
	const followed = new Set<string>();
	for (const point of facts.entryPoints.points) {
		if (!asked.has(point.kind) || point.method === 'OPTIONS' || point.method === 'HEAD') continue;
		const bodies = facts.program.runBy(point).flatMap(one => {
			const scope = facts.program.scopes.at(one.path);
			return scope === undefined ? [] : [{scope, at: one.function}];
		});
		const calls = bodies.flatMap(({scope, at}) => scope.bodyOf(at).flatMap(inner => scope.callsIn(inner).map(call => ({scope, call}))));
		const passwords = calls.filter(({call, scope}) => isComparing(call, scope, facts));
		for (const {scope, call} of passwords) followed.add(`${scope.path}:${call.line}`);
		const why = whyOf(
			point,
			passwords.length > 0,
			calls.some(({call}) => hosted.test(call.to)),
		);
		if (why === undefined || isTrusted(point, why)) continue;
		if (why === 'checks a password' && passwords.length === 0 && bodies.length > 0 && !mentionsSecret(calls, bodies)) continue;
		found.set(`${point.path}:${point.line}:${point.method}:${point.route}`, {
			...placeFor(point, why),
			why,
			limited: isLimited(point, bodies, calls),
			unresolved: point.unresolved.length > 0,
		});
	}
	for (const {file, scope} of serverFiles(facts))
		for (const call of scope.code.calls) {
			const isPassword = isComparing(call, scope, facts) && !followed.has(`${file.path}:${call.line}`) && isAuthorize(scope, call);
			if (!isPassword) continue;
			const body = around(scope, call);
			found.set(`${file.path}:${call.line}`, {
				path: file.path,
				line: call.line,
				text: call.text,
				why: 'checks a password',
				limited: body.some(one => limiting.test(one.to)),
				unresolved: false,
			});
		}
	return [...found.values()];
}

/** The password check of a sign-in library's own callback: `authorize(credentials)`. */
const isAuthorize = (scope: FileScope, call: Call): boolean => {
	for (let at = call.in, steps = 0; at >= 0 && steps < 5; steps++) {
		if (/^(?:authorize|verify|LocalStrategy)$/u.test(lastOf(scope.code.functions[at]?.name ?? ''))) return true;
		at = scope.code.functions[at]?.in ?? -1;
	}
	return false;
};

function around(scope: FileScope, call: Call): readonly Call[] {
	const top = scope.code.functions[call.in]?.in ?? call.in;
	return [...scope.callsIn(call.in), ...scope.callsIn(top)];
}

function whyOf(point: EntryPoint, comparesPassword: boolean, isHosted: boolean): Tempting['why'] | undefined {
	if (point.costs.some(({does}) => does === 'asks a model')) return 'asks a model';
	if (isHosted || point.method === 'GET') return undefined;
	if (comparesPassword) return 'checks a password';
	if (point.costs.some(({does}) => does === 'texts')) return 'sends texts';
	if (point.costs.some(({does}) => does === 'mails')) return 'sends mail';
	if (signIn.test(point.route))
		return opening.test(point.route)
			? point.writes.length > 0
				? 'opens accounts'
				: undefined
			: point.framework === 'next.app' && point.writes.length === 0
				? undefined
				: 'checks a password';
	return undefined;
}

/** Callers who may do it for somebody that is known; what costs money is limited for them as well. */
const isTrusted = ({guards}: EntryPoint, why: Tempting['why']): boolean =>
	guards.some(({kind}) => kind === 'key' || kind === 'signature' || kind === 'role') ||
	(why !== 'asks a model' && guards.some(({kind}) => kind === 'signed-in'));

function placeFor(point: EntryPoint, why: Tempting['why']): Place {
	const cost = point.costs.find(({does}) => (why === 'asks a model' ? does === why : why === 'sends mail' ? does === 'mails' : false));
	return cost === undefined || cost.path !== point.path
		? {path: point.path, line: point.line, text: point.text}
		: {path: cost.path, line: cost.line, text: cost.text};
}

function isLimited(
	point: EntryPoint,
	bodies: readonly {readonly scope: FileScope; readonly at: number}[],
	calls: readonly {readonly call: Call}[],
): boolean {
	if (point.guards.some(({kind}) => kind === 'limiter')) return true;
	if (point.middleware.some(one => limiting.test(one) || /limit|throttle/iu.test(one))) return true;
	if (calls.some(({call}) => (limiting.test(call.to) || call.when.some(one => counted.test(one))) && !isUpload(call))) return true;
	return bodies.some(
		({scope, at}) =>
			scope.exitsIn(at).some(exit => exit.when.some(one => counted.test(one))) ||
			(scope.code.functions[at]?.decorators ?? []).some(
				one =>
					limiting.test(one.is === 'call' ? (scope.code.calls[one.call]?.to ?? '') : one.is === 'name' ? one.name : '') ||
					(one.is === 'call' && /limit|throttle/iu.test(scope.code.calls[one.call]?.to ?? '')),
			),
	);
}
