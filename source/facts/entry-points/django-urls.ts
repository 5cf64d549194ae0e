import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import {callIn, followed, given, itemsOf, type Put, placeIn, stepAt, textOf} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

/** One address, its prefixes before it. */
export type Address = Place & {
	readonly route: string;
	readonly view: Put;
	readonly before: readonly Step[];
	readonly unresolved: readonly string[];
};

/** What a set of addresses holds besides views. */
export type Included =
	| {readonly is: 'view'; readonly address: Address}
	/** The addresses of a REST framework router. */
	| {readonly is: 'router'; readonly put: Put; readonly prefix: string; readonly place: Place; readonly before: readonly Step[]}
	/** Those of a package: `admin.site.urls`, `include('allauth.urls')`. */
	| {readonly is: 'package'; readonly name: string; readonly prefix: string; readonly place: Place; readonly before: readonly Step[]}
	| {readonly is: 'lost'; readonly because: string; readonly place: Place};

const deepest = 12;
const most = 20_000;
const paths: ReadonlySet<string> = new Set(['path', 're_path', 'url']);
const looked: ReadonlySet<string> = new Set(['format_suffix_patterns', 'i18n_patterns']);

/** Follows a module of addresses through everything that it includes. */
export function addressesOf(ground: Ground, module: string): readonly Included[] {
	const found: Included[] = [];
	walkModule(ground, module, '', [], found, []);
	return found;
}

function walkModule(
	ground: Ground,
	path: string,
	prefix: string,
	before: readonly Step[],
	found: Included[],
	way: readonly string[],
): void {
	const code = ground.modules.codeOf(path);
	if (code === undefined || way.includes(path) || way.length > deepest || found.length > most) return;
	for (const variable of code.variables)
		if (variable.names[0] === 'urlpatterns' && variable.in < 0)
			walkList(ground, {path, value: variable.value, in: variable.in}, prefix, before, found, [...way, path], variable);
	for (const assignment of code.assignments)
		if (assignment.to === 'urlpatterns')
			walkList(ground, {path, value: assignment.value, in: assignment.in}, prefix, before, found, [...way, path], assignment);
	for (const call of code.calls) {
		const [value] = call.args;
		if (value !== undefined && (call.to === 'urlpatterns.append' || call.to === 'urlpatterns.extend'))
			walkList(
				ground,
				{path, value: call.to.endsWith('append') ? {is: 'list', items: [value]} : value, in: call.in},
				prefix,
				before,
				found,
				[...way, path],
				call,
			);
	}
}

type Line = {readonly line: number; readonly text: string};

function walkList(
	ground: Ground,
	put: Put,
	prefix: string,
	before: readonly Step[],
	found: Included[],
	way: readonly string[],
	line: Line,
): void {
	const {modules} = ground;
	if (way.length > deepest || found.length > most) return;
	const items = itemsOf(modules, put);
	if (items !== undefined) {
		for (const item of items) one(ground, item, prefix, before, found, way, line);
		return;
	}
	one(ground, put, prefix, before, found, way, line);
}

/** One item of a list of addresses. */
function one(
	ground: Ground,
	item: Put,
	prefix: string,
	before: readonly Step[],
	found: Included[],
	way: readonly string[],
	line: Line,
): void {
	const {modules} = ground;
	const {path, value, in: at} = item.value.is === 'spread' ? {...item, value: item.value.of} : item;
	const place = placeIn(path, line);
	if (value.is === 'name' && lastOf(value.name) === 'urls') {
		const base: Put = {path, value: {is: 'name', name: value.name.slice(0, -'.urls'.length)}, in: at};
		found.push({is: 'router', put: base, prefix, place, before});
		return;
	}
	const put = followed(modules, {path, value, in: at});
	const call = callIn(modules, put);
	if (call === undefined) {
		found.push({is: 'lost', because: 'an address could not be followed', place});
		return;
	}
	const name = lastOf(call.to);
	if (name === 'static' || name === 'staticfiles_urlpatterns') return;
	const where: Line = call;
	if (looked.has(name)) {
		for (const argument of call.args)
			walkList(ground, {path: put.path, value: argument, in: call.in}, prefix, before, found, [...way, `${put.path}:${call.line}`], where);
		return;
	}
	if (name === 'include') {
		include(ground, put.path, call, prefix, before, found, way, where);
		return;
	}
	if (!paths.has(name)) {
		found.push({is: 'lost', because: `\`${call.to}\` was not followed`, place: placeIn(put.path, call)});
		return;
	}
	const written = given(call, name === 'path' ? 'route' : 'regex', 0);
	const view = given(call, 'view', 1);
	const text = written === undefined ? undefined : textOf(modules, {path: put.path, value: written, in: call.in});
	const own = name === 'path' ? (text ?? unknownPart) : fromPattern(text ?? '');
	const route = prefix + own;
	if (view === undefined) return;
	target(ground, {path: put.path, value: view, in: call.in}, route, before, found, way, call, text === undefined ? ['its path'] : []);
}

