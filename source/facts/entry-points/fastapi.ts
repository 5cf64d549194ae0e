import {type Call, type Func, lastOf} from '../code/code.ts';
import {dependenciesOf, fieldDependencies, listed, once} from './fastapi-dependencies.ts';
import {routersOf} from './fastapi-routers.ts';
import {callIn, callsBy, given, placeIn, putOf, pythonFiles, stepAt, textOf, textsOf, unknownPart} from './python-ground.ts';
import {type Instance, instancesOf} from './python-instances.ts';
import {pathOf, routeOf} from './python-mounts.ts';
import {decoratorsOf, handlerOf} from './python-views.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['fastapi']);
const classes: ReadonlySet<string> = new Set(['FastAPI', 'APIRouter']);
const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'trace']);
const sockets: ReadonlySet<string> = new Set(['websocket', 'websocket_route', 'add_api_websocket_route', 'add_websocket_route']);
const several: ReadonlySet<string> = new Set(['api_route', 'route', 'add_api_route', 'add_route']);
const called = ['add_api_route', 'add_route', 'add_api_websocket_route', 'add_websocket_route'] as const;
const parameter = /\{(?<name>[^{}:]{1,100})(?:(?<rest>:path)|:\w{1,20})?\}/gu;

/** The entry points of FastAPI. */
export const fastapiReader: Reader = ground => {
	const {modules} = ground;
	const instances = instancesOf(ground, packages, classes);
	if (instances.all.length === 0) return {found: [], unread: []};
	const {ways, unread} = routersOf(ground, instances);
	const found: Registered[] = [];
	const alone = new Set<Instance>();
	const add = (path: string, call: Call, before: readonly Step[], handler: Step | undefined) => {
		const last = lastOf(call.to);
		const written = putOf(path, call, 'path', 0);
		const route = written === undefined ? '' : textOf(modules, written);
		const asked = putOf(path, call, 'dependencies');
		const own = [...(asked === undefined ? [] : listed(modules, asked)), ...before];
		const missing = [...(route === undefined ? ['its path'] : []), ...(handler === undefined ? ['its handler'] : [])];
		for (const one of instances.calledOn(path, call)) {
			const all = ways(one);
			if (all.length === 0) alone.add(one);
			for (const way of all)
				for (const method of methodsOf(ground, path, call))
					found.push({
						...placeIn(path, call),
						kind: sockets.has(last) ? 'socket' : 'http',
						framework: 'fastapi',
						method,
						route: routeOf(pathOf(way.prefix + (route ?? unknownPart)), parameter),
						...(handler === undefined ? {} : {handler}),
						before: once([...(sockets.has(last) ? way.before.filter(step => !isForHttp(ground, step)) : way.before), ...own]),
						given: [],
						unresolved: [...way.unresolved, ...missing],
					});
		}
	};
	for (const {path, code} of pythonFiles(ground))
		code.functions.forEach((func, index) => {
			func.decorators.forEach((value, at) => {
				const call = callIn(modules, {path, value, in: func.in});
				if (call === undefined || !isRoute(call)) return;
				add(path, call, inFront(ground, path, func, at), handlerOf(path, index, func));
			});
		});
	for (const name of called)
		for (const {path, call} of callsBy(ground).get(name) ?? []) {
			const value = given(call, 'endpoint', 1);
			const definition = value?.is === 'name' ? modules.definitionOf(path, value.name, call.in) : undefined;
			const before = definition?.is === 'function' ? inFront(ground, definition.path, definition.value, -1) : [];
			add(path, call, before, value === undefined ? undefined : stepAt(placeIn(path, call), value, call.in, 'call'));
		}
	if (alone.size === 0) return {found, unread};
	return {
		found,
		unread: [
			...unread,
			{framework: 'fastapi', because: 'its router is included nowhere', places: [...alone].map(one => placeIn(one.path, one))},
		],
	};
};

const isRoute = (call: Call | undefined): boolean => {
	const last = lastOf(call?.to ?? '');
	return verbs.has(last) || sockets.has(last) || several.has(last);
};

/** What a function asks for, and what is wrapped around it below the route's own decorator. */
function inFront({modules}: Ground, path: string, func: Func, at: number): readonly Step[] {
	const under = decoratorsOf(modules, path, func, at + 1).filter(step => !isRoute(callIn(modules, step)));
	return [...fieldDependencies(modules, path, func), ...dependenciesOf(modules, path, func), ...under];
}

function methodsOf({modules}: Ground, path: string, call: Call): readonly string[] {
	const last = lastOf(call.to);
	if (sockets.has(last)) return [''];
	if (verbs.has(last)) return [last.toUpperCase()];
	const named = putOf(path, call, 'methods');
	const methods = named === undefined ? ['GET'] : textsOf(modules, named);
	return methods.length === 0 ? ['ANY'] : methods.map(method => method.toUpperCase());
}

/** `@app.middleware('http')` does not see sockets. */
const isForHttp = ({modules}: Ground, step: Step): boolean => {
	const func =
		step.how === 'middleware' && step.value.is === 'function' ? modules.codeOf(step.path)?.functions[step.value.function] : undefined;
	return func !== undefined;
};
