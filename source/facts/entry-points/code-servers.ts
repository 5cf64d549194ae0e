import type {UnreadEntryPoints} from './entry-point.ts';
import {express, polka} from './express.ts';
import {fastify} from './fastify.ts';
import {startedByCommand} from './fastify-started.ts';
import {hono} from './hono.ts';
import {koa} from './koa.ts';
import {routesOf} from './mounts.ts';
import type {Reader, Registered} from './registered.ts';
import {relevantFiles} from './relevant.ts';
import type {Router} from './router.ts';
import {follow} from './running/follow.ts';
import {Machine} from './running/machine.ts';
import {defined} from './running/names.ts';
import {sockets, webSockets} from './sockets.ts';

const dialects = [express, polka, koa, fastify, hono, sockets, webSockets];

/** Routes that are registered in code: Express, Koa, Fastify, Hono, Polka, and the events of sockets. */
export const codeServers: Reader = ground => {
	const relevant = relevantFiles(ground, dialects);
	if (relevant.makers.size === 0) return {found: [], unread: []};
	const machine = new Machine(
		ground.modules,
		dialects,
		ground.files.filter(({code, role}) => code !== undefined && role === 'app').map(({path}) => path),
	);
	follow(machine, relevant);
	startedByCommand(machine, ground);
	serveExported(machine, relevant.makers);
	const roots = machine.routers.filter(isRoot);
	return {found: unique(roots.flatMap(routesOf)), unread: unreadIn(machine)};
};

/** What a file exports by default, as itself or as `{fetch: app.fetch}`, is for someone to serve. */
function serveExported(machine: Machine, makers: ReadonlySet<string>): void {
	for (const path of makers) {
		const definition = machine.modules.exportOf(path, 'default');
		const known = definition === undefined ? undefined : defined(machine, definition);
		const fetch = known?.is === 'object' ? known.entries.find(({key}) => key === 'fetch')?.value : undefined;
		const served =
			known?.is === 'object' && fetch?.is === 'name'
				? machine.evaluate({is: 'name', name: fetch.name.replace(/\.fetch$/u, '')}, known.frame)
				: known;
		if (served?.is === 'router') served.ref.router.served = true;
	}
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
	const lost = machine.routers.filter(
		router => !router.mounted && !isRoot(router) && router.parent === undefined && router.events.some(event => event.is !== 'use'),
	);
	const reached = new Set(
		machine.routers.filter(router => router.mounted || isRoot(router)).map(({place}) => `${place.path}:${place.line}`),
	);
	const unmounted = lost
		.filter(({place}) => !reached.has(`${place.path}:${place.line}`))
		.map(({dialect, place}) => ({framework: dialect.framework, because: 'nothing that could be followed mounts this router', ...place}));
	const spent = machine.isSpent
		? [{framework: 'express', because: 'there is too much to follow', path: machine.routers[0]?.place.path ?? '.', line: 1, text: ''}]
		: [];
	const groups = new Map<string, UnreadEntryPoints>();
	for (const {framework, because, path, line, text} of [...machine.untraced, ...unmounted, ...spent]) {
		const key = `${framework} ${because}`;
		const places = groups.get(key)?.places ?? [];
		if (!places.some(place => place.path === path && place.line === line))
			groups.set(key, {framework, because, places: [...places, {path, line, text}]});
	}
	return [...groups.values()];
}
