import type {Call, Exit, Value} from '../code/code.ts';
import {firstOf, lastOf} from '../code/code.ts';
import {calleeOf, definedAs, type Target, targetOf} from '../entry-points/resolve.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import {leavesOut} from './left-out.ts';
import {wordsOf} from './words.ts';

/**
 * How code turns a caller away. `denied`: who it is, or may do, is not enough. `failed`: an error of any other kind. `elsewhere`: a redirect that is not to a sign-in.
 * `answered`: an ordinary answer that says that it did not do it.
 */
export type Rejection = 'denied' | 'limited' | 'invalid' | 'missing' | 'failed' | 'elsewhere' | 'answered';

const byStatus = (status: number): Rejection | undefined => {
	if (status === 401 || status === 403 || status === 407) return 'denied';
	if (status === 429) return 'limited';
	if (status === 400 || status === 422) return 'invalid';
	if (status === 404) return 'missing';
	// That it is not there, or not set up, is said to everybody alike.
	return status > 404 && status <= 500 ? 'failed' : undefined;
};

const deniedWords: ReadonlySet<string> = new Set(
	'unauthorized unauthorised forbidden unauthenticated denied 401 403 notauthenticated notauthorized insufficientrole'.split(' '),
);

/** What the words of a constant, a class of errors or a code say: `HTTP_401_UNAUTHORIZED`, `ForbiddenException`, `permission-denied`. */
function byName(name: string): Rejection | undefined {
	const said = wordsOf(name);
	if (said.some(word => deniedWords.has(word))) return 'denied';
	const at = said.indexOf('not');
	if (at !== -1 && (said[at + 1] === 'authenticated' || said[at + 1] === 'authorized' || said[at + 1] === 'authorised')) return 'denied';
	const isError = said.some(word => word === 'error' || word === 'exception');
	if (isError && said.some(word => word === 'auth' || word === 'authentication' || word === 'authorization' || word === 'permission'))
		return 'denied';
	if (at !== -1 && said[at + 1] === 'found') return 'missing';
	if (
		(said.includes('bad') && said.includes('request')) ||
		said.includes('conflict') ||
		said.includes('unprocessable') ||
		said.includes('badrequest')
	)
		return 'invalid';
	if (said.includes('many') && said.includes('requests')) return 'limited';
	return undefined;
}

const deniedText =
	/\b(?:unauthori[sz]ed|unauthenticated|forbidden|not (?:authenticated|authori[sz]ed|logged in|signed in|allowed)|log in|sign in|permission|access denied)\b/iu;
const signInText =
	/(?:^|[^a-z])(?:log[-_]?in|sign[-_]?in|sign[-_]?up|auth[a-z]*|unauthori[sz]ed|unauthenticated|forbidden|denied|no[-_]?access|40[13])(?:[^a-z]|$)/iu;
const signInWords: ReadonlySet<string> = new Set('login signin auth signup unauthorized forbidden denied'.split(' '));
const redirects: ReadonlySet<string> = new Set(
	'redirect permanentRedirect RedirectResponse HttpResponseRedirect sendRedirect navigateTo rewrite redirect_to_login seeOther'.split(' '),
);
const passesOn: ReadonlySet<string> = new Set('next reject done callback cb'.split(' '));
const statusKeys: ReadonlySet<string> = new Set('status statusCode status_code code error type'.split(' '));
const errorKeys: ReadonlySet<string> = new Set('error errors serverError formError'.split(' '));
const successKeys: ReadonlySet<string> = new Set('success ok isSuccess'.split(' '));
const notes = /^(?:console|log|logger|logging|sentry|audit|Sentry|metrics)\b/u;

/** Reads what exits and calls do to a caller. */
export type Rejections = {
	readonly ofCall: (call: Call, path: string, left?: number) => Rejection | undefined;
	readonly ofExit: (exit: Exit, path: string) => Rejection | undefined;
};

