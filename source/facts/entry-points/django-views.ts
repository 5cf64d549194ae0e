import {lastOf} from '../code/code.ts';
import {comparedMethods, methodsIn, packageMethods} from './django-methods.ts';
import {djangoParameter} from './django-patterns.ts';
import type {DjangoSettings} from './django-settings.ts';
import {classSteps, methodDecorators} from './django-steps.ts';
import type {Included} from './django-urls.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import {answering} from './python-answering.ts';
import {ancestorsOf, methodOf} from './python-classes.ts';
import {callIn, textOf, textsOf} from './python-ground.ts';
import {pathOf, routeOf} from './python-mounts.ts';
import {handlerOf, type View, viewOf} from './python-views.ts';
import type {Ground, Registered, Step} from './registered.ts';
import {type Permissions, permissionsIn, restPermissions} from './rest-permissions.ts';
import {mappedViews} from './rest-views.ts';

const restPackage = /^rest_framework/u;
const nothing: Permissions = {steps: [], given: [], unresolved: []};

/** What stands in front of every view of a project. */
export type Front = {readonly settings: DjangoSettings; readonly middleware: readonly Step[]; readonly gate: GuardOnTheWay | undefined};

type Made = {
	readonly method: string;
	readonly steps?: readonly Step[];
	readonly handler?: Step;
	readonly permissions?: Permissions;
	readonly because?: readonly string[];
};

/** The entry points of one address: one for each method that its view answers. */
export function viewsAt(ground: Ground, front: Front, one: Included & {readonly is: 'view'}): readonly Registered[] {
	const {modules} = ground;
	const view = viewOf(modules, one.view);
	const route = routeOf(pathOf(one.prefix), djangoParameter);
	const isDetail = route.includes(':');
	const before = [...front.middleware, ...one.before, ...view.wrappers];
	const make =
		(isRest: boolean) =>
		(made: Made): Registered => {
			const {steps, given, unresolved} = made.permissions ?? nothing;
			const all = [...before, ...(made.steps ?? []), ...steps];
			const gate = front.gate === undefined || isRest || all.some(isLetIn) ? [] : [front.gate];
			return {
				...one.place,
				kind: 'http',
				framework: 'django',
				method: made.method,
				route,
				...(made.handler === undefined ? {} : {handler: made.handler}),
				before: all,
				given: [...gate, ...given],
				unresolved: [...one.unresolved, ...unresolved, ...(made.because ?? [])],
			};
		};
	switch (view.is.a) {
		case 'nothing':
			return [make(false)({method: 'ANY', because: [view.is.because]})];
		case 'package':
			return packageMethods(view.is.name).map(method => make(false)({method}));
		case 'function': {
			const made = functionView(ground, front, view, view.is, isDetail);
			return made.views.map(make(made.isRest));
		}
		case 'class': {
			const own = view.is;
			const ancestors = ancestorsOf(modules, own);
			const isRest = ancestors.some(base => base.is === 'package' && restPackage.test(base.from));
			if (own.mapped !== undefined && isRest)
				return mappedViews(ground, front.settings, own, own.mapped).map(action => ({
					...action,
					...one.place,
					route,
					before: [...before, ...action.before],
				}));
			const given = own.given.find(({key}) => key === 'permission_classes')?.put;
			return methodsIn(ancestors, verb => methodOf(modules, ancestors, verb) !== undefined).map(method => {
				const found = methodOf(modules, ancestors, method.toLowerCase());
				const permissions = isRest ? restPermissions(modules, front.settings, ancestors, given, {method, detail: isDetail}) : nothing;
				const steps = [...classSteps(modules, ancestors, method), ...(found === undefined ? [] : methodDecorators(modules, found))];
				return make(isRest)({
					method,
					steps,
					permissions,
					handler: answering(modules, own, ancestors, method.toLowerCase()),
				});
			});
		}
	}
}

type FunctionView = View['is'] & {readonly a: 'function'};

function functionView(
	{modules, text}: Ground,
	{settings}: Front,
	{wrappers}: View,
	is: FunctionView,
	isDetail: boolean,
): {readonly isRest: boolean; readonly views: readonly Made[]} {
	const {path, index, value: func} = is;
	const steps = methodDecorators(modules, is);
	const nameOf = (step: Step): string => lastOf(callIn(modules, step)?.to ?? '');
	const isRest = steps.some(step => nameOf(step) === 'api_view');
	const listed = steps.find(step => nameOf(step) === 'permission_classes');
	const [list] = listed === undefined ? [] : (callIn(modules, listed)?.args ?? []);
	const methods =
		[...wrappers, ...steps].map(step => methodsOf(modules, step)).find(one => one !== undefined) ?? comparedMethods(text(path), func);
	return {
		isRest,
		views: methods.map(method => {
			const asked = {method, detail: isDetail};
			const own = list === undefined ? undefined : {path, value: list, in: func.in};
			const asks = own === undefined ? restPermissions(modules, settings, [], undefined, asked) : permissionsIn(modules, own, asked);
			return {
				method,
				steps: steps.filter(step => step !== listed && nameOf(step) !== 'api_view'),
				handler: handlerOf(path, index, func),
				permissions: isRest ? asks : nothing,
			};
		}),
	};
}

const isLetIn = (step: Step): boolean => step.value.is === 'name' && lastOf(step.value.name) === 'login_not_required';

const byDecorator: Readonly<Record<string, readonly string[]>> = {require_POST: ['POST'], require_GET: ['GET'], require_safe: ['GET']};

/** The methods that a decorator lets through; undefined when it says nothing of them. */
function methodsOf(modules: Ground['modules'], step: Step): readonly string[] | undefined {
	if (step.value.is === 'name') return byDecorator[lastOf(step.value.name)];
	const call = callIn(modules, step);
	const [first] = call?.args ?? [];
	const name = lastOf(call?.to ?? '');
	if (name !== 'require_http_methods' && name !== 'api_view') return undefined;
	if (first === undefined) return name === 'api_view' ? ['GET'] : undefined;
	const put = {path: step.path, value: first, in: step.in};
	const text = textOf(modules, put);
	const all = text === undefined ? textsOf(modules, put) : [text];
	return all.length === 0 ? undefined : all.map(method => method.toUpperCase());
}
