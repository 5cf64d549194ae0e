import {nothingFound, together, type Walked} from '../../guards/found.ts';
import {methodOf} from '../resolve.ts';
import {activationOf, classFields} from '../standing-classes.ts';
import type {Walk} from './walk.ts';

/** What a class does that stands in front, or that answers by itself. */
export function ofClass(walk: Walk, path: string, at: number, left: number, as: 'handler' | 'step' = 'step'): Walked {
	const scope = walk.scopes.at(path);
	const one = scope?.code.classes[at];
	if (scope === undefined || one === undefined || left < 0) return nothingFound;
	const spot = {path, in: one.in};
	const parts: Walked[] = [];
	for (const name of [
		'canActivate',
		'has_permission',
		'has_object_permission',
		'test_func',
		'__call__',
		'use',
		'dispatch',
		'handle',
	] as const) {
		const method = methodOf(walk.scopes, path, at, name);
		if (method?.is !== 'function') continue;
		const found = walk.ofFunction(method.path, method.function, left);
		const active = found.guards.some(({perhaps}) => perhaps !== true)
			? undefined
			: activationOf(walk.scopes, method.path, method.function, one.name);
		parts.push(found, ...(active === undefined ? [] : [{guards: [active], effects: [], unresolved: []}]));
	}
	// What stands in front of a class that answers itself was found where it is registered.
	for (const base of one.bases) parts.push(walk.ofValue(base, spot, left - 1, as));
	if (as === 'step') for (const field of classFields(one)) parts.push(walk.ofValue(field, spot, left - 1, 'step'));
	return together(parts.map(part => ({...part, unresolved: []})));
}