/** Makes the reader for one repository. */
export function rejectionsIn(scopes: Scopes): Rejections {
	const answers = new Map<string, boolean>();
	const held = new Map<string, boolean>();

	/** A function that does nothing else but turn away: `unauthorized()`. */
	function always(target: Target, left: number): boolean {
		if (target.is !== 'function' || left === 0) return false;
		const key = `${target.path}:${target.function}`;
		const known = answers.get(key);
		if (known !== undefined) return known;
		answers.set(key, false);
		const scope = scopes.at(target.path);
		const exits = scope?.exitsIn(target.function) ?? [];
		const calls = scope?.callsIn(target.function) ?? [];
		const denied =
			(exits.length > 0 && exits.every(exit => ofExit(exit, target.path, left - 1) === 'denied')) ||
			(exits.length === 0 &&
				calls.some(call => call.when.length === 0 && call.result === 'dropped' && ofCall(call, target.path, left - 1) === 'denied'));
		answers.set(key, denied);
		return denied;
	}

	function statusOf(value: Value, left = 3): Rejection | undefined {
		if (value.is === 'literal') return typeof value.value === 'number' ? byStatus(value.value) : undefined;
		if (value.is === 'text') return value.text.length < 40 && !value.text.includes(' ') ? byName(value.text) : undefined;
		if (value.is === 'name') return byName(value.name);
		if (left === 0) return undefined;
		if (value.is === 'object') {
			for (const entry of value.entries) {
				const said = statusKeys.has(entry.key) ? statusOf(entry.value, left - 1) : undefined;
				if (said !== undefined) return said;
			}
			return undefined;
		}
		if (value.is === 'list') return value.items.map(item => statusOf(item, left - 1)).find(one => one !== undefined);
		return undefined;
	}

	function leadsToSignIn(value: Value, spot: Spot, left = 4): boolean {
		if (left === 0) return false;
		if (value.is === 'text' || value.is === 'template')
			return (
				signInText.test(value.text.slice(0, 300)) ||
				(value.is === 'template' && value.holes.some(hole => leadsToSignIn(hole, spot, left - 1)))
			);
		if (value.is === 'call') {
			const call = scopes.at(spot.path)?.code.calls[value.call];
			return (
				call !== undefined &&
				(wordsOf(call.to).some(word => signInWords.has(word)) || call.args.some(arg => leadsToSignIn(arg, spot, left - 1)))
			);
		}
		if (value.is === 'object') return value.entries.some(entry => leadsToSignIn(entry.value, spot, left - 1));
		if (value.is === 'either') return value.of.some(one => leadsToSignIn(one, spot, left - 1));
		if (value.is !== 'name') return false;
		const said = wordsOf(value.name);
		if (said.some((word, at) => signInWords.has(word) || ((word === 'sign' || word === 'log') && said[at + 1] === 'in'))) return true;
		const scope = scopes.at(spot.path);
		if (scope?.assignmentsIn(spot.in).some(one => one.to.startsWith(`${value.name}.`) && leadsToSignIn(one.value, spot, left - 1)) === true)
			return true;
		const target = targetOf(scopes, value, spot);
		return target.is === 'value' && target.value.is !== 'name' && leadsToSignIn(target.value, target.spot, left - 1);
	}

	function ofCall(call: Call, path: string, left = 3): Rejection | undefined {
		if (left === 0 || notes.test(call.to)) return undefined;
		const last = lastOf(call.to);
		const scope = scopes.at(path);
		if (passesOn.has(last)) {
			const given = call.args[0];
			if (given === undefined || given.is === 'text' || (given.is === 'literal' && given.value === null)) return undefined;
			return ofValue(given, {path, in: call.in}, left - 1) ?? 'failed';
		}
		if (redirects.has(last)) {
			if (
				last === 'redirect_to_login' ||
				call.args
					.slice(0, 2)
					.some(
						(arg, at) =>
							(at === 0 || arg.is === 'text' || arg.is === 'template' || arg.is === 'name') && leadsToSignIn(arg, {path, in: call.in}),
					)
			)
				return 'denied';
			return 'elsewhere';
		}
		for (let one: Call | undefined = call, steps = 0; one !== undefined && steps < 6; steps++) {
			for (const arg of one.args) {
				const said =
					arg.is === 'name' && !/[.A-Z]/u.test(arg.name) ? undefined : arg.is === 'text' && !one.isNew ? undefined : statusOf(arg);
				if (said !== undefined) return said;
			}
			for (const entry of one.named) {
				const said = statusKeys.has(entry.key) ? statusOf(entry.value) : undefined;
				if (said !== undefined) return said;
			}
			one = one.on === undefined ? undefined : scope?.code.calls[one.on];
		}
		const said = byName(last);
		if (said !== undefined) return said;
		if (heldIn(call.to, {path, in: call.in}, call.line, left)) return 'denied';
		return always(definedAs(scopes, scopes.modules.definitionOf(path, call.to, call.in), call.to), left - 1) ? 'denied' : undefined;
	}

	function ofValue(value: Value, spot: Spot, left: number): Rejection | undefined {
		if (left === 0) return undefined;
		switch (value.is) {
			case 'call': {
				const call = scopes.at(spot.path)?.code.calls[value.call];
				if (call === undefined) return undefined;
				const said = ofCall(call, spot.path, left);
				if (said !== undefined) return said;
				const text = call.args[0];
				return call.isNew && text?.is === 'text' && deniedText.test(text.text) ? 'denied' : answered(text);
			}
			case 'name': {
				const said = byName(value.name);
				if (said !== undefined) return said;
				if (heldIn(value.name, spot, Number.MAX_SAFE_INTEGER, left)) return 'denied';
				const target = targetOf(scopes, value, spot);
				return target.is === 'value' && target.value.is === 'call' ? ofValue(target.value, target.spot, left - 1) : undefined;
			}
			case 'either':
				return value.of.map(one => ofValue(one, spot, left - 1)).find(one => one !== undefined);
			case 'list':
				return value.items
					.map(item => (item.is === 'literal' || item.is === 'name' ? statusOf(item) : undefined))
					.find(one => one !== undefined);
			case 'object':
				return statusOf(value) ?? heldBy(value, spot, left) ?? answered(value);
			case 'text':
			case 'literal':
			case 'template':
			case 'function':
			case 'class':
			case 'spread':
			case 'generic':
			case 'other':
				return undefined;
		}
	}

	/** A refusal that a called function hands back, for its caller to give out: `const {error} = await parse(request); if (error) return error()`. */
	function heldIn(name: string, spot: Spot, line: number, left: number): boolean {
		const scope = scopes.at(spot.path);
		const binding = left <= 1 ? undefined : scope?.binding(firstOf(name), spot.in, line);
		const made =
			binding?.is === 'variable' && binding.variable.value.is === 'call' ? scope?.code.calls[binding.variable.value.call] : undefined;
		if (made === undefined || leavesOut(made)) return false;
		const target = calleeOf(scopes, made, spot.path);
		return target.is === 'function' && holds(target.path, target.function, left - 1);
	}

	function holds(path: string, at: number, left: number): boolean {
		const key = `${path}:${at}`;
		const known = held.get(key);
		if (known !== undefined) return known;
		held.set(key, false);
		const scope = scopes.at(path);
		const denies =
			(scope?.exitsIn(at) ?? []).some(exit => exit.how === 'return' && ofExit(exit, path, left) === 'denied') ||
			(scope?.innerOf(at) ?? []).some(inner => always({is: 'function', path, function: inner}, left));
		held.set(key, denies);
		return denies;
	}

	/** `{ok: false, response: Response.json(…, {status: 401})}`. */
	function heldBy(value: Value & {is: 'object'}, spot: Spot, left: number): Rejection | undefined {
		const held = value.entries.some(entry => entry.value.is === 'call' && ofValue(entry.value, spot, left - 1) === 'denied');
		return held ? 'denied' : undefined;
	}

	/** `{error: …}`, `{success: false}`. */
	function answered(value: Value | undefined): Rejection | undefined {
		if (value?.is !== 'object') return undefined;
		const isError = value.entries.some(
			entry =>
				(errorKeys.has(entry.key) && !(entry.value.is === 'literal' && (entry.value.value === null || entry.value.value === false))) ||
				(successKeys.has(entry.key) && entry.value.is === 'literal' && entry.value.value === false),
		);
		return isError ? 'answered' : undefined;
	}

	function ofExit(exit: Exit, path: string, left = 4): Rejection | undefined {
		const said = exit.value === undefined ? undefined : ofValue(exit.value, {path, in: exit.in}, left);
		return exit.how === 'throw' &&
			said !== 'denied' &&
			said !== 'limited' &&
			said !== 'missing' &&
			said !== 'invalid' &&
			said !== 'elsewhere'
			? 'failed'
			: said;
	}

	return {ofCall, ofExit: (exit, path) => ofExit(exit, path)};
}