function target(
	ground: Ground,
	view: Put,
	route: string,
	before: readonly Step[],
	found: Included[],
	way: readonly string[],
	call: Call,
	unresolved: readonly string[],
): void {
	const {path, value, in: at} = followed(ground.modules, view);
	const place = placeIn(view.path, call);
	const inner = callIn(ground.modules, {path, value, in: at});
	if (inner !== undefined && lastOf(inner.to) === 'include') {
		include(ground, path, inner, route, before, found, way, call);
		return;
	}
	if (value.is === 'list') {
		const [patterns] = value.items;
		if (patterns !== undefined)
			walkList(ground, {path, value: patterns, in: at}, route, before, found, [...way, `${path}:${call.line}`], call);
		return;
	}
	if (view.value.is === 'name' && lastOf(view.value.name) === 'urls') {
		found.push({
			is: 'router',
			put: {...view, value: {is: 'name', name: view.value.name.slice(0, -'.urls'.length)}},
			prefix: route,
			place,
			before,
		});
		return;
	}
	// `login_required(include(…))` of packages that wrap a whole set.
	const wrapped = inner?.args
		.map(value => callIn(ground.modules, {path, value, in: at}))
		.find(other => other !== undefined && lastOf(other.to) === 'include');
	if (inner !== undefined && wrapped !== undefined) {
		include(
			ground,
			path,
			wrapped,
			route,
			[...before, stepAt(placeIn(path, inner), {is: 'name', name: inner.to}, at, 'wrapper')],
			found,
			way,
			call,
		);
		return;
	}
	found.push({is: 'view', address: {...place, route, view, before, unresolved}});
}

function include(
	ground: Ground,
	path: string,
	call: Call,
	prefix: string,
	before: readonly Step[],
	found: Included[],
	way: readonly string[],
	line: Line,
): void {
	const {modules} = ground;
	const value = given(call, 'arg', 0);
	if (value === undefined) return;
	const place = placeIn(path, line);
	const put: Put = {path, value, in: call.in};
	if (value.is === 'name') {
		const definition = modules.definitionOf(path, value.name, call.in);
		if (definition.is === 'module') {
			walkModule(ground, definition.path, prefix, before, found, way);
			return;
		}
		if (definition.is === 'package') {
			found.push({is: 'package', name: `${definition.package}.${definition.name}`, prefix, place, before});
			return;
		}
		if (lastOf(value.name) === 'urls') {
			found.push({is: 'router', put: {...put, value: {is: 'name', name: value.name.slice(0, -'.urls'.length)}}, prefix, place, before});
			return;
		}
	}
	const module = textOf(modules, put);
	if (module === undefined) {
		const list = followed(modules, put);
		const [first] = list.value.is === 'list' ? list.value.items : [];
		// `include((patterns, 'name'))`.
		const isPair = list.value.is === 'list' && list.value.items.length === 2 && list.value.items[1]?.is === 'text' && first !== undefined;
		const inside = isPair && first !== undefined ? {...list, value: first} : put;
		if (isPair && first?.is === 'text') {
			includeModule(ground, first.text, path, prefix, before, found, way, place);
			return;
		}
		walkList(ground, inside, prefix, before, found, [...way, `${path}:${call.line}`], line);
		return;
	}
	includeModule(ground, module, path, prefix, before, found, way, place);
}

function includeModule(
	ground: Ground,
	module: string,
	path: string,
	prefix: string,
	before: readonly Step[],
	found: Included[],
	way: readonly string[],
	place: Place,
): void {
	const resolved = ground.modules.resolve(path, module);
	if (resolved.to === 'file') walkModule(ground, resolved.path, prefix, before, found, way);
	else if (resolved.to === 'package') found.push({is: 'package', name: module, prefix, place, before});
	else found.push({is: 'lost', because: `\`${module}\` was not found`, place});
}

const unknownPart = `$\{}`;
const groupName = /^\?P<(\w{1,80})>/u;
const kept: ReadonlySet<string> = new Set(['/', '.', '-', '_', '@', '+']);

/** A regular expression of an address in our notation: a group is a parameter. */
export function fromPattern(pattern: string): string {
	let made = '';
	let places = 0;
	let depth = 0;
	for (let at = 0; at < pattern.length; at++) {
		const character = pattern[at] ?? '';
		if (character === '\\') {
			at += 1;
			const escaped = pattern[at] ?? '';
			if (depth === 0 && kept.has(escaped)) made += escaped;
		} else if (character === '(') {
			depth += 1;
			if (depth > 1 || pattern.startsWith('?:', at + 1)) continue;
			places += 1;
			made += `:${groupName.exec(pattern.slice(at + 1, at + 90))?.[1] ?? places}`;
		} else if (character === ')') depth -= 1;
		else if (depth <= 0 && !'^$?+*'.includes(character)) made += character;
	}
	return made;
}
