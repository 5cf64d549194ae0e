import type {Call} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import type {Spot} from '../../entry-points/scope.ts';
import {knownMethod, knownOf} from '../known.ts';
import {leavesOut} from '../left-out.ts';
import {isProof, isQuery, type Origin, readBy, settingOf, strongest} from '../origin.ts';
import {namesIdentity, namesKey, namesPassword, namesRole, namesSignature, wordsOf} from '../words.ts';
import {into, requestLike} from './path.ts';
import {mapped} from './result.ts';
import type {Trace} from './trace.ts';

const comparing: ReadonlySet<string> = new Set(
	'timingSafeEqual compare_digest timing_safe_equal timingSafeCompare constantTimeCompare constant_time_compare safeCompare safeEqual secureCompare'.split(
		' ',
	),
);
const verifying: ReadonlySet<string> = new Set('verify verified validate check decode introspect'.split(' '));
/** Receivers that speak for who the caller is, whatever is asked of them. */
const authoritative = /(?:^|\.)(?:auth|session|sessions|jwt|passport|lucia|clerk|authService|sessionService|tokenService|authClient)\.$/u;
const answer = /^(?:response|resp|res|result|answer|r)\.json$/u;
const many: ReadonlySet<string> = new Set('all users count list members roles permissions sessions'.split(' '));
/** Verbs that make something rather than ask who somebody is: `createUser`, `signInWithPassword`. */
const acting: ReadonlySet<string> = new Set(
	'create list delete update invite generate insert register sign signin signup signout count send add remove set save upsert store revoke reset make build issue login logout destroy exchange refresh link unlink seed clear put append push merge increment notify track handle process complete finish start init prepare'.split(
		' ',
	),
);

