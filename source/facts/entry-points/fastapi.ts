import {type Call, lastOf} from '../code/code.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import {dependenciesOf, listed, once} from './fastapi-dependencies.ts';
import {callIn, callsBy, given, type Put, placeIn, pythonFiles, stepAt, textOf, textsOf} from './python-ground.ts';
import {type Instance, instancesOf} from './python-instances.ts';
import {type Mount, pathOf, routeOf, waysOf} from './python-mounts.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['fastapi']);
const classes: ReadonlySet<string> = new Set(['FastAPI', 'APIRouter']);
const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'trace']);
const sockets: ReadonlySet<string> = new Set(['websocket', 'websocket_route', 'add_api_websocket_route', 'add_websocket_route']);
const several: ReadonlySet<string> = new Set(['api_route', 'route', 'add_api_route', 'add_route']);
const parameter = /\{(?<name>[^{}:]{1,100})(?:(?<rest>:path)|:\w{1,20})?\}/gu;

/** The entry points of FastAPI. */
export const fastapiReader: Reader = ground => {
	const {modules} = ground;
	const instances = instancesOf(ground, packages, classes);
	if (instances.all.length === 0) return {found: [], unread: []};
	const calls = callsBy(ground);
	const mounts = new Map<Instance, readonly Mount[]>();
	const wrapped = new Map<Instance, readonly Step[]>();
	const lost: Call[] = [];
	const unread: UnreadEntryPoints[] = [];
	const here = (one: Instance, name: string): Put | undefined => putOf(one.path, one.call, name);
	for (const {path, call} of [...(calls.get('include_router') ?? []), ...(calls.get('mount') ?? [])]) {
		const isMount = call.to.endsWith('mount');
		const parents = instances.calledOn(path, call);
		const value = given(call, isMount ? 'app' : 'router', isMount ? 1 : 0);
		const children = value === undefined ? [] : instances.of({path, value, in: call.in});
		if (parents.length === 0 && children.length === 0) continue;
		if (children.length === 0 || parents.length === 0) {
			if (isMount && isFiles(ground, path, call)) continue;
			if (!isMount) lost.push(call);
			unread.push({
				framework: 'fastapi',
				because: isMount ? 'an application of another kind is mounted' : 'a router could not be followed',
				places: [placeIn(path, call)],
			});
			continue;
		}
		const written = putOf(path, call, isMount ? 'path' : 'prefix', isMount ? 0 : undefined);
		const prefix = written === undefined ? '' : textOf(modules, written);
		const asked = putOf(path, call, 'dependencies');
		for (const child of children) {
			const own = here(child, 'prefix');
			const ownPrefix = own === undefined || isMount ? '' : textOf(modules, own);
			const mount = {
				prefix: (prefix ?? '${}') + (ownPrefix ?? '${}'),
				before: asked === undefined ? [] : listed(modules, asked),
				unresolved: prefix === undefined || ownPrefix === undefined ? ['a prefix'] : [],
			};
			mounts.set(child, [...(mounts.get(child) ?? []), ...parents.map(parent => ({...mount, parent}))]);
		}
	}
	const wrap = (one: Instance, step: Step) => wrapped.set(one, [step, ...(wrapped.get(one) ?? [])]);
	for (const {path, call} of calls.get('add_middleware') ?? [])
		for (const one of instances.calledOn(path, call)) {
			const [value] = call.args;
			if (value !== undefined) wrap(one, stepAt(placeIn(path, call), value, call.in, 'middleware'));
		}
	const isApp = (one: Instance): boolean => one.made === 'FastAPI';
	const ways = waysOf({
		isApp,
		mounts,
		lost: lost.map(call => placeIn('', call)),
		prefix: one => {
			const own = isApp(one) ? undefined : here(one, 'prefix');
			return own === undefined ? '' : (textOf(modules, own) ?? '${}');
		},
		own: one => {
			const asked = here(one, 'dependencies');
			return [...(wrapped.get(one) ?? []), ...(asked === undefined ? [] : listed(modules, asked))];
		},
	});
	const found: Registered[] = [];
	const alone = new Set<Instance>();
	const add = (path: string, call: Call, before: readonly Step[], handler: Step | undefined) => {
		const last = lastOf(call.to);
		const isSocket = sockets.has(last);
		const written = putOf(path, call, 'path', 0);
		const route = written === undefined ? '' : textOf(modules, written);
		const named = putOf(path, call, 'methods');
		const methods = isSocket ? [''] : verbs.has(last) ? [last.toUpperCase()] : named === undefined ? ['GET'] : textsOf(modules, named);
		const asked = putOf(path, call, 'dependencies');
		for (const one of instances.calledOn(path, call)) {
			const all = ways(one);
			if (all.length === 0) alone.add(one);
			for (const way of all)
				for (const method of methods.length === 0 ? ['ANY'] : methods)
					found.push({
						...placeIn(path, call),
						kind: isSocket ? 'socket' : 'http',
						framework: 'fastapi',
						method: method.toUpperCase(),
						route: routeOf(pathOf(way.prefix + (route ?? '${}')), parameter),
						...(handler === undefined ? {} : {handler}),
						before: once([...way.before, ...(asked === undefined ? [] : listed(modules, asked)), ...before]),
						given: [],
						unresolved: [
							...way.unresolved,
							...(route === undefined ? ['its path'] : []),
							...(handler === undefined ? ['its handler'] : []),
						],
					});
		}
	};
	for (const {path, code} of pythonFiles(ground))
		code.functions.forEach((func, index) => {
			func.decorators.forEach(decorator => {
				const call = callIn(modules, {path, value: decorator, in: func.in});
				const last = call === undefined ? '' : lastOf(call.to);
				if (call === undefined) return;
				if (last === 'middleware')
					for (const one of instances.calledOn(path, call))
						wrap(one, stepAt(placeIn(path, call), {is: 'function', function: index}, func.in, 'middleware'));
			});
		});
	for (const {path, code} of pythonFiles(ground))
		code.functions.forEach((func, index) => {
			func.decorators.forEach((decorator, at) => {
				const call = callIn(modules, {path, value: decorator, in: func.in});
				const last = call === undefined ? '' : lastOf(call.to);
				if (call === undefined || !(verbs.has(last) || sockets.has(last) || several.has(last))) return;
				const under = func.decorators
					.slice(at + 1)
					.filter(other => !isRoute(callIn(modules, {path, value: other, in: func.in})))
					.map(other => stepAt(placeIn(path, callIn(modules, {path, value: other, in: func.in}) ?? func), other, func.in, 'decorator'));
				add(
					path,
					call,
					[...dependenciesOf(modules, path, func), ...under],
					stepAt(placeIn(path, func), {is: 'function', function: index}, func.in, 'call'),
				);
			});
		});
	for (const name of ['add_api_route', 'add_route', 'add_api_websocket_route', 'add_websocket_route'])
		for (const {path, call} of calls.get(name) ?? []) {
			const value = given(call, 'endpoint', 1);
			const definition = value?.is === 'name' ? modules.definitionOf(path, value.name, call.in) : undefined;
			const before = definition?.is === 'function' ? dependenciesOf(modules, definition.path, definition.value) : [];
			add(path, call, before, value === undefined ? undefined : stepAt(placeIn(path, call), value, call.in, 'call'));
		}
	if (alone.size > 0)
		unread.push({framework: 'fastapi', because: 'its router is included nowhere', places: [...alone].map(one => placeIn(one.path, one))});
	return {found, unread};
};

const isRoute = (call: Call | undefined): boolean =>
	call !== undefined && (verbs.has(lastOf(call.to)) || sockets.has(lastOf(call.to)) || several.has(lastOf(call.to)));

const putOf = (path: string, call: Call, name: string, place?: number): Put | undefined => {
	const value = given(call, name, place);
	return value === undefined ? undefined : {path, value, in: call.in};
};

const isFiles = (ground: Ground, path: string, call: Call): boolean => {
	const value = given(call, 'app', 1);
	const made = value === undefined ? undefined : callIn(ground.modules, {path, value, in: call.in});
	return made !== undefined && lastOf(made.to).endsWith('StaticFiles');
};
