import type {Registered, Step} from './registered.ts';
import {covers, joinPaths, routePath} from './route-path.ts';
import type {HandsOn, Path, RouteEvent, Router, RouterEvent} from './router.ts';

/** Steps that stand in front of what fits their path. */
type Active = {readonly prefix: string; readonly exact: boolean; readonly steps: readonly Step[]; readonly turn: number};

/** What holds where a router is mounted. */
type Mounted = {readonly prefix: string; readonly unresolved: readonly string[]; readonly active: readonly Active[]};

const deepest = 30;
const mostRoutes = 20_000;
const nowhere: Path = {path: '', unresolved: []};

/** The entry points of a router that answers by itself, those of every router mounted below it included. */
export function routesOf(root: Router): readonly Registered[] {
	const found: Found = {turn: 0, all: [], handing: new Map(), catching: []};
	flatten(root, {prefix: '', unresolved: [], active: []}, found, []);
	return found.all.filter(one => !one.isMiddleware).map(({registered}) => registered);
}

type One = {
	readonly registered: Registered;
	readonly own: readonly Step[];
	readonly turn: number;
	readonly handsOn: HandsOn;
	isMiddleware: boolean;
};

/** What was found so far; those whose handler may hand on by method and route, and those of them that catch all below a path. */
type Found = {turn: number; readonly all: One[]; readonly handing: Map<string, One[]>; readonly catching: One[]};

/** Goes through what was done to a router, in order; gives back what then stands in front of what comes after it. */
function flatten(router: Router, at: Mounted, found: Found, way: readonly Router[]): readonly Active[] {
	if (way.includes(router) || way.length > deepest) return at.active;
	const {dialect} = router;
	const base = joinPaths(at.prefix, routePath(router.prefix.path));
	const unresolved = [...at.unresolved, ...router.prefix.unresolved];
	let active = at.active;
	if (!dialect.inOrder) for (const event of router.events) if (event.is === 'use') active = [...active, ...usedBy(event, base, found)];
	for (const event of router.events) {
		if (event.is === 'use') {
			if (dialect.inOrder) active = [...active, ...usedBy(event, base, found)];
		} else if (event.is === 'mount') {
			for (const path of event.paths.length === 0 ? [nowhere] : event.paths) {
				const prefix = joinPaths(base, routePath(path.path));
				const own: readonly Active[] =
					event.before.length === 0 ? active : [...active, {prefix, exact: false, steps: event.before, turn: nextTurn(found)}];
				const after = flatten(event.router, {prefix, unresolved: [...unresolved, ...path.unresolved], active: own}, found, [
					...way,
					router,
				]);
				if (dialect.inOrder && dialect.leaks(router)) active = after;
			}
		} else routed(event, {prefix: base, unresolved, active}, found, dialect);
		if (found.all.length > mostRoutes) return active;
	}
	return active;
}

function usedBy({paths, exact, steps}: Extract<RouterEvent, {is: 'use'}>, base: string, found: Found): readonly Active[] {
	const turn = nextTurn(found);
	if (paths.length === 0) return [{prefix: base, exact: false, steps, turn}];
	return paths.map(path => ({prefix: joinPaths(base, routePath(path.path)), exact, steps, turn}));
}

function nextTurn(found: Found): number {
	found.turn += 1;
	return found.turn;
}

/** Adds a route. An earlier one on the same path whose handler may hand on is not an entry point of its own: it stands in front of this one. */
function routed(event: RouteEvent, at: Mounted, found: Found, {framework, inOrder}: Router['dialect']): void {
	for (const path of event.paths.length === 0 ? [nowhere] : event.paths) {
		const route =
			event.kind === 'socket' && framework !== 'express' ? eventName(at.prefix, path.path) : joinPaths(at.prefix, routePath(path.path));
		const active = at.active.filter(one => covers(one.prefix, route, one.exact));
		for (const method of event.methods) {
			const earlier = inOrder && event.kind === 'http' ? handedFrom(found, method, route) : [];
			for (const one of earlier) one.isMiddleware ||= one.handsOn === 'seen' || one.registered.route === route;
			const handed = earlier.map(one => ({turn: one.turn, steps: one.own}));
			const before = [...active, ...handed].toSorted((one, other) => one.turn - other.turn).flatMap(({steps}) => steps);
			const own = [...event.before, ...(event.handler === undefined ? [] : [event.handler])];
			const registered: Registered = {
				...event.place,
				kind: event.kind,
				framework,
				method,
				route,
				...(event.handler === undefined ? {} : {handler: event.handler}),
				before: [...before, ...event.before],
				given: event.given,
				unresolved: [...new Set([...at.unresolved, ...path.unresolved, ...event.unresolved])],
			};
			add({registered, own, turn: nextTurn(found), handsOn: event.handsOn, isMiddleware: false}, found);
		}
	}
}

function add(one: One, found: Found): void {
	found.all.push(one);
	if (one.handsOn === 'never') return;
	const {registered} = one;
	const {method, route} = registered;
	if (registered.unresolved.length > 0 && one.handsOn === 'perhaps') return;
	if (route.endsWith('*')) found.catching.push(one);
	else found.handing.set(`${method} ${route}`, [...(found.handing.get(`${method} ${route}`) ?? []), one]);
}

const handedFrom = (found: Found, method: string, route: string): readonly One[] => [
	...found.catching.filter(
		({registered}) => (registered.method === method || registered.method === 'ANY') && covers(registered.route, route, true),
	),
	...(found.handing.get(`ANY ${route}`) ?? []),
	...(method === 'ANY' ? [] : (found.handing.get(`${method} ${route}`) ?? [])),
];

/** The name of an event, below the namespace that it belongs to. */
const eventName = (prefix: string, event: string): string => (prefix === '/' ? event : `${prefix} ${event}`);
