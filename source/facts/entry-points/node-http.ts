import {lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Modules} from '../modules/modules.ts';
import {originOf} from './origin.ts';
import type {Reader, Registered, Step} from './registered.ts';
import {routePath} from './route-path.ts';

/** What makes a server of one function, by package; `Bun.serve` and `Deno.serve` need no import. */
const servers: ReadonlySet<string> = new Set([
	'http:createServer',
	'https:createServer',
	'http2:createServer',
	'http2:createSecureServer',
	'http:Server',
	'https:Server',
	'std/http/server.ts:serve',
	'std/http:serve',
	'http/server:serve',
]);
const makers: readonly string[] = ['createServer', 'serve', 'Server', 'createSecureServer'];
const endings: readonly string[] = ['Server', 'serve'];
const globals: ReadonlySet<string> = new Set(['Bun.serve', 'Deno.serve']);
/** Functions that a platform serves have a reader of their own. */
const platform = /(?:^|\/)supabase\/functions\//u;
const verbs: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Servers that are one function: Node's own, Bun's, Deno's. A framework that is handed to one is read by its own reader. */
export const nodeHttp: Reader = ({files, modules}) => {
	const found: Registered[] = [];
	for (const {path, code, role} of files) {
		if (code === undefined || role !== 'app' || platform.test(path) || !mayName(code, endings)) continue;
		for (const [at, call] of code.calls.entries()) {
			const last = lastOf(call.to);
			if (!makers.includes(last)) continue;
			const isGlobal = globals.has(call.to) && modules.definitionOf(path, call.to.slice(0, call.to.indexOf('.')), call.in).is === 'unknown';
			if (!isGlobal && !servers.has(originOf(modules, path, at) ?? '')) continue;
			const framework = call.to === 'Bun.serve' ? 'bun' : call.to === 'Deno.serve' ? 'deno' : 'nethttp';
			const place = {path, line: call.line, text: call.text};
			const point = (method: string, route: string, value: Value): Registered => ({
				...place,
				kind: 'http',
				framework,
				method,
				route,
				handler: {...place, value, in: call.in, how: 'middleware'} satisfies Step,
				before: [],
				given: [],
				unresolved: [],
			});
			for (const value of call.args) {
				const answers = value.is === 'object' ? value.entries.find(({key}) => key === 'fetch' || key === 'handler')?.value : value;
				if (answers !== undefined && isFunction(modules, path, call.in, answers)) found.push(point('ANY', '*', answers));
				const routes = value.is === 'object' ? value.entries.find(({key}) => key === 'routes')?.value : undefined;
				if (routes?.is === 'object') found.push(...routed(routes, point));
			}
		}
	}
	return {found, unread: []};
};

/** `routes: {'/users/:id': {GET: handler}}`; a value that is no function of a method answers them all. */
function routed(
	routes: Extract<Value, {is: 'object'}>,
	point: (method: string, route: string, value: Value) => Registered,
): readonly Registered[] {
	return routes.entries.flatMap(({key, value}) => {
		const methods = value.is === 'object' ? value.entries.filter(entry => verbs.has(entry.key)) : [];
		if (methods.length > 0) return methods.map(entry => point(entry.key, routePath(key), entry.value));
		return value.is === 'function' || value.is === 'name' ? [point('ANY', routePath(key), value)] : [];
	});
}

function isFunction(modules: Modules, path: string, inside: number, value: Value): boolean {
	if (value.is === 'function') return true;
	return value.is === 'name' && modules.definitionOf(path, value.name, inside).is === 'function';
}
