import type {Call, Func} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {denialsIn} from '../../guards/denials.ts';
import {nothingFound, together, type Walked} from '../../guards/found.ts';
import {namesGuard, namesSignIn} from '../../guards/words.ts';
import {dependenciesOf} from '../dependencies.ts';
import {effectOf} from '../effects.ts';
import type {FileScope} from '../scope.ts';
import {called} from './call.ts';
import {standing} from './standing.ts';
import type {Walk} from './walk.ts';

/** What a function does in its own body and by what that calls. */
export function bodyOf(walk: Walk, scope: FileScope, one: Func, at: number, left: number): Walked {
	const {guards: own, soft} = denialsIn(scope, at, walk.origins, walk.rejections);
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
	const learned =
		own.length === 0 &&
		soft[0] !== undefined &&
		!namesSignIn(lastOf(one.name)) &&
		(namesGuard(lastOf(one.name)) || namesGuard(fileOf(scope.path)));
	const way = soft[0];
	if (learned && way !== undefined) {
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
	}
	return together(parts.filter(part => part !== nothingFound));
}

const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]+$/iu, '');
