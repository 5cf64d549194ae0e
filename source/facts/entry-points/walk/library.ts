import type {Call} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {type FoundGuard, nothingFound, onlyUnresolved, type Walked} from '../../guards/found.ts';
import {knownMethod, knownOf} from '../../guards/known.ts';
import type {Known} from '../../guards/known-row.ts';
import {type Target, targetOf} from '../resolve.ts';
import type {Spot} from '../scope.ts';
import {strategyOf} from '../strategies.ts';
import type {Walk} from './walk.ts';

/** What is known of a callee: of the library's function itself, or of a method of something that the library made. */
export function knownAs(walk: Walk, target: Target, call: Call, path: string): Known | undefined {
	const own = target.is === 'library' ? knownOf(target.definition) : undefined;
	return own ?? knownOfMade(walk, call.to, {path, in: call.in}) ?? knownMethod(lastOf(call.to));
}

/** What is known of a method by the library that made what it is a method of. */
function knownOfMade(walk: Walk, name: string, spot: Spot): Known | undefined {
	const at = name.lastIndexOf('.');
	const made = at === -1 ? undefined : targetOf(walk.scopes, {is: 'name', name: name.slice(0, at)}, spot);
	const maker = made?.is === 'value' && made.value.is === 'call' ? walk.scopes.at(made.spot.path)?.code.calls[made.value.call] : undefined;
	const from = maker === undefined || made?.is !== 'value' ? undefined : walk.callee(maker, made.spot.path);
	return from?.is === 'library' ? knownOf({...from.definition, name: lastOf(name)}) : undefined;
}

/** The guard that a call to a library's function is, if it is one. */
export function libraryGuard(call: Call, path: string, name: string, known: Known, how: FoundGuard['how']): FoundGuard | undefined {
	if (known.does !== 'guard' && known.does !== 'throws') return undefined;
	const place = {path, line: call.line, text: call.text};
	const kind = strategyOf(call, known.kind);
	if (kind === undefined) return undefined;
	return {...place, name, kind, how, rejects: place, known: 'library', needs: [], when: [], back: false, weak: false};
}

/** A library's guard that stands in front by its mere name. */
export function guardByName(name: string, known: Known, spot: Spot): Walked {
	if (known.does !== 'guard' && known.does !== 'throws') return nothingFound;
	const place = {path: spot.path, line: 0, text: ''};
	return {
		guards: [
			{
				...place,
				name,
				kind: known.kind,
				how: 'call',
				rejects: place,
				known: 'library',
				needs: [],
				when: [],
				back: false,
				weak: false,
			},
		],
		effects: [],
		unresolved: [],
	};
}

/** A name that leads nowhere: a decorator of an instance may still be known by its name. */
export function byItsName(walk: Walk, name: string, spot: Spot): Walked {
	const known = knownOfMade(walk, name, spot) ?? knownMethod(lastOf(name));
	return known === undefined ? onlyUnresolved(`${name} was not found`) : guardByName(name, known, spot);
}
