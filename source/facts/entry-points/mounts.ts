import type {EntryPoint} from './entry-point.ts';
import type {Registered, Step} from './registered.ts';
import {covers, joinPaths, routePath} from './route-path.ts';
import type {Path, RouteEvent, Router} from './router.ts';

/** Steps that stand in front of what fits their path. */
type Active = {readonly prefix: string; readonly exact: boolean; readonly method?: string; readonly steps: readonly Step[]};

/** What holds where a router is mounted. */
type Mounted = {readonly prefix: string; readonly unresolved: readonly string[]; readonly active: readonly Active[]};

const deepest = 30;
const mostRoutes = 50_000;
const nowhere: Path = {path: '', unresolved: []};

/** The entry points of a router that answers by itself, those of every router mounted below it included. */
export function routesOf(root: Router): readonly Registered[] {
	const found: Found[] = [];
	flatten(root, {prefix: '', unresolved: [], active: []}, found, []);
	return found.filter(one => !one.isMiddleware).map(({registered}) => registered);
}

type Found = {readonly registered: Registered; readonly handsOn: boolean; isMiddleware: boolean};

/** Goes through what was done to a router, in order; gives back what then stands in front of what comes after it. */
function flatten(router: Router, at: Mounted, found: Found[], way: readonly Router[]): readonly Active[] {
	if (way.includes(router) || way.length > deepest) return at.active;
	const {dialect} = router;
	const base = joinPaths(at.prefix, routePath(router.prefix.path));
	const unresolved = [...at.unresolved, ...router.prefix.unresolved];
	let active = at.active;
	if (!dialect.inOrder) for (const event of router.events) if (event.is === 'use') active = [...active, ...usedBy(event.paths, base, event.exact, event.steps)];
	for (const event of router.events) {
		if (event.is === 'use') {
			if (dialect.inOrder) active = [...active, ...usedBy(event.paths, base, event.exact, event.steps)];
		} else if (event.is === 'mount') {
			for (const path of event.paths.length === 0 ? [nowhere] : event.paths) {
				const prefix = joinPaths(base, routePath(path.path));
				const own: readonly Active[] = event.before.length === 0 ? active : [...active, {prefix, exact: false, steps: event.before}];
				const after = flatten(event.router, {prefix, unresolved: [...unresolved, ...path.unresolved], active: own}, found, [...way, router]);
				if (dialect.inOrder && dialect.leaks(router)) active = after;
			}
		} else active = routed(event, {prefix: base, unresolved, active}, found, dialect);
		if (found.length > mostRoutes) return active;
	}
	return active;
}

function usedBy(paths: readonly Path[], base: string, exact: boolean, steps: readonly Step[]): readonly Active[] {
	if (paths.length === 0) return [{prefix: base, exact: false, steps}];
	return paths.map(path => ({prefix: joinPaths(base, routePath(path.path)), exact, steps}));
}

/** Adds a route, and what it then stands in front of: a handler that hands on is middleware of a later route on the same path. */
function routed(event: RouteEvent, at: Mounted, found: Found[], {framework, inOrder}: Router['dialect']): readonly Active[] {
	let {active} = at;
	for (const path of event.paths.length === 0 ? [nowhere] : event.paths) {
		const route = event.kind === 'socket' && !event.unresolved.includes('path') ? socketRoute(at.prefix, path.path) : joinPaths(at.prefix, routePath(path.path));
		for (const method of event.methods) {
			const before = active.filter(one => covers(one.prefix, route, one.exact) && (one.method === undefined || one.method === 'ANY' || one.method === method));
			if (inOrder) settle(found, event.kind, method, route);
			const registered: Registered = {
				...event.place,
				kind: event.kind,
				framework,
				method,
				route,
				...(event.handler === undefined ? {} : {handler: event.handler}),
				before: [...before.flatMap(({steps}) => steps), ...event.before],
				given: event.given,
				unresolved: [...new Set([...at.unresolved, ...path.unresolved, ...event.unresolved])],
			};
			found.push({registered, handsOn: event.handsOn, isMiddleware: false});
			if (event.handsOn && inOrder && event.handler !== undefined) active = [...active, {prefix: route, exact: true, method, steps: [...event.before, event.handler]}];
		}
	}
	return active;
}

/** An earlier route that may hand on is no entry point of its own when a later one answers the same. */
function settle(found: readonly Found[], kind: EntryPoint['kind'], method: string, route: string): void {
	for (const one of found) {
		if (!one.handsOn || one.isMiddleware || kind !== 'http') continue;
		const {registered} = one;
		if (registered.method !== method && registered.method !== 'ANY') continue;
		if (registered.route === route || (registered.route.endsWith('*') && covers(registered.route, route, true))) one.isMiddleware = true;
	}
}

/** The name of an event, below the namespace that it belongs to. */
const socketRoute = (prefix: string, event: string): string => (prefix === '/' ? event : `${prefix} ${event}`);
