import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import {listed} from './fastapi-dependencies.ts';
import {callIn, callsBy, given, type Put, placeIn, putOf, pythonFiles, stepAt, textOf, unknownPart} from './python-ground.ts';
import type {Instance, Instances} from './python-instances.ts';
import {type Mount, type Way, waysOf} from './python-mounts.ts';
import type {Ground, Step} from './registered.ts';

/** How requests come to each router and application. */
export type FastapiRouters = {readonly ways: (one: Instance) => readonly Way[]; readonly unread: readonly UnreadEntryPoints[]};

const isApp = (one: Instance): boolean => one.made === 'FastAPI';

/** Follows what is included in what, with what stands in front of all of it. */
export function routersOf(ground: Ground, instances: Instances): FastapiRouters {
	const {modules} = ground;
	const {mounts, lost, unread} = mountsIn(ground, instances);
	const wrapped = middlewareIn(ground, instances);
	const textAt = (put: Put | undefined): string => (put === undefined ? '' : (textOf(modules, put) ?? unknownPart));
	const ways = waysOf({
		isApp,
		mounts,
		lost,
		prefix: one => (isApp(one) ? '' : textAt(putOf(one.path, one.call, 'prefix'))),
		own: one => {
			const asked = putOf(one.path, one.call, 'dependencies');
			return [...(wrapped.get(one) ?? []), ...(asked === undefined ? [] : listed(modules, asked))];
		},
	});
	return {ways, unread};
}

type Mounts = {
	readonly mounts: ReadonlyMap<Instance, readonly Mount[]>;
	readonly lost: boolean;
	readonly unread: readonly UnreadEntryPoints[];
};

function mountsIn(ground: Ground, instances: Instances): Mounts {
	const {modules} = ground;
	const mounts = new Map<Instance, readonly Mount[]>();
	const unread = new Map<string, Place[]>();
	let lost = false;
	for (const [name, argument, position] of [
		['include_router', 'router', 0],
		['mount', 'app', 1],
	] as const)
		for (const {path, call} of callsBy(ground).get(name) ?? []) {
			const parents = instances.calledOn(path, call);
			const put = putOf(path, call, argument, position);
			const children = put === undefined ? [] : instances.of(put);
			if (parents.length === 0 && children.length === 0) continue;
			if (children.length === 0 || parents.length === 0) {
				const because = put === undefined || parents.length === 0 ? undefined : foreign(ground, put);
				if (because === 'files') continue;
				lost ||= because === undefined && name === 'include_router';
				const said = because ?? 'a router could not be followed';
				unread.set(said, [...(unread.get(said) ?? []), placeIn(path, call)]);
				continue;
			}
			const isMount = name === 'mount';
			const written = putOf(path, call, isMount ? 'path' : 'prefix', isMount ? 0 : undefined);
			const asked = putOf(path, call, 'dependencies');
			for (const child of children) {
				const own = isMount ? undefined : putOf(child.path, child.call, 'prefix');
				const parts = [written, own].map(part => (part === undefined ? '' : textOf(modules, part)));
				const mount = {
					prefix: parts.map(part => part ?? unknownPart).join(''),
					before: asked === undefined ? [] : listed(modules, asked),
					unresolved: parts.includes(undefined) ? ['a prefix'] : [],
				};
				mounts.set(child, [...(mounts.get(child) ?? []), ...parents.map(parent => ({...mount, parent}))]);
			}
		}
	return {mounts, lost, unread: [...unread].map(([because, places]) => ({framework: 'fastapi', because, places}))};
}

/** What is included that is no router of the project: files, the routes of a package, an application of another kind. */
function foreign({modules}: Ground, put: Put): string | undefined {
	const call = callIn(modules, put);
	const found = call === undefined ? undefined : modules.definitionOf(put.path, call.to, call.in);
	if (call !== undefined && lastOf(call.to).endsWith('StaticFiles')) return 'files';
	if (found?.is === 'package') return `the routes of \`${found.package}\` are its own`;
	const [variable] = call?.to.split('.') ?? [];
	const base = variable === undefined ? undefined : modules.definitionOf(put.path, variable, put.in);
	const made = base?.is === 'variable' ? callIn(modules, {path: base.path, value: base.value.value, in: base.value.in}) : undefined;
	const owner = made === undefined || base?.is !== 'variable' ? undefined : modules.definitionOf(base.path, made.to, made.in);
	return owner?.is === 'package' ? `the routes of \`${owner.package}\` are its own` : undefined;
}

/** What is wrapped around an application: what was added last runs first. */
function middlewareIn(ground: Ground, instances: Instances): ReadonlyMap<Instance, readonly Step[]> {
	const found = new Map<Instance, readonly Step[]>();
	const add = (on: readonly Instance[], step: Step) => {
		for (const one of on) found.set(one, [step, ...(found.get(one) ?? [])]);
	};
	for (const {path, call} of callsBy(ground).get('add_middleware') ?? []) {
		const value = given(call, 'middleware_class', 0);
		if (value !== undefined) add(instances.calledOn(path, call), stepAt(placeIn(path, call), value, call.in, 'middleware'));
	}
	for (const {path, code} of pythonFiles(ground))
		code.functions.forEach((func, index) => {
			for (const value of func.decorators) {
				const call = callIn(ground.modules, {path, value, in: func.in});
				if (call === undefined || lastOf(call.to) !== 'middleware') continue;
				add(instances.calledOn(path, call), stepAt(placeIn(path, call), {is: 'function', function: index}, func.in, 'middleware'));
			}
		});
	return found;
}
