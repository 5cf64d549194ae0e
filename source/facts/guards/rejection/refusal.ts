import type {Call, Exit} from '../../code/code.ts';
import {firstOf} from '../../code/code.ts';
import {calleeOf, type Target} from '../../entry-points/resolve.ts';
import type {Scopes, Spot} from '../../entry-points/scope.ts';
import {leavesOut} from '../left-out.ts';
import type {Rejection} from './kind.ts';

/** What the functions of a repository do about refusing. */
type Refusals = {
	readonly always: (target: Target, left: number) => boolean;
	readonly heldIn: (name: string, spot: Spot, line: number, left: number) => boolean;
};

/** Tells which functions do nothing else but turn away, and which hand a refusal back to their caller. */
export function refusalsIn(
	scopes: Scopes,
	ofCall: (call: Call, path: string, left: number) => Rejection | undefined,
	ofExit: (exit: Exit, path: string, left: number) => Rejection | undefined,
): Refusals {
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

	return {always, heldIn};
}
