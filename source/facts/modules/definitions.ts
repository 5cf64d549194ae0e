import {textOf, type Value} from '../code/code.ts';
import {exportedBy} from './exported.ts';
import {type Followed, type Following, type Fuel, isPython, unknown, type Ways} from './following.ts';
import {followImport, followImports} from './imported.ts';
import {classAround, firstOf, memberOf, typed} from './members.ts';
import type {Definition} from './modules.ts';
import {type Binding, scopesOf} from './scopes.ts';
import {isPlain, walk} from './walk.ts';

const mostSteps = 400;
const loaders = new Set(['require', 'import']);

/** Follows names over files. */
export function definitionsIn(ways: Ways): {
	readonly definitionOf: (path: string, name: string, at: number) => Definition;
	readonly exportOf: (path: string, name: string) => Definition | undefined;
} {
	const following: Following = {
		...ways,
		name: (path, name, at, fuel) => followName(following, path, name, at, fuel),
		value: (path, value, at, fuel) => followValue(following, path, value, at, fuel),
		member: (of, name, fuel) => memberOf(following, of, name, fuel),
		exported: (path, name, fuel) => exportedBy(following, path, name, fuel),
	};
	const shown = (found: Followed): Definition =>
		found.is === 'instance' ? unknown(`an instance of ${ways.codeOf(found.path)?.classes[found.class]?.name ?? 'a class'}`) : found;
	const known = new Map<string, Map<string, Definition | undefined>>();
	const once = (path: string, key: string, make: () => Definition | undefined): Definition | undefined => {
		const ofPath = known.get(path) ?? new Map<string, Definition | undefined>();
		known.set(path, ofPath);
		if (!ofPath.has(key)) ofPath.set(key, make());
		return ofPath.get(key);
	};
	return {
		definitionOf: (path, name, at) =>
			once(path, `${at} ${name}`, () => shown(followName(following, path, name, at, {left: mostSteps}).found)) ?? unknown(name),
		exportOf: (path, name) =>
			once(path, name, () => {
				const found = exportedBy(following, path, name, {left: mostSteps});
				return found === undefined ? undefined : shown(found);
			}),
	};
}

function followName(following: Following, path: string, name: string, at: number, fuel: Fuel): ReturnType<Following['name']> {
	const stop = (because: string): ReturnType<Following['name']> => ({found: unknown(because), rest: []});
	if (fuel.left-- <= 0) return stop(`${name} leads too far`);
	const code = following.codeOf(path);
	if (code === undefined) return stop(`${path} was not parsed`);
	const [first = '', ...rest] = name.split('.');
	if (!isPlain(first)) return stop(`${first || name} is no name`);
	const binding = scopesOf(code).bindingOf(first, at);
	const around = first === 'this' || first === 'super' || isReceiver(following, path, first, binding) ? classAround(code, at) : undefined;
	if (around !== undefined) return walk(following, {is: 'instance', path, class: around}, rest, fuel);
	if (binding?.is === 'import') return followImports(following, path, binding.imports, rest, fuel);
	const found =
		binding === undefined ? fromStars(following, path, first, fuel) : bound(following, path, first, binding, rest.length > 0, fuel);
	return walk(following, found, rest, fuel);
}

/** `self` and `cls`: the first parameter of a Python method. */
const isReceiver = (following: Following, path: string, name: string, binding: Binding | undefined): boolean =>
	(name === 'self' || name === 'cls') &&
	isPython(path) &&
	binding?.is === 'parameter' &&
	binding.parameter === 0 &&
	following.codeOf(path)?.functions[binding.function]?.class !== undefined;

function bound(
	following: Following,
	path: string,
	name: string,
	binding: Exclude<Binding, {is: 'import'}>,
	isPart: boolean,
	fuel: Fuel,
): Followed {
	const code = following.codeOf(path);
	if (binding.is === 'function') {
		const value = code?.functions[binding.function];
		return value === undefined ? unknown(name) : {is: 'function', path, function: binding.function, value};
	}
	if (binding.is === 'class') {
		const value = code?.classes[binding.class];
		return value === undefined ? unknown(name) : {is: 'class', path, class: binding.class, value};
	}
	if (binding.is === 'parameter') {
		const type = code?.functions[binding.function]?.parameters[binding.parameter]?.type;
		return (isPart ? typed(following, path, type, binding.function, fuel) : undefined) ?? unknown('a parameter');
	}
	const variable = code?.variables[binding.variable];
	if (variable === undefined) return unknown(name);
	const itself: Followed = {is: 'variable', path, variable: binding.variable, value: variable};
	if (variable.pattern === 'list') return itself;
	const found = following.value(path, variable.value, variable.in, fuel);
	if (variable.pattern === 'object') {
		const key = variable.keys?.[variable.names.indexOf(name)] ?? name;
		const {found: taken, rest} = walk(following, found.is === 'unknown' ? itself : found, key.split('.'), fuel);
		return key === '...' || rest.length > 0 || taken.is === 'unknown' ? itself : taken;
	}
	return found.is === 'value' || found.is === 'unknown' || found.is === 'instance' ? itself : found;
}

function followValue(following: Following, path: string, value: Value, at: number, fuel: Fuel): Followed {
	const code = following.codeOf(path);
	const itself: Followed = {is: 'value', path, value};
	if (code === undefined || fuel.left-- <= 0) return itself;
	if (value.is === 'function') {
		const func = code.functions[value.function];
		return func === undefined ? itself : {is: 'function', path, function: value.function, value: func};
	}
	if (value.is === 'class') {
		const one = code.classes[value.class];
		return one === undefined ? itself : {is: 'class', path, class: value.class, value: one};
	}
	if (value.is === 'name') {
		const {found, rest} = following.name(path, value.name, at, fuel);
		return rest.length > 0 ? itself : found;
	}
	if (value.is !== 'call') return itself;
	const call = code.calls[value.call];
	if (call === undefined) return itself;
	const from = loaders.has(call.to) ? textOf(call.args[0]) : undefined;
	if (from !== undefined)
		return followImport(
			following,
			path,
			{from, name: '*', how: call.to === 'require' ? 'require' : 'dynamic', line: call.line, typeOnly: false},
			fuel,
		);
	if (!call.to.endsWith('.bind')) return itself;
	const {found, rest} = following.name(path, call.to.slice(0, -'.bind'.length), call.in, fuel);
	return rest.length > 0 || found.is === 'unknown' ? itself : found;
}

/** A name that only `from x import *` can have brought. */
function fromStars(following: Following, path: string, name: string, fuel: Fuel): Followed {
	const stars = isPython(path) ? (following.codeOf(path)?.imports.filter(one => one.name === '*' && one.local === undefined) ?? []) : [];
	const found = firstOf(stars, ({from}) => {
		const target = following.resolve(path, from);
		return target.to === 'file' && fuel.left-- > 0 ? following.exported(target.path, name, fuel) : undefined;
	});
	return found ?? unknown(`${name} is not defined in the file`);
}
