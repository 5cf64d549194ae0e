import type {Value} from '../../code/code.ts';
import {nothingFound, onlyUnresolved, together, type Walked} from '../../guards/found.ts';
import {knownOf} from '../../guards/known.ts';
import {namesGuard} from '../../guards/words.ts';
import {targetOf} from '../resolve.ts';
import {functionsIn, type Spot} from '../scope.ts';
import {ofClass} from './class.ts';
import {made} from './factory.ts';
import {byItsName, guardByName} from './library.ts';
import type {Walk} from './walk.ts';
import {ofCall} from './wrapper.ts';

/** What a value does where it stands as a handler, or in front of one as a step. */
export function ofValue(walk: Walk, value: Value, spot: Spot, left: number, as: 'handler' | 'step'): Walked {
	if (left < 0) return nothingFound;
	const target = targetOf(walk.scopes, value, spot);
	switch (target.is) {
		case 'function':
			return together([walk.ofFunction(target.path, target.function, left), ...(as === 'step' ? [made(walk, target, left)] : [])]);
		case 'class':
			return ofClass(walk, target.path, target.class, left, as);
		case 'library': {
			const known = knownOf(target.definition);
			if (known !== undefined) return guardByName(target.name, known, spot);
			return namesGuard(target.name) ? onlyUnresolved(`${target.name} of ${target.definition.package} is not known`) : nothingFound;
		}
		case 'value':
			return ofMade(walk, target.value, target.spot, left, as);
		case 'unknown':
			return value.is === 'name' ? byItsName(walk, value.name, spot) : nothingFound;
	}
}

function ofMade(walk: Walk, value: Value, spot: Spot, left: number, as: 'handler' | 'step'): Walked {
	switch (value.is) {
		case 'call': {
			const call = walk.scopes.at(spot.path)?.code.calls[value.call];
			return call === undefined ? nothingFound : ofCall(walk, call, spot, left, as);
		}
		case 'list':
			return together(value.items.map(item => walk.ofValue(item, spot, left, as)));
		case 'object':
			return together(value.entries.flatMap(entry => functionsIn(entry.value).map(one => walk.ofFunction(spot.path, one, left))));
		case 'either':
			return as === 'handler'
				? together(value.of.map(one => walk.ofValue(one, spot, left, as)))
				: onlyUnresolved('which of several stands here depends on a condition');
		case 'generic':
			return together(value.of.map(one => (one.is === 'call' || one.is === 'generic' ? walk.ofValue(one, spot, left, as) : nothingFound)));
		case 'spread':
			return walk.ofValue(value.of, spot, left, as);
		case 'name':
		case 'text':
		case 'literal':
		case 'template':
		case 'function':
		case 'class':
		case 'other':
			return nothingFound;
	}
}
