import {lastOf} from '../code/code.ts';
import {type Action, actionsIn} from './django-methods.ts';
import type {DjangoSettings} from './django-settings.ts';
import {classSteps, methodDecorators, restPermissions} from './django-steps.ts';
import {callIn, callsBy, followed, given, type Put, placeIn, textOf, textsOf} from './python-ground.ts';
import {type Instance, instancesOf} from './python-instances.ts';
import {type Ancestor, ancestorsOf, classHandler, fieldOf, handlerOf, methodOf, type OwnClass, viewOf} from './python-views.ts';
import type {Ground, Registered} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['rest_framework', 'rest_framework_extensions']);
const classes: ReadonlySet<string> = new Set(['DefaultRouter', 'SimpleRouter', 'ExtendedDefaultRouter', 'ExtendedSimpleRouter']);

/** The addresses that the routers of the REST framework make, by router; undefined for what is no router. */
export function restRouters(ground: Ground, settings: DjangoSettings): (put: Put, prefix: string) => readonly Registered[] | undefined {
	const {modules} = ground;
	const instances = instancesOf(ground, packages, classes);
	const sets = new Map<Instance, {readonly prefix: Put; readonly view: Put}[]>();
	const joined: (readonly [Instance, Instance])[] = [];
	if (instances.all.length > 0) {
		for (const {path, call} of callsBy(ground).get('register') ?? []) {
			const prefix = given(call, 'prefix', 0);
			const view = given(call, 'viewset', 1);
			if (prefix === undefined || view === undefined) continue;
			for (const one of instances.calledOn(path, call)) {
				const before = sets.get(one) ?? [];
				sets.set(one, before);
				before.push({prefix: {path, value: prefix, in: call.in}, view: {path, value: view, in: call.in}});
			}
		}
		for (const {path, call} of callsBy(ground).get('extend') ?? []) {
			const [value] = call.args;
			if (!call.to.endsWith('.registry.extend') || value?.is !== 'name') continue;
			const own = instances.of({path, value: {is: 'name', name: call.to.slice(0, -'.registry.extend'.length)}, in: call.in});
			const other = instances.of({path, value: {is: 'name', name: value.name.replace(registry, '')}, in: call.in});
			for (const one of own) for (const two of other) joined.push([one, two]);
		}
	}
	return (put, prefix) => {
		const [router] = instances.of(put);
		if (router === undefined) return undefined;
		const all = [router, ...joined.filter(([one]) => one === router).map(([, other]) => other)];
		const slash = given(router.call, 'trailing_slash');
		const end = slash?.is === 'literal' && slash.value === false ? '' : '/';
		return all.flatMap(one =>
			(sets.get(one) ?? []).flatMap(({prefix: written, view}) => {
				const text = textOf(modules, written) ?? unknownPart;
				return setOf(ground, settings, view, `${prefix}${text === '' ? '' : `${text}/`}`, end);
			}),
		);
	};
}

const registry = /\.registry$/u;
const unknownPart = `$\{}`;
const framework = 'django';

/** The addresses of one set of views. */
function setOf(ground: Ground, settings: DjangoSettings, put: Put, prefix: string, end: string): readonly Registered[] {
	const {modules} = ground;
	const {is} = viewOf(modules, put);
	const place = followed(modules, put);
	if (is.a !== 'class') {
		const call = callsBy(ground)
			.get('register')
			?.find(({path, call}) => path === put.path && call.args.includes(put.value))?.call;
		return [
			{
				path: place.path,
				line: call?.line ?? 1,
				text: call?.text ?? '',
				kind: 'http',
				framework,
				method: 'ANY',
				route: prefix,
				before: [],
				given: [],
				unresolved: ['its set of views'],
			},
		];
	}
	const ancestors = ancestorsOf(modules, is);
	const names = fieldOf(ancestors, 'http_method_names');
	const allowed = names === undefined ? undefined : new Set(textsOf(modules, names).map(name => name.toUpperCase()));
	const lookup = textAt(ground, fieldOf(ancestors, 'lookup_url_kwarg')) ?? textAt(ground, fieldOf(ancestors, 'lookup_field')) ?? 'pk';
	const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
	const standard = actionsIn(ancestors, name => methodOf(modules, ancestors, name) !== undefined).map(action =>
		viewAt(ground, settings, is, ancestors, action, `${base}${action.detail ? `/<${lookup}>` : ''}${end}`, undefined),
	);
	const extra = extraActions(ground, ancestors).map(({action, path, permissions}) =>
		viewAt(ground, settings, is, ancestors, action, `${base}${action.detail ? `/<${lookup}>` : ''}/${path}${end}`, permissions),
	);
	return [...standard, ...extra].filter(({method}) => allowed === undefined || allowed.has(method));
}

