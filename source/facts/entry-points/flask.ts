import type {UnreadEntryPoints} from './entry-point.ts';
import {hooksIn, isFlaskApp, mountsIn, ownPrefix} from './flask-blueprints.ts';
import {endpointOf, hooksBefore} from './flask-hooks.ts';
import {routesIn} from './flask-views.ts';
import {placeIn, textOf, unknownPart} from './python-ground.ts';
import {type Instance, instancesOf} from './python-instances.ts';
import {pathOf, routeOf, waysOf} from './python-mounts.ts';
import type {Reader, Registered} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['flask', 'flask_restful', 'flask_restx', 'flask_restplus', 'flask_smorest', 'apiflask']);
const classes: ReadonlySet<string> = new Set(['Flask', 'APIFlask', 'Blueprint', 'APIBlueprint', 'Api', 'Namespace']);
const parameter = /<(?:(?<rest>path:)|[a-z_]\w{0,30}(?:\([^)]{0,200}\))?:)?(?<name>[a-zA-Z_]\w{0,100})>/gu;

/** The entry points of Flask, Flask-RESTful and Flask-RESTX. */
export const flaskReader: Reader = ground => {
	const {modules} = ground;
	const instances = instancesOf(ground, packages, classes);
	if (instances.all.length === 0) return {found: [], unread: []};
	const {mounts, lost} = mountsIn(ground, instances);
	const hooks = hooksIn(ground, instances);
	const ways = waysOf({
		isApp: isFlaskApp,
		mounts,
		own: one => hooks.get(one) ?? [],
		prefix: one => {
			const own = ownPrefix(one);
			return own === undefined ? '' : `/${textOf(modules, own) ?? unknownPart}`;
		},
		lost: lost.length > 0,
	});
	const found: Registered[] = [];
	const alone = new Set<Instance>();
	for (const {path, call, written, methods, before, handler} of routesIn(ground)) {
		const on = instances.calledOn(path, call);
		const text = on.length === 0 || written === undefined ? undefined : textOf(modules, written);
		const missing = [...(text === undefined ? ['its path'] : []), ...(handler === undefined ? ['its handler'] : [])];
		for (const one of on) {
			const all = ways(one);
			if (all.length === 0) alone.add(one);
			for (const way of all) {
				// A rule without a path answers at the prefix itself.
				const route = routeOf(text === '' && way.prefix !== '' ? pathOf(way.prefix) : pathOf(way.prefix, text ?? unknownPart), parameter);
				const {kept, open} = hooksBefore(modules, way.before, route, endpointOf(modules, one, handler));
				for (const method of methods)
					found.push({
						...placeIn(path, call),
						kind: 'http',
						framework: 'flask',
						method,
						route,
						...(handler === undefined ? {} : {handler}),
						before: [...kept, ...before],
						given: [],
						unresolved: [...way.unresolved, ...missing, ...open],
					});
			}
		}
	}
	const said = (because: string, places: UnreadEntryPoints['places']): readonly UnreadEntryPoints[] =>
		places.length === 0 ? [] : [{framework: 'flask', because, places}];
	return {
		found,
		unread: [
			...said(
				'a blueprint could not be followed',
				lost.map(([path, call]) => placeIn(path, call)),
			),
			...said(
				'its blueprint is registered nowhere',
				[...alone].map(one => placeIn(one.path, one)),
			),
		],
	};
};
