import type {Value} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {definedAs} from '../../entry-points/resolve.ts';
import type {Spot} from '../../entry-points/scope.ts';
import {isProof, type Origin} from '../origin.ts';
import {namesIdentity, namesRole} from '../words.ts';
import type {Trace} from './trace.ts';

/** What a dependency of FastAPI gives: `Depends(current_user)`, `Annotated[User, Depends(current_user)]`, or a name for that. */
export function dependencyIn(trace: Trace, value: Value, spot: Spot, left: number): Origin | undefined {
	if (left <= 0) return undefined;
	const scope = trace.scopes.at(spot.path);
	if (value.is === 'generic')
		return value.of
			.map(one => (one.is === 'call' || one.is === 'generic' ? dependencyIn(trace, one, spot, left - 1) : undefined))
			.find(one => one !== undefined);
	if (value.is === 'name') {
		if (value.name.includes('.') || scope === undefined) return undefined;
		const definition = trace.scopes.modules.definitionOf(spot.path, value.name, spot.in);
		return definition.is === 'variable' && definition.value.value.is === 'generic'
			? dependencyIn(trace, definition.value.value, {path: definition.path, in: definition.value.in}, left - 1)
			: undefined;
	}
	const call = value.is === 'call' ? scope?.code.calls[value.call] : undefined;
	const [on] = call?.args ?? [];
	if (call === undefined || !/^(?:Depends|Security)$/u.test(lastOf(call.to))) return undefined;
	if (on?.is !== 'name') return {is: 'unknown', name: call.to, direct: false};
	const origin = trace.resultOf(definedAs(trace.scopes, trace.scopes.modules.definitionOf(spot.path, on.name, spot.in), on.name), left - 1);
	if (isProof(origin)) return {...origin, name: on.name};
	if (origin.is !== 'supplied' && (origin.is !== 'none' || namesIdentity(on.name)))
		return {is: namesIdentity(on.name) ? (namesRole(on.name) ? 'role' : 'identity') : 'unknown', name: on.name, direct: true};
	return origin;
}
