import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import {signInRoute} from '../../../facts/limits/tempting.ts';
import type {Evidence} from '../../../safe-text.ts';

/** An entry point that a script would like to try a million times, and how often one address may. */
export type Tried = {
	readonly point: EntryPoint;
	readonly times: number;
	readonly seconds: number;
	/** Something counts its calls already. */
	readonly counted: boolean;
};

const plainRoute = /^\/[\w./:-]*$/u;
const secretRoute = /password|code|token/iu;
const namesOurs = /rate_?limit/iu;

const model = {times: 20, seconds: 60} as const;
const messages = {times: 5, seconds: 3600} as const;
const secrets = {times: 10, seconds: 900} as const;
type Often = Pick<Tried, 'times' | 'seconds'>;

/** How often an entry point may be tried: what checks a secret, sends something, or asks a model. `seen`: the last look named it. */
function oftenFor({kind, method, route, guards, costs, publicByName}: EntryPoint, seen: boolean): Often | undefined {
	if (kind === 'webhook' || method === 'OPTIONS' || method === 'HEAD' || !plainRoute.test(route)) return undefined;
	const does = new Set(costs.map(one => one.does));
	const trusted = guards.some(one => one.kind === 'key' || one.kind === 'signature' || one.kind === 'role');
	if (trusted && !seen) return undefined;
	if (does.has('asks a model')) return model;
	const known = guards.some(one => one.kind === 'signed-in');
	if (does.has('mails') || does.has('texts')) return seen || (!known && method !== 'GET') ? messages : undefined;
	const secret = method !== 'GET' && (signInRoute.test(route) || (publicByName && secretRoute.test(route)));
	return seen || (secret && !known) ? secrets : undefined;
}

/** The entry points whose tries are to be counted: those that tell by themselves what they do, first, then those that the last look named. */
export function triedIn(points: readonly EntryPoint[], seen: readonly Evidence[]): readonly Tried[] {
	const places = new Set(seen.map(({path, line}) => `${path}:${line}`));
	const all = points.flatMap(point => {
		const own = [point, ...point.costs, ...(point.handler === undefined ? [] : [point.handler])];
		const isSeen = point.method !== 'GET' && own.some(({path, line}) => places.has(`${path}:${line}`));
		const byItself = oftenFor(point, false);
		const often = byItself ?? (isSeen ? oftenFor(point, true) : undefined);
		const counted = point.guards.some(({kind}) => kind === 'limiter') || point.middleware.some(name => namesOurs.test(name));
		return often === undefined ? [] : [{point, ...often, counted, byItself: byItself !== undefined}];
	});
	return [...all.filter(one => one.byItself), ...all.filter(one => !one.byItself)];
}