/** What a call gives, by what is known of it, what its name says, and what it is given. */
export function callFrom(trace: Trace, call: Call, path: string, left: number): Origin {
	const unknown: Origin = {is: 'unknown', name: call.to, direct: false};
	if (left <= 0) return unknown;
	const spot = {path, in: call.in};
	const last = lastOf(call.to);
	if (leavesOut(call)) return {is: 'none', name: call.to, direct: false};
	const target = trace.callee(call, path);
	const known = (target.is === 'library' ? knownOf(target.definition) : undefined) ?? knownMethod(last);
	if (known?.does === 'nothing') return {is: 'supplied', name: call.to, direct: false};
	if (known?.does === 'throws')
		return unverified(call)
			? {is: 'supplied', name: call.to, direct: false}
			: {is: known.kind === 'signature' ? 'signature' : 'identity', name: call.to, direct: true};
	const setting = settingOf(call.to);
	if (setting !== undefined || call.to === 'os.getenv') return {is: setting === 'mode' ? 'none' : 'secret', name: call.to, direct: false};
	const base = call.on === undefined ? undefined : trace.scopes.at(path)?.code.calls[call.on];
	const given = (): Origin =>
		strongest([
			...call.args.filter(arg => arg.is !== 'function').map(arg => trace.ofValue(arg, spot, call.line, left - 1)),
			...call.named.map(entry => trace.ofValue(entry.value, spot, call.line, left - 1)),
		]);
	const text = call.args[0]?.is === 'text' ? call.args[0].text : '';
	// The answer to something that was asked for is worth what it was asked with.
	if (last === 'json' && base === undefined && answer.test(call.to)) return looked(receiver(trace, call, spot, left), call);
	const read = readBy(last);
	if (read !== undefined) return {is: read, name: call.to, direct: true};
	if (
		acting.has(wordsOf(last)[0] ?? '') ||
		(/^(?:get|find|fetch|load|list|query)/u.test(last) && wordsOf(last).some(word => many.has(word))) ||
		/(?:^|\.)auth\.admin\./u.test(call.to)
	)
		return {is: 'none', name: call.to, direct: false};
	if (namesPassword(call.to)) return {is: 'none', name: call.to, direct: false};
	if (comparing.has(last)) {
		const args = given();
		return {is: args.is === 'signature' || namesSignature(call.text) ? 'signature' : 'key', name: call.to, direct: true};
	}
	if (/^(?:createHmac|hmac\.new|crypto\.createHmac|hmac)$/u.test(call.to)) return {is: 'secret', name: call.to, direct: true};
	if (namesSignature(last) && last !== 'hmac') return {is: 'signature', name: call.to, direct: true};
	if (call.to === 'crypto.subtle.verify') return {is: 'signature', name: call.to, direct: true};
	const received = base === undefined ? receiver(trace, call, spot, left) : trace.ofCall(base, path, left - 1);
	if ((received.is === 'credential' || received.is === 'supplied' || received.is === 'secret') && received.direct)
		return {...received, name: call.to};
	// `(header || '').split(' ').filter(…)`: what it goes through has no name, and is not known.
	const goesThrough = call.to.startsWith('.') && call.args[0]?.is === 'function';
	if (isQuery(call.to) && !goesThrough)
		return looked(base === undefined || received.is === 'unknown' ? given() : strongest([given(), received]), call);
	if (/^get(?:Item)?$/u.test(last) && namesIdentity(text) && base === undefined)
		return {is: namesRole(text) ? 'role' : 'identity', name: `${call.to}(${text})`, direct: true};
	const result = trace.resultOf(target, left - 1);
	if (result.is === 'parameter') return mapped(trace, result, call, target, path, left);
	if (isProof(result)) return {...result, name: call.to, is: result.is === 'identity' && namesRole(last) ? 'role' : result.is};
	if (
		result.is === 'supplied' ||
		result.is === 'credential' ||
		result.is === 'secret' ||
		(result.is === 'none' && target.is === 'function')
	)
		return {...result, name: call.to};
	// However a client was made: its part for sessions speaks of whoever calls.
	const speaksOfCaller = base === undefined && authoritative.test(call.to.slice(0, -last.length));
	if (received.is === 'none' && base === undefined && received.name !== '' && !speaksOfCaller) return looked(given(), call);
	const args = given();
	const identifies = namesIdentity(last) || speaksOfCaller;
	if (identifies || namesKey(last)) {
		const verifies = wordsOf(last).some(word => verifying.has(word));
		if (args.is === 'supplied')
			return verifies && /token|jwt|key|secret/iu.test(last) ? {is: 'key', name: call.to, direct: true} : {...args, name: call.to};
		if (args.parameter !== undefined && !verifies && !requestLike.test(args.name)) return {...args, name: call.to, direct: false};
		return {
			is: namesKey(last) && !identifies ? 'key' : namesRole(last) ? 'role' : 'identity',
			name: call.to,
			direct: !(isProof(args) && /^(?:get|find|fetch|load)/u.test(last)),
		};
	}
	if (isProof(received)) return into({...received, direct: received.direct}, [last], call.to);
	return args.is === 'none' ? unknown : {...args, direct: false};
}

/** What is in front of the last dot of a call. */
function receiver(trace: Trace, call: Call, spot: Spot, left: number): Origin {
	const at = call.to.lastIndexOf('.');
	return at <= 0 ? {is: 'unknown', name: '', direct: false} : trace.ofName(call.to.slice(0, at), spot, call.line, left - 1);
}

/** A record that was looked up is worth what it was looked up by. */
function looked(by: Origin, call: Call): Origin {
	const name = call.to;
	if (isProof(by)) return {...by, name, direct: false};
	if (by.is === 'credential') return {is: namesKey(name) || /api_?key/iu.test(call.text) ? 'key' : 'identity', name, direct: false};
	if (by.is === 'parameter') return {...by, name, direct: false};
	return {is: by.is === 'supplied' ? 'supplied' : 'none', name, direct: false};
}

/** `jwt.decode(token, options={"verify_signature": False})`. */
const unverified = (call: Call): boolean =>
	/verify_signature["']?\s*[:=]\s*False|verify\s*=\s*False/u.test(call.text) ||
	(lastOf(call.to) === 'jwt_required' && /optional\s*=\s*True/u.test(call.text));
