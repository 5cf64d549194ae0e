import type {Value} from '../code/code.ts';
import {each, nothing, oneOf, type Source, together, unknownSource} from './input.ts';
import {type At, further, type Tracer} from './tracer.ts';

/** Keys under which all of a record stands. */
const holdsAll: ReadonlySet<string> = new Set(['...', '$set', '$setOnInsert', 'data']);

/** What reaches a value, or the part of it that a path leads to. */
export function ofValue(tracer: Tracer, value: Value, rest: readonly string[], at: At): Source {
	if (at.left <= 0 || !tracer.step()) return unknownSource('');
	const all = (values: readonly Value[], path: readonly string[]): Source =>
		together(values.map(one => tracer.ofValue(one, path, further(at))));
	switch (value.is) {
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
			return nothing;
		case 'name':
			return value.name === '' ? unknownSource('') : tracer.ofPath([...value.name.split('.'), ...rest].slice(0, 12), further(at));
		case 'template':
			return each(all(value.holes, []), input => (input.shape === 'any' ? {...input, shape: 'text'} : input));
		case 'call': {
			const call = tracer.program.scopes.at(at.path)?.code.calls[value.call];
			return call === undefined ? unknownSource('') : tracer.ofCall(call, rest, further(at));
		}
		case 'object': {
			const [key, ...deeper] = rest;
			if (key === undefined || key === '[]' || key === '...')
				return together(
					value.entries.map(entry => {
						const held = tracer.ofValue(entry.value, [], further(at));
						return holdsAll.has(entry.key) ? held : each(held, oneOf);
					}),
				);
			const entry = value.entries.findLast(one => one.key === key);
			if (entry !== undefined) return tracer.ofValue(entry.value, deeper, further(at));
			return all(
				value.entries.filter(one => one.key === '...').map(one => one.value),
				rest,
			);
		}
		case 'list':
			return all(value.items, rest.slice(1));
		case 'either':
			return all(value.of, rest);
		case 'spread':
			return tracer.ofValue(value.of, rest, further(at));
		case 'generic':
			return nothing;
		case 'other':
			return value.of === undefined ? unknownSource('') : all(value.of, rest);
	}
}