const textAt = ({modules}: Ground, put: Put | undefined): string | undefined => (put === undefined ? undefined : textOf(modules, put));

/** The functions that `@action` offers under a name of their own. */
function extraActions(
	{modules}: Ground,
	ancestors: readonly Ancestor[],
): readonly {readonly action: Action; readonly path: string; readonly permissions: Put | undefined}[] {
	return ancestors.flatMap(one => {
		if (one.is !== 'own') return [];
		const functions = modules.codeOf(one.path)?.functions ?? [];
		return one.value.methods.flatMap(index => {
			const func = functions[index];
			const name = lastOf(func?.name ?? '');
			return (func?.decorators ?? []).flatMap(value => {
				const call = callIn(modules, {path: one.path, value, in: func?.in ?? -1});
				const kind = lastOf(call?.to ?? '');
				if (call === undefined || !(kind === 'action' || kind === 'detail_route' || kind === 'list_route')) return [];
				const put = (key: string): Put | undefined => {
					const value = given(call, key);
					return value === undefined ? undefined : {path: one.path, value, in: call.in};
				};
				const methods = put('methods');
				const detail = given(call, 'detail', 0);
				const isDetail = kind === 'detail_route' || (detail?.is === 'literal' && detail.value === true);
				const path = textAt({modules, files: [], packages: [], text: () => undefined}, put('url_path')) ?? name;
				const verbs = methods === undefined ? ['GET'] : textsOf(modules, methods).map(method => method.toUpperCase());
				return verbs.map(method => ({action: {name, detail: isDetail, method}, path, permissions: put('permission_classes')}));
			});
		});
	});
}

function viewAt(
	ground: Ground,
	settings: DjangoSettings,
	one: OwnClass,
	ancestors: readonly Ancestor[],
	action: Action,
	route: string,
	own: Put | undefined,
): Registered {
	const {modules} = ground;
	const found = methodOf(modules, ancestors, action.name);
	const permissions = restPermissions(modules, settings, ancestors, own, action.method);
	const decorators =
		found === undefined ? [] : methodDecorators(modules, found).filter(step => !offers.has(lastOf(callIn(modules, step)?.to ?? '')));
	return {
		...(found === undefined ? placeIn(one.path, one.value) : placeIn(found.path, found.value)),
		kind: 'http',
		framework,
		method: action.method,
		route,
		handler: found === undefined ? classHandler(one) : handlerOf(found.path, found.index, found.value),
		before: [...classSteps(modules, ancestors, action.name), ...permissions.steps, ...decorators],
		given: [],
		unresolved: permissions.unresolved,
	};
}

const offers: ReadonlySet<string> = new Set(['action', 'detail_route', 'list_route']);

/** `View.as_view({'get': 'list'})`: each method's action. */
export function mappedViews(ground: Ground, settings: DjangoSettings, one: OwnClass, mapped: Put): readonly Registered[] {
	const {modules} = ground;
	const ancestors = ancestorsOf(modules, one);
	const {value, path, in: at} = followed(modules, mapped);
	if (value.is !== 'object') return [];
	return value.entries.flatMap(entry => {
		const name = textOf(modules, {path, value: entry.value, in: at});
		return name === undefined
			? []
			: [viewAt(ground, settings, one, ancestors, {name, detail: false, method: entry.key.toUpperCase()}, '', undefined)];
	});
}
