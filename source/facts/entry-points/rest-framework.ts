import {fromPattern} from './django-patterns.ts';
import type {DjangoSettings} from './django-settings.ts';
import {callsBy, given, type Put, textOf, unknownPart} from './python-ground.ts';
import {type Instance, instancesOf} from './python-instances.ts';
import type {Ground, Registered} from './registered.ts';
import {setOf} from './rest-views.ts';

const packages: ReadonlySet<string> = new Set(['rest_framework', 'rest_framework_extensions']);
const classes: ReadonlySet<string> = new Set(['DefaultRouter', 'SimpleRouter', 'ExtendedDefaultRouter', 'ExtendedSimpleRouter']);
const registry = /\.registry$/u;

type Registration = {readonly prefix: Put; readonly view: Put; readonly line: number; readonly text: string};

/** The prefix of a view in our notation; it may be a regular expression. */
const prefixOf = (text: string | undefined): string =>
	text === undefined ? unknownPart : /^\^|\(\?P</u.test(text) ? fromPattern(text) : text;

/** The addresses that the routers of the REST framework make, by router; undefined for what is no router. */
export function restRouters(ground: Ground, settings: DjangoSettings): (put: Put, prefix: string) => readonly Registered[] | undefined {
	const {modules} = ground;
	const instances = instancesOf(ground, packages, classes);
	const sets = new Map<Instance, Registration[]>();
	const joined: (readonly [Instance, Instance])[] = [];
	for (const {path, call} of instances.all.length === 0 ? [] : (callsBy(ground).get('register') ?? [])) {
		const prefix = given(call, 'prefix', 0);
		const view = given(call, 'viewset', 1);
		if (prefix === undefined || view === undefined) continue;
		for (const one of instances.calledOn(path, call)) {
			const before = sets.get(one) ?? [];
			sets.set(one, before);
			before.push({prefix: {path, value: prefix, in: call.in}, view: {path, value: view, in: call.in}, line: call.line, text: call.text});
		}
	}
	// `router.registry.extend(other.registry)` makes one router of two.
	for (const {path, call} of instances.all.length === 0 ? [] : (callsBy(ground).get('extend') ?? [])) {
		const [value] = call.args;
		if (!call.to.endsWith('.registry.extend') || value?.is !== 'name') continue;
		const named = (name: string) => instances.of({path, value: {is: 'name', name: name.replace(registry, '')}, in: call.in});
		for (const one of named(call.to.slice(0, -'.extend'.length))) for (const other of named(value.name)) joined.push([one, other]);
	}
	return (put, prefix) => {
		const [router] = instances.of(put);
		if (router === undefined) return undefined;
		const slash = given(router.call, 'trailing_slash');
		const end = slash?.is === 'literal' && slash.value === false ? '' : '/';
		return [router, ...joined.filter(([one]) => one === router).map(([, other]) => other)].flatMap(one =>
			(sets.get(one) ?? []).flatMap(({prefix: written, view, ...line}) => {
				const text = prefixOf(textOf(modules, written));
				return setOf(ground, settings, view, line, `${prefix}${text === '' ? '' : `${text}/`}`, end);
			}),
		);
	};
}
