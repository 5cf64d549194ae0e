import type {Place} from '../../safe-text.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {PlainFacts} from '../facts.ts';
import {distinct} from '../places.ts';
import {compare, type MapSection, many} from './map.ts';
import {type Caller, callerOf, effectsOf, isMoving} from './who.ts';

const callerOrder: readonly Caller[] = ['anyone', 'not known', 'a key', 'a signature', 'signed in', 'a role', 'the program'];

/** Every entry point with who may call it and what it does. */
export function callersSection({entryPoints}: PlainFacts): MapSection {
	const {points} = entryPoints;
	const weight = (point: EntryPoint): number =>
		(isMoving(point) ? 0 : point.kind === 'page' ? 200 : 100) + callerOrder.indexOf(callerOf(point)) * 2 + (point.publicByName ? 1 : 0);
	const sorted = [...points].sort(
		(one, other) =>
			weight(one) - weight(other) || (one.route === other.route ? compare(one.method, other.method) : compare(one.route, other.route)),
	);
	const counted = callerOrder.flatMap(caller => {
		const count = points.filter(point => callerOf(point) === caller).length;
		return count === 0 ? [] : [`${caller} ${count}`];
	});
	return {
		id: 'callers',
		title: 'Who can call what',
		lead:
			points.length === 0
				? 'No entry points were found.'
				: `${many(points.length, 'entry point')}: ${counted.join(', ')}. Those that change or cost something stand first.`,
		columns: ['who', 'method', 'entry point', 'what it does'],
		rows: sorted.map(point => ({
			cells: [
				callerOf(point),
				point.method === '' ? point.kind : point.method,
				point.route,
				[
					effectsOf(point).slice(0, 3).join(', '),
					point.said === undefined ? '' : `as ${point.said.path} says`,
					point.publicByName && !isMoving(point) && callerOf(point) === 'anyone' ? 'public by its name' : '',
				]
					.filter(Boolean)
					.join(' · '),
			],
			...placesOf(point),
		})),
	};
}

/** The code that answers stands first, then where it is registered, then what stands on the way. */
function placesOf(point: EntryPoint): {readonly place: Place; readonly more: readonly Place[]} {
	const all = distinct([
		...(point.handler === undefined ? [] : [point.handler]),
		point,
		...point.guards,
		...(point.said === undefined ? [] : [point.said]),
	]);
	return {place: all[0] ?? point, more: all.slice(1)};
}
