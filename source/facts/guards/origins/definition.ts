import type {Spot} from '../../entry-points/scope.ts';
import type {Origin} from '../origin.ts';
import {namesKey} from '../words.ts';
import {into, scan} from './path.ts';
import type {Trace} from './trace.ts';

/** A name from another file, from a library, or from nowhere. */
export function fromElsewhere(trace: Trace, root: string, rest: readonly string[], spot: Spot, name: string, left: number): Origin {
	const definition = trace.scopes.modules.definitionOf(spot.path, root, spot.in);
	if (definition.is === 'package') {
		const from = definition.package.replaceAll('-', '_');
		if (from === 'flask' && definition.name === 'session') return {is: 'identity', name, direct: true};
		if (from === 'flask_login' && definition.name === 'current_user') return into({is: 'identity', name, direct: true}, rest, name);
		return scan(rest, name);
	}
	if (definition.is === 'variable') {
		const origin = trace.ofValue(definition.value.value, {path: definition.path, in: definition.value.in}, definition.value.line, left - 1);
		if (origin.is === 'unknown' || origin.is === 'none')
			return namesKey(root) || rest.some(namesKey)
				? {is: 'secret', name, direct: false}
				: origin.is === 'unknown'
					? scan(rest, name)
					: origin;
		return into(origin, rest, name);
	}
	return rest.length > 0 ? scan(rest, name) : {is: 'unknown', name, direct: false};
}
