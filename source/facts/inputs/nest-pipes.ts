import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {From} from './input.ts';

const looking = /pipe|valid|schema|zod|joi/iu;

/** Nothing stands in front of these ways in that would hold a body against the class that its parameter names: the type is gone when it runs. */
export const isUnheld = (points: readonly EntryPoint[], from: From): boolean =>
	from === 'body' &&
	points.length > 0 &&
	points.every(
		({framework, guards, middleware, unresolved}) =>
			framework === 'nest' &&
			unresolved.length === 0 &&
			!guards.some(({kind}) => kind === 'validation') &&
			!middleware.some(name => looking.test(name)),
	);
