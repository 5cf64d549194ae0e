import type {Place} from '../../safe-text.ts';
import type {Call} from '../code/code.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {placeOf, serverFiles} from '../sinks/sink.ts';
import {cleanersIn} from './cleaners.ts';
import {isHosted} from './hosted.ts';
import {countedByDefault, countsAllOf, isLimited} from './limited.ts';
import {namesLimiter} from './limiters.ts';
import {comparisonsOf, isAuthorize, isComparing, mentionsSecret} from './passwords.ts';

/** What a script would like to try a million times: something that costs money, or that tells whether a secret was right. */
export type Tempting = Place & {
	readonly why: 'asks a model' | 'sends mail' | 'sends texts' | 'checks a password' | 'opens accounts';
	readonly limited: boolean;
	/** What runs for it could not be followed. */
	readonly unresolved: boolean;
};

/** How addresses are called at which a secret is tried or an account is opened. */
export const signInRoute =
	/(?:^|\/)(?:log-?in|sign-?in|authenticate|register|sign-?up|forgot-?password|reset-?password|password-?reset|recover-?password|verify-?otp|otp|send-?otp|login\/access-token|password-recovery|users\/register)(?:\/:\w+)?\/?$/iu;
const signingIn = /(?:^|\/)(?:log-?in|sign-?in|login\/access-token)\/?$/iu;
const opening = /(?:^|\/)(?:register|sign-?up|users\/register)\/?$/iu;
const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'action', 'rpc', 'function']);

/** What on the server a script would like to try a million times, and whether something counts the tries. */
export function temptingOf(facts: Facts): readonly Tempting[] {
	const found = new Map<string, Tempting>();
	const followed = new Set<string>();
	const counted = countedByDefault(facts);
	const isMounted = countsAllOf('trpc', facts);
	const compared = comparisonsOf(facts);
	for (const point of facts.entryPoints.points) {
		if (!asked.has(point.kind) && !drawsOnServer.has(point.framework)) continue;
		if (point.method === 'OPTIONS' || point.method === 'HEAD') continue;
		const run = facts.program.runBy(point).flatMap(one => {
			const scope = facts.program.scopes.at(one.path);
			return scope === undefined ? [] : [{scope, at: one.function}];
		});
		const bodies = [...run, ...cleanersIn(run, facts)];
		const calls = bodies.flatMap(({scope, at}) => scope.bodyOf(at).flatMap(inner => scope.callsIn(inner).map(call => ({scope, call}))));
		const models = drawsOnServer.has(point.framework)
			? calls.filter(({call, scope}) => effectOf(call, scope, facts.program.scopes)?.does === 'asks a model')
			: [];
		const passwords = calls.filter(({call, scope}) => isComparing(call, scope, facts));
		for (const {scope, call} of passwords) followed.add(`${scope.path}:${call.line}`);
		const why = whyOf(
			point,
			passwords.length > 0,
			models.length > 0,
			calls.some(({call}) => isHosted(call)),
		);
		if (why === undefined || (point.kind === 'action' && !isTaken(point, facts))) continue;
		const limited =
			counted.has(point.framework) || (point.framework === 'trpc' && isMounted) || isLimited(point, why === 'asks a model', bodies, calls);
		// That a model is limited for those who are trusted as well is worth a line.
		if (isTrusted(point, why) && !(limited && why === 'asks a model')) continue;
		if (
			why === 'checks a password' &&
			passwords.length === 0 &&
			bodies.length > 0 &&
			compared.length === 0 &&
			!mentionsSecret(calls, bodies)
		)
			continue;
		found.set(`${point.path}:${point.line}:${point.method}:${point.route}`, {
			...(models[0] === undefined ? placeFor(point, why) : placeOf(models[0].scope.path, models[0].call)),
			why,
			limited,
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
				limited: body.some(one => namesLimiter(one.to)),
				unresolved: false,
			});
		}
	return [...found.values()];
}

function around(scope: FileScope, call: Call): readonly Call[] {
	const top = scope.code.functions[call.in]?.in ?? call.in;
	return [...scope.callsIn(call.in), ...scope.callsIn(top)];
}

function whyOf(point: EntryPoint, comparesPassword: boolean, asksModel: boolean, asksHosted: boolean): Tempting['why'] | undefined {
	if (asksModel || point.costs.some(({does}) => does === 'asks a model')) return 'asks a model';
	if (asksHosted || point.method === 'GET') return undefined;
	if (comparesPassword) return 'checks a password';
	if (point.costs.some(({does}) => does === 'texts')) return 'sends texts';
	if (point.costs.some(({does}) => does === 'mails')) return 'sends mail';
	if (signInRoute.test(point.route))
		return opening.test(point.route)
			? point.writes.length > 0
				? 'opens accounts'
				: undefined
			: point.framework === 'next.app' && point.writes.length === 0
				? undefined
				: 'checks a password';
	return undefined;
}

/** Whatever a visitor does on such a page runs on the server. */
const drawsOnServer: ReadonlySet<string> = new Set(['streamlit', 'gradio']);

/** An action is called by pages; one that only code of the server takes stays there. */
function isTaken(point: EntryPoint, facts: Facts): boolean {
	const path = point.handler?.path ?? point.path;
	const name = point.handler?.name ?? point.route;
	if (facts.program.scopes.at(path)?.code.directives.includes('use server') !== true) return true;
	const {modules} = facts.program.scopes;
	return facts.files.some(
		file =>
			file.role === 'app' &&
			file.path !== path &&
			(file.side !== 'server' || /\.[jt]sx$/u.test(file.path)) &&
			file.code !== undefined &&
			modules.importsOf(file.path).includes(path) &&
			file.code.imports.some(one => one.name === name || one.name === '*' || one.how === 'dynamic'),
	);
}

/** Callers who may do it for somebody that is known; what costs money is limited for them as well. The platform's own check lets the public key in. */
const isTrusted = ({guards, route}: EntryPoint, why: Tempting['why']): boolean =>
	guards.some(({kind, name}) => (kind === 'key' && name !== 'verify_jwt') || kind === 'signature' || kind === 'role') ||
	// Nobody has signed in who asks to: a token that is read on the way is one that was just made.
	(why !== 'asks a model' && !signingIn.test(route) && guards.some(({kind}) => kind === 'signed-in'));

function placeFor(point: EntryPoint, why: Tempting['why']): Place {
	const cost = point.costs.find(({does}) => (why === 'asks a model' ? does === why : why === 'sends mail' ? does === 'mails' : false));
	return cost === undefined || cost.path !== point.path
		? {path: point.path, line: point.line, text: point.text}
		: {path: cost.path, line: cost.line, text: cost.text};
}
