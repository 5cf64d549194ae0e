import type {Value} from '../../code/code.ts';
import type {Spot} from '../../entry-points/scope.ts';
import {type Origin, strongest} from '../origin.ts';
import type {Trace} from './trace.ts';

/** Where a value comes from: of several parts, the one that says most. */
export function ofValue(trace: Trace, value: Value, spot: Spot, line: number, left: number): Origin {
	if (left <= 0) return {is: 'unknown', name: '', direct: false};
	const each = (values: readonly Value[]): Origin => strongest(values.map(one => trace.ofValue(one, spot, line, left - 1)));
	switch (value.is) {
		case 'name':
			return trace.ofName(value.name, spot, line, left);
		case 'call': {
			const call = trace.scopes.at(spot.path)?.code.calls[value.call];
			return call === undefined ? {is: 'unknown', name: '', direct: false} : trace.ofCall(call, spot.path, left);
		}
		case 'template':
			return each(value.holes);
		case 'either':
			return each(value.of);
		case 'list':
			return each(value.items);
		case 'object':
			return each(value.entries.map(entry => entry.value));
		case 'spread':
			return each([value.of]);
		case 'generic':
			return each(value.of);
		case 'text':
		case 'literal':
			return {is: 'none', name: '', direct: false};
		case 'function':
		case 'class':
		case 'other':
			return {is: 'unknown', name: '', direct: false};
	}
}
