import type {Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** What a decorator is called, whether or not it is called with something. */
export const dotted = (value: Value, scope: FileScope): string =>
	value.is === 'name' ? value.name : value.is === 'call' ? (scope.code.calls[value.call]?.to ?? '') : '';
