import type {GuardOnTheWay} from './entry-point.ts';
import {type GatePaths, standsBefore} from './gate-paths.ts';
import type {Registered, Step} from './registered.ts';

/** Something that stands in front of the routes of a whole application, as far as it stands in front of each. */
export type Gate = {
	readonly step?: Step;
	/** A guard that a library's gate is known to be; with `step` it would be found twice. */
	readonly given?: GuardOnTheWay;
	/** Whether requests for a route come past it at all; a text says why that cannot be told. */
	readonly covers: (route: string) => boolean | string;
	/** What the gate does with the path of what comes past it. */
	readonly paths: GatePaths;
	readonly unresolved: readonly string[];
};

/** What a gate is for one route. */
export function gatedBy(gate: Gate | undefined, route: string, id?: string): Pick<Registered, 'before' | 'given' | 'unresolved'> {
	const covered = gate?.covers(route) ?? false;
	if (gate === undefined || covered === false) return {before: [], given: [], unresolved: []};
	if (typeof covered === 'string') return {before: [], given: [], unresolved: [covered]};
	const stands = standsBefore(gate.paths, route, id);
	if (stands === false) return {before: [], given: [], unresolved: []};
	if (stands === undefined) return {before: [], given: [], unresolved: ['the gate decides by the path, in a way that was not followed']};
	return {
		before: gate.step === undefined ? [] : [gate.step],
		given: gate.given === undefined ? [] : [gate.given],
		unresolved: gate.unresolved,
	};
}

/** The gates of an application, one behind the other. */
export function gatedByAll(gates: readonly Gate[], route: string, id?: string): Pick<Registered, 'before' | 'given' | 'unresolved'> {
	const each = gates.map(gate => gatedBy(gate, route, id));
	return {
		before: each.flatMap(({before}) => before),
		given: each.flatMap(({given}) => given),
		unresolved: each.flatMap(({unresolved}) => unresolved),
	};
}
