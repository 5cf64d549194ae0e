import {lastOf, type Value} from '../code/code.ts';
import type {DjangoSettings} from './django-settings.ts';
import {callIn, followed, given, itemsOf, type Put, placeIn, stepAt, textOf} from './python-ground.ts';
import {type Ancestor, decoratorsOf, fieldOf, methodOf} from './python-views.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

/** A class named by its dotted path in the settings, to be understood in its own module where that is the project's. */
export function namedStep(modules: Modules, {name, put}: {readonly name: string; readonly put: Put}, how: Step['how']): Step {
	const cut = name.lastIndexOf('.');
	const resolved = cut === -1 ? undefined : modules.resolve(put.path, name.slice(0, cut));
	const own = resolved?.to === 'file' ? modules.exportOf(resolved.path, name.slice(cut + 1)) : undefined;
	if (own?.is === 'class') return stepAt(placeIn(own.path, own.value), {is: 'name', name: name.slice(cut + 1)}, -1, how);
	return stepAt({path: put.path, line: lineOf(modules, put), text: name}, {is: 'name', name}, -1, how);
}

const lineOf = (modules: Modules, {path, value, in: at}: Put): number => {
	const call = callIn(modules, {path, value, in: at});
	return call?.line ?? 1;
};

const mixin = /(?:Required|PassesTest|Permission|Access)\w{0,30}Mixin$/u;

/** What runs before the methods of a class view: its decorators, what it mixes in, its own `dispatch`. */
export function classSteps(modules: Modules, ancestors: readonly Ancestor[], method: string): readonly Step[] {
	return [
		...ancestors.flatMap((one): readonly Step[] => {
			if (one.is !== 'own') return [];
			return one.value.decorators.flatMap(
				value =>
					onMethod(modules, {path: one.path, value, in: one.value.in}, method) ??
					decoratorsOf(modules, one.path, {...one.value, decorators: [value]}),
			);
		}),
		...ancestors.flatMap((one): readonly Step[] => (one.is === 'package' && mixin.test(one.name) ? [one.step] : [])),
		...['dispatch', 'test_func', 'has_permission'].flatMap((name): readonly Step[] => {
			const found = methodOf(modules, ancestors, name);
			if (found === undefined) return [];
			return [
				...methodDecorators(modules, found),
				stepAt(placeIn(found.path, found.value), {is: 'function', function: found.index}, found.value.in, 'wrapper'),
			];
		}),
	];
}

/** `@method_decorator(x, name='dispatch')`: `x`, when it is for this method. */
function onMethod(modules: Modules, put: Put, method: string): readonly Step[] | undefined {
	const call = callIn(modules, put);
	const [first] = call?.args ?? [];
	if (call === undefined || lastOf(call.to) !== 'method_decorator' || first === undefined) return undefined;
	const named = given(call, 'name', 1);
	const name = named === undefined ? 'dispatch' : textOf(modules, {...put, value: named});
	if (name !== undefined && name !== 'dispatch' && name !== method.toLowerCase()) return [];
	const all = itemsOf(modules, {...put, value: first}) ?? [{...put, value: first}];
	return all.map(({path, value, in: at}) => stepAt(placeIn(put.path, call), value, path === put.path ? at : put.in, 'decorator'));
}

type Method = {readonly path: string; readonly value: Parameters<typeof decoratorsOf>[2]};

/** The decorators of a method or a function, `method_decorator` looked through. */
export const methodDecorators = (modules: Modules, {path, value: func}: Method): readonly Step[] =>
	func.decorators.flatMap(
		value => onMethod(modules, {path, value, in: func.in}, 'dispatch') ?? decoratorsOf(modules, path, {...func, decorators: [value]}),
	);

const open: ReadonlySet<string> = new Set(['AllowAny']);
const openToRead: ReadonlySet<string> = new Set(['IsAuthenticatedOrReadOnly', 'DjangoModelPermissionsOrAnonReadOnly']);
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The permissions of a list: those that let everyone in, or everyone who only reads, are none. */
export function permissionSteps(modules: Modules, put: Put, method: string): readonly Step[] {
	const list = followed(modules, put);
	return (itemsOf(modules, put) ?? []).flatMap((item): readonly Step[] => {
		const named = nameOf(item.value);
		if (isOpen(lastOf(named), method)) return [];
		const place = {path: item.path, line: lineOfName(modules, list, item.value), text: named};
		return [stepAt(place, item.value, item.in, 'gate')];
	});
}

const nameOf = (value: Value): string => (value.is === 'name' ? value.name : '');
const isOpen = (name: string, method: string): boolean => open.has(name) || (openToRead.has(name) && reads.has(method));

function lineOfName(modules: Modules, {path}: Put, value: Value): number {
	const name = nameOf(value);
	const code = modules.codeOf(path);
	for (const one of code?.classes ?? [])
		for (const field of one.fields) if (field.name === 'permission_classes' && field.text.includes(name)) return field.line;
	return 1;
}

/** What the REST framework asks of everyone who calls a view: its own permissions, or those of the settings. */
export function restPermissions(
	modules: Modules,
	settings: DjangoSettings,
	ancestors: readonly Ancestor[],
	own: Put | undefined,
	method: string,
): {readonly steps: readonly Step[]; readonly unresolved: readonly string[]} {
	const decides = methodOf(modules, ancestors, 'get_permissions');
	if (own === undefined && decides !== undefined)
		return {
			steps: [stepAt(placeIn(decides.path, decides.value), {is: 'function', function: decides.index}, decides.value.in, 'gate')],
			unresolved: ['its permissions are chosen at run time'],
		};
	const listed = own ?? fieldOf(ancestors, 'permission_classes');
	if (listed !== undefined) return {steps: permissionSteps(modules, listed, method), unresolved: []};
	return {
		steps: settings.permissions.filter(({name}) => !isOpen(lastOf(name), method)).map(one => namedStep(modules, one, 'gate')),
		unresolved: [],
	};
}
