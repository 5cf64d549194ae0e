import {type App, appsOf} from '../apps.ts';
import {requestsIn} from '../entry-points/requests.ts';
import type {Facts} from '../facts.ts';

/** Servers whose work is worth measuring: those that answer requests by code of their own, the busiest first; all servers where none is seen to. */
export function servingApps(facts: Facts): readonly App[] {
	const servers = appsOf(facts).filter(({server}) => server);
	const answering = servers
		.map(app => ({app, requests: requestsIn(facts, app.files).length}))
		.filter(({requests}) => requests > 0)
		.toSorted((one, other) => other.requests - one.requests);
	return answering.length > 0 ? answering.map(({app}) => app) : servers;
}

/** All of it is pages that ask a hosted backend: nothing of its own answers a request, not even a function. */
export const isHosted = (servers: readonly App[], facts: Facts): boolean =>
	servers.every(app => app.functionsOnly && requestsIn(facts, app.files).length === 0);
