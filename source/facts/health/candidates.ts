import type {Place} from '../../safe-text.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Scopes} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';
import {type Start, startsAt} from './start.ts';

/** A route that is about health, and where the code that answers it begins; empty when that was not found. */
export type Candidate = Place & {readonly route: string; readonly starts: readonly Start[]};

const kinds: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'rpc', 'function']);
const reading: ReadonlySet<string> = new Set(['', 'ANY', 'GET', 'HEAD', 'QUERY']);
const telling: ReadonlySet<string> = new Set('health healthz healthcheck healthy heartbeat readiness liveness alive'.split(' '));

/** The entry points that are about health: by their route, or at the root by the name of what answers. */
export const amongPoints = (points: readonly EntryPoint[], isHealth: (route: string) => boolean, scopes: Scopes): readonly Candidate[] =>
	points
		.filter(point => kinds.has(point.kind) && reading.has(point.method) && tells(point, isHealth))
		.map(point => {
			const {path, line, text, route, handler} = point;
			const scope = handler === undefined ? undefined : scopes.at(handler.path);
			return {
				path,
				line,
				text,
				route,
				starts: scope === undefined || handler === undefined ? [] : startsAt(scope, handler.line, handler.name),
			};
		});

function tells({kind, route, handler}: EntryPoint, isHealth: (route: string) => boolean): boolean {
	if (isHealth(kind === 'rpc' ? route.replaceAll('.', '/') : route)) return true;
	return /^\/?$/u.test(route) && handler !== undefined && wordsOf(handler.name).some(word => telling.has(word));
}
