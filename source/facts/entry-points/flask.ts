import {type Call, lastOf} from '../code/code.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import {classDecorators, hooksIn, isFlaskApp, mountsIn, ownPrefix} from './flask-routes.ts';
import {callIn, callsBy, given, type Put, placeIn, pythonFiles, textOf, textsOf} from './python-ground.ts';
import {type Instance, instancesOf} from './python-instances.ts';
import {pathOf, routeOf, waysOf} from './python-mounts.ts';
import {ancestorsOf, classHandler, decoratorsOf, fieldOf, handlerOf, methodOf, type OwnClass, viewOf} from './python-views.ts';
import type {Reader, Registered, Step} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['flask', 'flask_restful', 'flask_restx', 'flask_restplus', 'flask_smorest', 'apiflask']);
const classes: ReadonlySet<string> = new Set(['Flask', 'APIFlask', 'Blueprint', 'APIBlueprint', 'Api', 'Namespace']);
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head'];
const routes: ReadonlySet<string> = new Set(['route', ...verbs]);
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
			return own === undefined ? '' : `/${textOf(modules, own) ?? ''}`;
		},
		lost: lost.map(([path, call]) => placeIn(path, call)),
	});
	const unread: UnreadEntryPoints[] = lost.map(([path, call]) => ({
		framework: 'flask',
		because: 'a blueprint could not be followed',
		places: [placeIn(path, call)],
	}));
	const found: Registered[] = [];
	const alone = new Set<Instance>();
	const add = (
		path: string,
		call: Call,
		written: Put | undefined,
		methods: readonly string[],
		before: readonly Step[],
		handler: Step | undefined,
	) => {
		const text = written === undefined ? undefined : textOf(modules, written);
		for (const one of instances.calledOn(path, call)) {
			const all = ways(one);
			if (all.length === 0) alone.add(one);
			for (const way of all)
				for (const method of methods)
					found.push({
						...placeIn(path, call),
						kind: 'http',
						framework: 'flask',
						method: method.toUpperCase(),
						route: routeOf(pathOf(way.prefix, text ?? unknownPart), parameter),
						...(handler === undefined ? {} : {handler}),
						before: [...way.before, ...before],
						given: [],
						unresolved: [...way.unresolved, ...(text === undefined ? ['its path'] : []), ...(handler === undefined ? ['its handler'] : [])],
					});
		}
	};
	/** A class answers each method that it, or what it extends, has a function for. */
	const addClass = (
		path: string,
		call: Call,
		written: Put | undefined,
		one: OwnClass,
		before: readonly Step[],
		named: readonly string[] | undefined,
	) => {
		const ancestors = ancestorsOf(modules, one);
		const own = [
			...before,
			...classDecorators(ground, fieldOf(ancestors, 'decorators')),
			...classDecorators(ground, fieldOf(ancestors, 'method_decorators')),
		];
		let any = false;
		for (const verb of verbs) {
			const method = methodOf(modules, ancestors, verb);
			if (method === undefined || (named !== undefined && !named.includes(verb.toUpperCase()))) continue;
			any = true;
			add(
				path,
				call,
				written,
				[verb],
				[...own, ...decoratorsOf(modules, method.path, method.value)],
				handlerOf(method.path, method.index, method.value),
			);
		}
		const dispatch = any ? undefined : methodOf(modules, ancestors, 'dispatch_request');
		if (!any)
			add(
				path,
				call,
				written,
				named ?? (dispatch === undefined ? ['ANY'] : ['GET']),
				own,
				dispatch === undefined ? classHandler(one) : handlerOf(dispatch.path, dispatch.index, dispatch.value),
			);
	};
	const methodsOf = (path: string, call: Call): readonly string[] | undefined => {
		const value = given(call, 'methods');
		return value === undefined ? undefined : textsOf(modules, {path, value, in: call.in}).map(method => method.toUpperCase());
	};
	const putOf = (path: string, call: Call, name: string, place: number): Put | undefined => {
		const value = given(call, name, place);
		return value === undefined ? undefined : {path, value, in: call.in};
	};
	for (const {path, code} of pythonFiles(ground)) {
		code.functions.forEach((func, index) => {
			func.decorators.forEach((value, at) => {
				const call = callIn(modules, {path, value, in: func.in});
				const last = call === undefined ? '' : lastOf(call.to);
				if (call === undefined || !routes.has(last)) return;
				// A decorator above the route's own wraps what nobody calls.
				const before = decoratorsOf(modules, path, func, at + 1).filter(step => !routes.has(lastOf(callIn(modules, step)?.to ?? '')));
				const methods = methodsOf(path, call) ?? [last === 'route' ? 'GET' : last];
				add(path, call, putOf(path, call, 'rule', 0), methods, before, handlerOf(path, index, func));
			});
		});
		code.classes.forEach((one, index) => {
			one.decorators.forEach((value, at) => {
				const call = callIn(modules, {path, value, in: one.in});
				if (call === undefined || lastOf(call.to) !== 'route') return;
				const below = decoratorsOf(modules, path, one, at + 1).filter(step => lastOf(callIn(modules, step)?.to ?? '') !== 'route');
				addClass(path, call, putOf(path, call, 'rule', 0), {path, index, value: one}, below, undefined);
			});
		});
	}
	for (const {path, call} of callsBy(ground).get('add_url_rule') ?? []) {
		const value = given(call, 'view_func', 2);
		const written = putOf(path, call, 'rule', 0);
		const methods = methodsOf(path, call);
		if (value === undefined) continue;
		const view = viewOf(modules, {path, value, in: call.in});
		if (view.is.a === 'class') addClass(path, call, written, view.is, view.wrappers, methods);
		else if (view.is.a === 'function') {
			const {path: from, index, value: func} = view.is;
			add(path, call, written, methods ?? ['GET'], [...view.wrappers, ...decoratorsOf(modules, from, func)], handlerOf(from, index, func));
		} else add(path, call, written, methods ?? ['GET'], view.wrappers, undefined);
	}
	for (const {path, call} of callsBy(ground).get('add_resource') ?? []) {
		const [value, ...urls] = call.args;
		const view = value === undefined ? undefined : viewOf(modules, {path, value, in: call.in});
		for (const url of urls) {
			const written = {path, value: url, in: call.in};
			if (view?.is.a === 'class') addClass(path, call, written, view.is, [], undefined);
			else add(path, call, written, ['ANY'], [], undefined);
		}
	}
	if (alone.size > 0)
		unread.push({
			framework: 'flask',
			because: 'its blueprint is registered nowhere',
			places: [...alone].map(one => placeIn(one.path, one)),
		});
	return {found, unread};
};

const unknownPart = `/$\{}`;
