import {holds, type PlainFacts} from '../../facts/facts.ts';
import {type Given, said} from '../view.ts';

const plainRoute = /^\/[\w./-]*$/u;

/** What is asked to see that it answers: an address, and the status that is still an answer. */
export type Asked = {
	/** The whole address; empty when nobody said where it is. */
	readonly site: string;
	/** The route that is asked instead of a page; empty when a page is asked. */
	readonly route: string;
	/** A service without pages and without a route for this says 404 when it is well. */
	readonly bare: boolean;
};

/** How to see from outside that it answers. Only a service without pages is asked at its own route: pages may stand at another address than it. */
export function askedOf(facts: PlainFacts, given: Given): Asked {
	const site = said(given, 'site') ?? '';
	const shows =
		holds(facts, 'app.web', 'app.fullstack', 'app.static', 'app.baas', 'app.ui') ||
		facts.entryPoints.points.some(({kind, route}) => kind === 'http' && route === '/');
	if (shows || !holds(facts, 'app.api', 'app.server')) return {site, route: '', bare: false};
	const route = facts.health.map(one => one.route).find(one => plainRoute.test(one)) ?? '';
	return {site: site === '' || route === '' ? site : new URL(route, site).href, route, bare: route === ''};
}
