import type {Value} from '../../code/code.ts';
import {nothingFound, together, type Walked} from '../../guards/found.ts';
import {type Target, targetOf} from '../resolve.ts';
import {functionsIn, type Spot} from '../scope.ts';
import {ofClass} from './class.ts';
import type {Walk} from './walk.ts';

/** What a factory or a wrapper makes: the functions that it returns. */
export function made(walk: Walk, target: Target & {is: 'function'}, left: number, deep = 3): Walked {
	const scope = walk.scopes.at(target.path);
	if (scope === undefined || deep === 0) return nothingFound;
	const parts: Walked[] = [];
	for (const exit of scope.exitsIn(target.function)) {
		if (exit.how !== 'return' || exit.value === undefined) continue;
		parts.push(...returned(walk, exit.value, {path: target.path, in: target.function}, left, deep));
	}
	return together(parts);
}

function returned(walk: Walk, value: Value, spot: Spot, left: number, deep: number): readonly Walked[] {
	const inner = targetOf(walk.scopes, value, spot);
	if (inner.is === 'function') {
		const makes = made(walk, inner, left, deep - 1);
		return [walk.ofFunction(inner.path, inner.function, left), ...(makes === nothingFound ? [] : [makes])];
	}
	if (inner.is === 'class') return [ofClass(walk, inner.path, inner.class, left)];
	if (inner.is === 'library') return [walk.ofValue(value, spot, left, 'step')];
	if (inner.is !== 'value') return [];
	if (inner.value.is === 'call') return [walk.ofValue(inner.value, inner.spot, left, 'handler')];
	return functionsIn(inner.value).map(one => walk.ofFunction(inner.spot.path, one, left));
}
