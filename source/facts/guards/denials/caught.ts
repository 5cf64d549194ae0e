import type {Call} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import type {FileScope} from '../../entry-points/scope.ts';
import type {FoundGuard} from '../found.ts';
import type {Origins} from '../origins.ts';
import type {Rejections} from '../rejection.ts';
import {namesIdentity} from '../words.ts';
import {goesOn} from './catch.ts';

/** `try {user = users[tokenOf(request)]…} catch {return 401}`: whoever does not prove who they are ends in the catch. */
export function refusedInCatch(scope: FileScope, here: number, origins: Origins, rejections: Rejections): readonly FoundGuard[] {
	return scope.catchesIn(here).flatMap((caught): readonly FoundGuard[] => {
		const inside = (line: number): boolean => line >= caught.line && line <= caught.end;
		const refusal =
			scope.exitsIn(here).find(exit => inside(exit.line) && rejections.ofExit(exit, scope.path) === 'denied') ??
			scope.callsIn(here).find(call => inside(call.line) && rejections.ofCall(call, scope.path) === 'denied');
		if (refusal === undefined || goesOn(scope, here, caught)) return [];
		const tried = scope
			.callsIn(here)
			.find(call => call.inTry && call.line < caught.line && call.when.length === 0 && proves(call, scope, origins));
		if (tried === undefined) return [];
		const place = {path: scope.path, line: refusal.line, text: refusal.text};
		return [
			{
				...place,
				name: tried.to,
				kind: 'signed-in',
				how: 'call',
				rejects: place,
				known: 'code',
				needs: [],
				when: [],
				back: false,
				weak: false,
			},
		];
	});
}

function proves(call: Call, scope: FileScope, origins: Origins): boolean {
	const origin = origins.ofCall(call, scope.path);
	if (origin.is === 'credential') return namesIdentity(lastOf(call.to)) && call.result === 'kept' && !isKeptAsItIs(call, scope);
	return origin.direct && (origin.is === 'identity' || origin.is === 'role');
}

/** `const token = tokenOf(request)`: it is only read, and nothing is looked up by it yet. */
const isKeptAsItIs = (call: Call, scope: FileScope): boolean =>
	[...scope.code.variables, ...scope.code.assignments].some(
		({line, value}) => line === call.line && value.is === 'call' && scope.code.calls[value.call] === call,
	);
