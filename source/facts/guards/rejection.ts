import type {Call, Exit, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {definedAs, targetOf} from '../entry-points/resolve.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import {answered} from './rejection/answer.ts';
import type {Rejection} from './rejection/kind.ts';
import {refusalsIn} from './rejection/refusal.ts';
import {leadsToSignIn} from './rejection/sign-in.ts';
import {byName, statusKeys, statusOf} from './rejection/status.ts';

const deniedText =
	/\b(?:unauthori[sz]ed|unauthenticated|forbidden|not (?:authenticated|authori[sz]ed|logged in|signed in|allowed)|log in|sign in|permission|access denied)\b/iu;
const redirects: ReadonlySet<string> = new Set(
	'redirect permanentRedirect RedirectResponse HttpResponseRedirect sendRedirect navigateTo rewrite redirect_to_login seeOther'.split(' '),
);
const passesOn: ReadonlySet<string> = new Set('next reject done callback cb'.split(' '));
const notes = /^(?:console|log|logger|logging|sentry|audit|Sentry|metrics)\b/u;

/** Reads what exits and calls do to a caller. */
export type Rejections = {
	readonly ofCall: (call: Call, path: string, left?: number) => Rejection | undefined;
	readonly ofExit: (exit: Exit, path: string) => Rejection | undefined;
};

/** Makes the reader for one repository. */
export function rejectionsIn(scopes: Scopes): Rejections {
	const {always, heldIn} = refusalsIn(scopes, ofCall, ofExit);

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
							(at === 0 || arg.is === 'text' || arg.is === 'template' || arg.is === 'name') &&
							leadsToSignIn(scopes, arg, {path, in: call.in}),
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

	/** `{ok: false, response: Response.json(…, {status: 401})}`. */
	function heldBy(value: Value & {is: 'object'}, spot: Spot, left: number): Rejection | undefined {
		const held = value.entries.some(entry => entry.value.is === 'call' && ofValue(entry.value, spot, left - 1) === 'denied');
		return held ? 'denied' : undefined;
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
