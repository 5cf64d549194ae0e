import {lastOf} from '../code/code.ts';
import {type Action, actionsIn} from './django-methods.ts';
import type {DjangoSettings} from './django-settings.ts';
import {classSteps, methodDecorators} from './django-steps.ts';
import {answering} from './python-answering.ts';
import {type Ancestor, ancestorsOf, fieldOf, methodOf, type OwnClass} from './python-classes.ts';
import {callIn, followed, given, type Put, placeIn, textOf, textsOf} from './python-ground.ts';
import {viewOf} from './python-views.ts';
import type {Ground, Registered} from './registered.ts';
import {restPermissions} from './rest-permissions.ts';

const offers: ReadonlySet<string> = new Set(['action', 'detail_route', 'list_route']);

type Line = {readonly line: number; readonly text: string};

/** The addresses of one set of views, under the prefix that a router gives it. */
export function setOf(ground: Ground, settings: DjangoSettings, put: Put, line: Line, prefix: string, end: string): readonly Registered[] {
	const {modules} = ground;
	const {is} = viewOf(modules, put);
	const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
	if (is.a !== 'class') {
		const route = `${base}${end}`;
		return [
			{
				...placeIn(put.path, line),
				kind: 'http',
				framework: 'django',
				method: 'ANY',
				route,
				before: [],
				given: [],
				unresolved: ['its set of views'],
			},
		];
	}
	const ancestors = ancestorsOf(modules, is);
	const names = fieldOf(ancestors, 'http_method_names');
	const allowed = names === undefined ? undefined : new Set(textsOf(modules, names).map(name => name.toUpperCase()));
	const textAt = (field: string): string | undefined => {
		const found = fieldOf(ancestors, field);
		return found === undefined ? undefined : textOf(modules, found);
	};
	const one = `/<${textAt('lookup_url_kwarg') ?? textAt('lookup_field') ?? 'pk'}>`;
	const standard = actionsIn(ancestors, name => methodOf(modules, ancestors, name) !== undefined).map(action =>
		viewAt(ground, settings, is, ancestors, action, `${base}${action.detail ? one : ''}${end}`, undefined),
	);
	const extra = extraActions(ground, ancestors).map(({action, path, permissions}) =>
		viewAt(ground, settings, is, ancestors, action, `${base}${action.detail ? one : ''}/${path}${end}`, permissions),
	);
	return [...standard, ...extra].filter(({method}) => allowed === undefined || allowed.has(method));
}

type Extra = {readonly action: Action; readonly path: string; readonly permissions: Put | undefined};

/** The functions that `@action` offers under a name of their own. */
function extraActions({modules}: Ground, ancestors: readonly Ancestor[]): readonly Extra[] {
	return ancestors.flatMap(one => {
		if (one.is !== 'own') return [];
		const functions = modules.codeOf(one.path)?.functions ?? [];
		return one.value.methods.flatMap(index => {
			const func = functions[index];
			if (func === undefined) return [];
			const name = lastOf(func.name);
			return func.decorators.flatMap(value => {
				const call = callIn(modules, {path: one.path, value, in: func.in});
				const kind = lastOf(call?.to ?? '');
				if (call === undefined || !offers.has(kind)) return [];
				const put = (key: string): Put | undefined => {
					const found = given(call, key);
					return found === undefined ? undefined : {path: one.path, value: found, in: call.in};
				};
				const methods = put('methods');
				const detail = given(call, 'detail', 0);
				const written = put('url_path');
				const isDetail = kind === 'detail_route' || (kind === 'action' && detail?.is === 'literal' && detail.value === true);
				const path = (written === undefined ? undefined : textOf(modules, written)) ?? name;
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
	action: Omit<Action, 'detail'> & {readonly detail: boolean | undefined},
	route: string,
	own: Put | undefined,
): Registered {
	const {modules} = ground;
	const found = methodOf(modules, ancestors, action.name);
	const permissions = restPermissions(modules, settings, ancestors, own, action);
	const decorators =
		found === undefined ? [] : methodDecorators(modules, found).filter(step => !offers.has(lastOf(callIn(modules, step)?.to ?? '')));
	return {
		...(found === undefined ? placeIn(one.path, one.value) : placeIn(found.path, found.value)),
		kind: 'http',
		framework: 'django',
		method: action.method,
		route,
		handler: answering(modules, one, ancestors, action.name),
		before: [...classSteps(modules, ancestors, action.name), ...permissions.steps, ...decorators],
		given: permissions.given,
		unresolved: permissions.unresolved,
	};
}

/** `View.as_view({'get': 'list'})`: each method's action. */
export function mappedViews(ground: Ground, settings: DjangoSettings, one: OwnClass, mapped: Put): readonly Registered[] {
	const {modules} = ground;
	const ancestors = ancestorsOf(modules, one);
	const {value, path, in: at} = followed(modules, mapped);
	if (value.is !== 'object') return [];
	return value.entries.flatMap(entry => {
		const name = textOf(modules, {path, value: entry.value, in: at});
		const action = {name: name ?? '', detail: undefined, method: entry.key.toUpperCase()};
		return name === undefined ? [] : [viewAt(ground, settings, one, ancestors, action, '', undefined)];
	});
}
