import type {UnreadEntryPoints} from './entry-point.ts';
import {express, polka} from './express.ts';
import {fastify} from './fastify.ts';
import {hono} from './hono.ts';
import {koa} from './koa.ts';
import {routesOf} from './mounts.ts';
import type {Ground, Reader, Registered} from './registered.ts';
import type {Router} from './router.ts';
import {enter} from './running/calls.ts';
import {instantiate} from './running/instances.ts';
import {Machine} from './running/machine.ts';
import {sockets, webSockets} from './sockets.ts';

const dialects = [express, polka, koa, fastify, hono, sockets, webSockets];
const packages: ReadonlySet<string> = new Set(dialects.flatMap(dialect => dialect.packages));

/** Routes that are registered in code: Express, Koa, Fastify, Hono, Polka, and the events of sockets. */
export const codeServers: Reader = ground => {
	const relevant = relevantFiles(ground);
	if (relevant.own.size === 0) return {found: [], unread: []};
	const machine = new Machine(ground.modules, dialects);
	machine.run(relevant.all);
	leftOver(machine, relevant.own);
	const roots = machine.routers.filter(isRoot);
	return {found: unique(roots.flatMap(routesOf)), unread: unreadIn(machine)};
};

/** Files that import such a framework, and all that import those: what has to be run to see what is mounted where. */
function relevantFiles({files, modules}: Ground): {readonly own: ReadonlySet<string>; readonly all: ReadonlySet<string>} {
	const own = new Set<string>();
	for (const {path, code, role} of files) {
		if (code === undefined || role !== 'app') continue;
		for (const {from, typeOnly} of code.imports) {
			if (typeOnly || from.startsWith('.')) continue;
			const resolved = modules.resolve(path, from);
			if (resolved.to === 'package' && (packages.has(resolved.name) || packages.has(`${resolved.name}/${resolved.part}`))) own.add(path);
		}
	}
	const all = new Set(own);
	for (const path of all) for (const importer of modules.importersOf(path)) all.add(importer);
	return {own, all};
}

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
