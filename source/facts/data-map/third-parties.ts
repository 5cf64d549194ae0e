import {type Facts, factsNamed} from '../facts.ts';
import {importsFrom, marksOf} from '../files.ts';
import {distinct} from '../places.ts';
import {isReached} from '../reached.ts';
import type {ThirdParty} from './data-map.ts';
import {type Vendor, vendors} from './vendors.ts';

type Known = Pick<Facts, 'files' | 'reached' | 'stack'>;

const mostPlaces = 5;

/** The companies whose services running code or configuration uses, by role, then name. */
export function thirdPartiesOf(facts: Known): readonly ThirdParty[] {
	return vendors
		.flatMap((vendor): readonly ThirdParty[] => {
			const places = placesOf(vendor, facts);
			return places.length === 0 ? [] : [{id: vendor.id, name: vendor.name, role: vendor.role, places: places.slice(0, mostPlaces)}];
		})
		.toSorted((one, other) => (one.role === other.role ? (one.name < other.name ? -1 : 1) : one.role < other.role ? -1 : 1));
}

function placesOf({packages, facts: ids = [], hosts = []}: Vendor, facts: Known): ThirdParty['places'] {
	const imported = importsFrom(facts, new Set(packages), ['app', 'config']).filter(
		({file}) => file.role === 'config' || isReached(file, facts.reached) !== false,
	);
	const told = ids.filter(id => id.startsWith('deploy.')).flatMap(id => factsNamed(facts, id).flatMap(({evidence}) => evidence));
	const spoken =
		hosts.length === 0
			? []
			: marksOf(facts, 'vendor.host', ['app', 'config']).filter(({value = ''}) => hosts.includes(value.toLowerCase()));
	return distinct([...imported, ...spoken, ...told]);
}
