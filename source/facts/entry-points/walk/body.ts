import type {Call, Func} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {denialsIn, type Perhaps} from '../../guards/denials.ts';
import {type FoundGuard, nothingFound, together, type Walked} from '../../guards/found.ts';
import {namesGuard, namesOtherwise, namesSignIn} from '../../guards/words.ts';
import {dependenciesOf} from '../dependencies.ts';
import {effectOf} from '../effects.ts';
import type {FileScope} from '../scope.ts';
import {called} from './call.ts';
import {saidGuard} from './said.ts';
import {standing} from './standing.ts';
import type {Walk} from './walk.ts';

/** What a function does in its own body and by what that calls. */
export function bodyOf(walk: Walk, scope: FileScope, one: Func, at: number, left: number): Walked {
	const {guards: own, soft, perhaps} = denialsIn(scope, at, walk.origins, walk.rejections);
	const parts: Walked[] = [{guards: own, effects: [], unresolved: []}];
	const calls = scope.bodyOf(at).flatMap(here => scope.callsIn(here));
	const asked: {readonly call: Call; readonly found: Walked}[] = [];
	const changing: Call[] = [];
	for (const call of calls) {
		const effect = effectOf(call, scope, walk.scopes);
		if (effect !== undefined) {
			parts.push({guards: [], effects: [effect], unresolved: []});
			changing.push(call);
			continue;
		}
		const found = called(walk, scope, call, left);
		if (found === nothingFound) continue;
		if (found.effects.length > 0) changing.push(call);
		asked.push({call, found});
	}
	for (const {call, found} of asked) parts.push(standing(scope, call, found, changing));
	for (const dependency of dependenciesOf(one, scope))
		parts.push({
			...walk.ofValue(dependency, {path: scope.path, in: one.in}, left - 1, 'step'),
			...(dependency.is === 'name' ? {unresolved: []} : {}),
		});
	const said = parts.some(({guards}) => guards.some(isProven)) ? undefined : saidGuard(walk, scope, at);
	const learned =
		said === undefined &&
		own.length === 0 &&
		soft[0] !== undefined &&
		!namesSignIn(lastOf(one.name)) &&
		(namesGuard(lastOf(one.name)) || namesGuard(fileOf(scope.path)));
	const way = soft[0];
	if (said !== undefined) parts.push({guards: [said], effects: [], unresolved: []});
	else if (learned && way !== undefined) {
		const rejects = {path: scope.path, line: way.line, text: way.text};
		parts.push({
			guards: [
				{
					...rejects,
					name: one.name,
					kind: 'signed-in',
					how: 'call',
					rejects,
					known: 'learned',
					needs: [],
					when: [],
					back: way.back,
					weak: false,
				},
			],
			effects: [],
			unresolved: [],
		});
	} else if (perhaps !== undefined && !namesOtherwise(one.name) && !namesSignIn(lastOf(one.name)) && parts.every(saysNothing))
		parts.push({guards: [perhapsGuard(perhaps, one, scope)], effects: [], unresolved: []});
	return together(parts.filter(part => part !== nothingFound));
}

/** It asks who the caller is, whoever calls it. */
const isProven = ({kind, needs, perhaps}: FoundGuard): boolean =>
	kind !== 'limiter' && kind !== 'validation' && needs.length === 0 && perhaps !== true;

/** Nothing is known of it: it neither changes something nor asks for anything. */
const saysNothing = ({guards, effects}: Walked): boolean => guards.length === 0 && effects.length === 0;

function perhapsGuard({way, needs}: Perhaps, one: Func, scope: FileScope): FoundGuard {
	const rejects = {path: scope.path, line: way.line, text: way.text};
	return {
		...rejects,
		name: one.name,
		kind: 'signed-in',
		how: 'call',
		rejects,
		known: 'learned',
		perhaps: true,
		needs,
		when: way.when,
		back: way.back,
		weak: false,
	};
}

const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]+$/iu, '');
