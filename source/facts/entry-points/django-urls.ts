import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, type Value} from '../code/code.ts';
import {fromPattern} from './django-patterns.ts';
import {callIn, followed, given, itemsOf, type Put, placeIn, stepAt, textOf, unknownPart} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

/** Where a set of addresses is included: the prefix so far, and what is wrapped around all of it. */
type At = {readonly prefix: string; readonly before: readonly Step[]};

/** One address, or a set of them that somebody else makes. */
export type Included = At & {readonly place: Place} & (
		| {readonly is: 'view'; readonly view: Put; readonly unresolved: readonly string[]}
		/** What has `urls`: a router of the REST framework, the administration. */
		| {readonly is: 'router'; readonly put: Put}
		/** Those of a package: `include('allauth.urls')`. */
		| {readonly is: 'package'; readonly name: string}
		| {readonly is: 'lost'; readonly because: string}
	);

const deepest = 12;
const most = 20_000;
const paths: ReadonlySet<string> = new Set(['path', 're_path', 'url']);
const wrappers: ReadonlySet<string> = new Set(['format_suffix_patterns', 'i18n_patterns']);
const files: ReadonlySet<string> = new Set(['static', 'staticfiles_urlpatterns']);

/** Follows a module of addresses through everything that it includes. */
export function addressesOf({modules}: Ground, root: string): readonly Included[] {
	const found: Included[] = [];
	const way: string[] = [];

	const module = (path: string, at: At): void => {
		const code = modules.codeOf(path);
		if (code === undefined || way.includes(path) || way.length > deepest || found.length > most) return;
		way.push(path);
		const read = (value: Value, inside: number, line: {readonly line: number; readonly text: string}) =>
			list({path, value, in: inside}, at, placeIn(path, line));
		for (const one of code.variables) if (one.names[0] === 'urlpatterns' && one.in < 0) read(one.value, one.in, one);
		for (const one of code.assignments) if (one.to === 'urlpatterns') read(one.value, one.in, one);
		for (const call of code.calls) {
			const [value] = call.args;
			if (value === undefined) continue;
			if (call.to === 'urlpatterns.append') read({is: 'list', items: [value]}, call.in, call);
			if (call.to === 'urlpatterns.extend') read(value, call.in, call);
		}
		way.pop();
	};

	/** A list of addresses, or what stands in the place of one. */
	const list = (put: Put, at: At, place: Place): void => {
		const items = itemsOf(modules, put);
		if (way.length > deepest || found.length > most) return;
		way.push('');
		for (const item of items ?? [put]) one(item.value.is === 'spread' ? {...item, value: item.value.of} : item, at, place);
		way.pop();
	};

	const one = (item: Put, at: At, place: Place): void => {
		if (isUrls(item.value)) {
			found.push({...at, is: 'router', put: withoutUrls(item), place});
			return;
		}
		const put = followed(modules, item);
		const call = callIn(modules, put);
		if (call === undefined) {
			found.push({...at, is: 'lost', because: 'an address could not be followed', place});
			return;
		}
		const name = lastOf(call.to);
		const here = placeIn(put.path, call);
		if (files.has(name)) return;
		if (wrappers.has(name)) for (const value of call.args) list({path: put.path, value, in: call.in}, at, here);
		else if (name === 'include') include(put.path, call, at, here);
		else if (paths.has(name)) address(put.path, call, at, here);
		else found.push({...at, is: 'lost', because: `\`${call.to}\` was not followed`, place: here});
	};

	/** `path(route, view)`. */
	const address = (path: string, call: Call, at: At, place: Place): void => {
		const isPath = lastOf(call.to) === 'path';
		const written = given(call, isPath ? 'route' : 'regex', 0);
		const value = given(call, 'view', 1);
		const text = written === undefined ? undefined : textOf(modules, {path, value: written, in: call.in});
		if (value === undefined) return;
		const part = text === undefined ? unknownPart : isPath ? text : fromPattern(text);
		const below: At = {...at, prefix: at.prefix + part};
		const view: Put = {path, value, in: call.in};
		const put = followed(modules, view);
		const inner = callIn(modules, put);
		const wrapped = inner?.args.map(one => callIn(modules, {...put, value: one})).find(other => lastOf(other?.to ?? '') === 'include');
		if (isUrls(value)) found.push({...below, is: 'router', put: withoutUrls(view), place});
		else if (put.value.is === 'list') list({...put, value: put.value.items[0] ?? {is: 'other'}}, below, place);
		else if (inner !== undefined && lastOf(inner.to) === 'include') include(put.path, inner, below, place);
		else if (inner !== undefined && wrapped !== undefined) {
			// A wrapper around a whole set: `login_required(include(…))`.
			const step = stepAt(placeIn(put.path, inner), {is: 'name', name: inner.to}, put.in, 'wrapper');
			include(put.path, wrapped, {...below, before: [...below.before, step]}, place);
		} else found.push({...below, is: 'view', view, place, unresolved: text === undefined ? ['its path'] : []});
	};

	const include = (path: string, call: Call, at: At, place: Place): void => {
		const value = given(call, 'arg', 0);
		if (value === undefined) return;
		const put: Put = {path, value, in: call.in};
		const definition = value.is === 'name' ? modules.definitionOf(path, value.name, call.in) : undefined;
		if (definition?.is === 'module') {
			module(definition.path, at);
			return;
		}
		if (definition?.is === 'package') {
			found.push({...at, is: 'package', name: `${definition.package}.${definition.name}`, place});
			return;
		}
		if (isUrls(value)) {
			found.push({...at, is: 'router', put: withoutUrls(put), place});
			return;
		}
		// `include((patterns, 'name'))`.
		const pair = followed(modules, put);
		const isPair = pair.value.is === 'list' && pair.value.items.length === 2 && pair.value.items[1]?.is === 'text';
		const first = pair.value.is === 'list' && isPair ? pair.value.items[0] : undefined;
		const inside = first === undefined ? put : {...pair, value: first};
		const name = textOf(modules, inside);
		const resolved = name === undefined ? undefined : modules.resolve(path, name);
		if (name === undefined || resolved === undefined) list(inside, at, place);
		else if (resolved.to === 'file') module(resolved.path, at);
		else if (resolved.to === 'package') found.push({...at, is: 'package', name, place});
		else found.push({...at, is: 'lost', because: `\`${name}\` was not found`, place});
	};

	module(root, {prefix: '', before: []});
	return found;
}

const isUrls = (value: Value): boolean => value.is === 'name' && value.name.endsWith('.urls');
const withoutUrls = (put: Put): Put =>
	put.value.is === 'name' ? {...put, value: {is: 'name', name: put.value.name.slice(0, -'.urls'.length)}} : put;
