import {type Call, lastOf, type Value} from '../code/code.ts';
import {callsBy, given, type Put, placeIn, putOf, pythonFiles, stepAt, textOf, unknownPart} from './python-ground.ts';
import type {Instance, Instances} from './python-instances.ts';
import type {Mount} from './python-mounts.ts';
import type {Ground, Step} from './registered.ts';

/** Which classes answer by themselves. */
export const isFlaskApp = (one: Instance): boolean => one.made === 'Flask' || one.made === 'APIFlask';

/** What is put on what, and the calls whose blueprint or application could not be followed. */
export function mountsIn(
	ground: Ground,
	instances: Instances,
): {readonly mounts: ReadonlyMap<Instance, readonly Mount[]>; readonly lost: readonly (readonly [string, Call])[]} {
	const {modules} = ground;
	const calls = callsBy(ground);
	const mounts = new Map<Instance, Mount[]>();
	const lost: (readonly [string, Call])[] = [];
	const put = (child: Instance, parent: Instance, written: Put | undefined) => {
		const prefix = written === undefined ? '' : textOf(modules, written);
		const mount: Mount = {
			parent,
			prefix: prefix === undefined ? `/${unknownPart}` : `/${prefix}`,
			before: [],
			unresolved: prefix === undefined ? ['a prefix'] : [],
		};
		const before = mounts.get(child);
		if (before === undefined) mounts.set(child, [mount]);
		else before.push(mount);
	};
	for (const [name, argument, prefix] of registers)
		for (const {path, call} of calls.get(name) ?? []) {
			const value = given(call, argument, 0);
			const children = value === undefined ? [] : instances.of({path, value, in: call.in});
			const parents = instances.calledOn(path, call);
			if (parents.length > 0 && children.length === 0) lost.push([path, call]);
			for (const child of children)
				for (const parent of parents)
					put(child, parent, putOf(path, call, prefix, name === 'add_namespace' ? 1 : undefined) ?? ownPrefix(child));
			if (children.length > 0 && parents.length === 0) lost.push([path, call]);
		}
	for (const one of instances.all) {
		if (one.made !== 'Api') continue;
		const app = putOf(one.path, one.call, 'app', 0);
		if (app !== undefined) for (const parent of instances.of(app)) if (parent !== one) put(one, parent, ownPrefix(one));
	}
	for (const {path, call} of calls.get('init_app') ?? []) {
		const app = putOf(path, call, 'app', 0);
		if (app === undefined) continue;
		for (const one of instances.calledOn(path, call))
			for (const parent of instances.of(app)) if (parent !== one) put(one, parent, ownPrefix(one));
	}
	return {mounts, lost};
}

const registers = [
	['register_blueprint', 'blueprint', 'url_prefix'],
	['register_api', 'api', 'url_prefix'],
	['add_namespace', 'ns', 'path'],
] as const;

/** A prefix that is given where the blueprint, the API or the namespace is made; a namespace's is its name otherwise. */
export function ownPrefix(one: Instance): Put | undefined {
	const value = given(one.call, one.made === 'Namespace' ? 'path' : one.made === 'Api' ? 'prefix' : 'url_prefix');
	if (value !== undefined) return {path: one.path, value, in: one.call.in};
	const name = one.made === 'Namespace' ? given(one.call, 'name', 0) : undefined;
	return name === undefined ? undefined : {path: one.path, value: name, in: one.call.in};
}

/** What runs before every request, by what it is registered on. */
export function hooksIn(ground: Ground, instances: Instances): ReadonlyMap<Instance, readonly Step[]> {
	const hooks = new Map<Instance, Step[]>();
	const add = (on: readonly Instance[], isGlobal: boolean, step: Step) => {
		for (const one of isGlobal ? instances.all.filter(isFlaskApp) : on) {
			const before = hooks.get(one);
			if (before === undefined) hooks.set(one, [step]);
			else before.push(step);
		}
	};
	for (const {path, code} of pythonFiles(ground))
		code.functions.forEach((func, index) => {
			for (const decorator of func.decorators) {
				if (decorator.is !== 'name' || !hookNames.has(lastOf(decorator.name))) continue;
				const base: Value = {is: 'name', name: decorator.name.slice(0, decorator.name.lastIndexOf('.'))};
				const on = instances.of({path, value: base, in: func.in});
				if (on.length > 0)
					add(
						on,
						lastOf(decorator.name) === 'before_app_request',
						stepAt(placeIn(path, func), {is: 'function', function: index}, func.in, 'middleware'),
					);
			}
		});
	for (const name of hookNames)
		for (const {path, call} of callsBy(ground).get(name) ?? []) {
			const [value] = call.args;
			const on = instances.calledOn(path, call);
			if (value !== undefined && on.length > 0)
				add(on, name === 'before_app_request', stepAt(placeIn(path, call), value, call.in, 'middleware'));
		}
	return hooks;
}

const hookNames: ReadonlySet<string> = new Set(['before_request', 'before_app_request']);
