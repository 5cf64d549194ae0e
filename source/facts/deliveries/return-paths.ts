import type {Place} from '../../safe-text.ts';
import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {type Facts, holds} from '../facts.ts';
import {isReached} from '../reached.ts';

/** An address of the product itself that a sign-in service, or a mail, sends people back to, and whether a page or route answers there. */
export type ReturnPath = Place & {readonly to: string; readonly is: 'there' | 'missing'};

const sending: ReadonlySet<string> = new Set([
	'signInWithOAuth',
	'signInWithOtp',
	'signInWithSSO',
	'signUp',
	'resetPasswordForEmail',
	'inviteUserByEmail',
	'linkIdentity',
]);
const keys: readonly string[] = ['redirectTo', 'emailRedirectTo'];
const sameOrigin = /(?:^|\.)origin$/u;
const hole = '$' + '{}';
const fewestRoutes = 2;

/** Where sign-in and mails send people back to, for applications all of whose routes can be told. */
export function returnPathsOf(facts: Facts): readonly ReturnPath[] {
	const routes = routesOf(facts);
	if (routes === undefined) return [];
	const shown = new Set(facts.files.map(({path}) => path));
	return facts.files.flatMap((file): readonly ReturnPath[] => {
		const {code, path, role} = file;
		if (role !== 'app' || code === undefined || isReached(file, facts.reached) === false) return [];
		return code.calls.flatMap((call): readonly ReturnPath[] => {
			const to = sending.has(lastOf(call.to)) ? pathIn(call) : undefined;
			if (to === undefined) return [];
			const isFile = ['', '.html', '/index.html'].some(end => shown.has(`public${to}${end}`));
			const isThere = isFile || routes.some(route => fits(route, to));
			return [{path, line: call.line, text: call.text, to, is: isThere ? 'there' : 'missing'}];
		});
	});
}

/** The path of the product's own that a call names, without what follows a question mark. */
function pathIn({args}: Call): string | undefined {
	for (const arg of args) {
		const options = entryOf(arg, 'options') ?? arg;
		const given = keys.map(key => entryOf(options, key)).find(one => one !== undefined);
		const path = given === undefined ? undefined : ownPath(given);
		if (path !== undefined) return path.replace(/[?#].*$/u, '').replace(/(?<=.)\/$/u, '');
	}
	return undefined;
}

function ownPath(value: Value): string | undefined {
	if (value.is !== 'template' || value.holes.length !== 1 || !value.text.startsWith(`${hole}/`)) return undefined;
	const [origin] = value.holes;
	return origin?.is === 'name' && sameOrigin.test(origin.name) ? value.text.slice(hole.length) : undefined;
}

/** The routes of the only application in the repository; undefined where they cannot all be told. */
function routesOf(facts: Facts): readonly string[] | undefined {
	if (facts.entryPoints.unread.length > 0 || facts.packages.length > 2) return undefined;
	if (holds(facts, 'fw.next', 'fw.next.app', 'fw.next.pages')) {
		const routes = facts.entryPoints.points
			.filter(({framework, kind}) => framework.startsWith('next') && (kind === 'page' || kind === 'http'))
			.map(({route}) => route);
		return routes.length < fewestRoutes ? undefined : routes;
	}
	const written = facts.files.flatMap(({code, role, side}) =>
		role === 'app' && side !== 'server' && code !== undefined ? routedIn(code) : [],
	);
	// Every address goes to the one page that a catch-all draws: it may do anything.
	return written.length < fewestRoutes || written.some(route => /^\/?:/u.test(route)) ? undefined : written;
}

const routers = /^(?:react-router|react-router-dom|wouter)$/u;

/** `<Route path="/reset" />`, `{path: '/reset', element: …}`. */
function routedIn(code: Code): readonly string[] {
	if (!code.imports.some(({from, typeOnly}) => !typeOnly && routers.test(from))) return [];
	const inObjects = (value: Value, left = 6): readonly string[] => {
		if (left === 0) return [];
		if (value.is === 'list') return value.items.flatMap(item => inObjects(item, left - 1));
		if (value.is !== 'object') return [];
		const path = textOf(entryOf(value, 'path'));
		const children = entryOf(value, 'children');
		return [...(path === undefined ? [] : [path]), ...(children === undefined ? [] : inObjects(children, left - 1))];
	};
	return [
		...code.calls.flatMap(({to, args}) =>
			to === 'Route' || /createBrowserRouter$|useRoutes$/u.test(to) ? args.flatMap(arg => inObjects(arg)) : [],
		),
		...code.variables.flatMap(({value}) => (value.is === 'list' ? inObjects(value) : [])),
	].filter(path => path !== '*' && path !== '/*');
}

/** Whether a route answers a path: the whole of it, or for a nested one its end. */
function fits(route: string, path: string): boolean {
	const pieces = route.split('/').filter(one => one !== '');
	const asked = path.split('/').filter(one => one !== '');
	const last = pieces.at(-1);
	if (last?.startsWith('*') === true) return pieces.slice(0, -1).every((piece, at) => piece === asked[at] || piece.startsWith(':'));
	if (pieces.length > asked.length || (route.startsWith('/') && pieces.length !== asked.length)) return false;
	const end = asked.slice(asked.length - pieces.length);
	return pieces.every((piece, at) => piece === end[at] || piece.startsWith(':')) && (pieces.length > 0 || asked.length === 0);
}
