import type {UnreadEntryPoints} from './entry-point.ts';
import {express, polka} from './express.ts';
import {fastify} from './fastify.ts';
import {hono} from './hono.ts';
import {koa} from './koa.ts';
import {routesOf} from './mounts.ts';
import type {Reader, Registered} from './registered.ts';
import {relevantFiles} from './relevant.ts';
import type {Router} from './router.ts';
import {enter} from './running/calls.ts';
import {instantiate} from './running/instances.ts';
import {Machine} from './running/machine.ts';
import {sockets, webSockets} from './sockets.ts';

const dialects = [express, polka, koa, fastify, hono, sockets, webSockets];

/** Routes that are registered in code: Express, Koa, Fastify, Hono, Polka, and the events of sockets. */
export const codeServers: Reader = ground => {
	const relevant = relevantFiles(ground, dialects);
	if (relevant.makers.size === 0) return {found: [], unread: []};
	const machine = new Machine(ground.modules, dialects);
	if (globalThis.process?.env.DBG) console.error(relevant.makers.size, relevant.all.size, relevant.typed.size);
	machine.run(relevant.all);
	if (globalThis.process?.env.DBG) console.error([...(globalThis as any).K].sort((a, b) => b[1] - a[1]).slice(0, 25));
	leftOver(machine, new Set([...relevant.makers, ...relevant.typed]));
	const roots = machine.routers.filter(isRoot);
	return {found: unique(roots.flatMap(routesOf)), unread: unreadIn(machine)};
};

/** Functions and classes of such files that nothing was seen to call are followed as well: a platform or a test calls them. */
function leftOver(machine: Machine, own: ReadonlySet<string>): void {
	for (const path of own) {
		const frame = machine.moduleFrame(path);
		if (frame === undefined) continue;
		for (const [at, one] of frame.code.classes.entries()) {
			if (one.in === frame.function && !one.methods.some(method => machine.entered.get(path)?.has(method))) instantiate(machine, {is: 'class', class: at, frame}, () => new Map());
		}
		for (const [at, one] of frame.code.functions.entries()) {
			if (one.in === frame.function && one.class === undefined && !machine.entered.get(path)?.has(at)) enter(machine, {is: 'function', function: at, frame}, []);
		}
	}
	machine.settle();
}

const isRoot = (router: Router): boolean => !router.mounted && (router.role === 'app' || (router.role === 'maybe' && router.served));

/** A router that is made anew in several runs of the same code is one. */
function unique(found: readonly Registered[]): readonly Registered[] {
	const byKey = new Map<string, Registered>();
	for (const one of found) {
		const key = JSON.stringify([one.path, one.line, one.method, one.route, one.kind]);
		const known = byKey.get(key);
		if (known === undefined || known.before.length < one.before.length) byKey.set(key, one);
	}
	return [...byKey.values()];
}

function unreadIn(machine: Machine): readonly UnreadEntryPoints[] {
	const lost = machine.routers.filter(router => !router.mounted && !isRoot(router) && router.parent === undefined && router.events.some(event => event.is !== 'use'));
	const reached = new Set(machine.routers.filter(router => router.mounted || isRoot(router)).map(({place}) => `${place.path}:${place.line}`));
	const unmounted = lost
		.filter(({place}) => !reached.has(`${place.path}:${place.line}`))
		.map(({dialect, place}) => ({framework: dialect.framework, because: 'nothing that could be followed mounts this router', ...place}));
	const spent = machine.isSpent ? [{framework: 'express', because: 'there is too much to follow', path: machine.routers[0]?.place.path ?? '.', line: 1, text: ''}] : [];
	const groups = new Map<string, UnreadEntryPoints>();
	for (const {framework, because, path, line, text} of [...machine.untraced, ...unmounted, ...spent]) {
		const key = `${framework} ${because}`;
		const places = groups.get(key)?.places ?? [];
		if (!places.some(place => place.path === path && place.line === line)) groups.set(key, {framework, because, places: [...places, {path, line, text}]});
	}
	return [...groups.values()];
}
