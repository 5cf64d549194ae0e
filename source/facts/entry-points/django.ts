import {lastOf} from '../code/code.ts';
import {methodsIn, packageMethods} from './django-methods.ts';
import {settingsOf} from './django-settings.ts';
import {classSteps, methodDecorators, namedStep, permissionSteps, restPermissions} from './django-steps.ts';
import {type Address, addressesOf, type Included} from './django-urls.ts';
import type {GuardOnTheWay, UnreadEntryPoints} from './entry-point.ts';
import {callIn, textOf, textsOf} from './python-ground.ts';
import {pathOf, routeOf} from './python-mounts.ts';
import {ancestorsOf, classHandler, handlerOf, methodOf, viewOf} from './python-views.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';
import {mappedViews, restRouters} from './rest-framework.ts';

const parameter = /<(?:(?<rest>path:)|[\w-]{1,60}:)?(?<name>[a-zA-Z_]\w{0,100})>/gu;
const restPackage = /^rest_framework/u;
const loginRequired = 'django.contrib.auth.middleware.LoginRequiredMiddleware';

/** The entry points of Django and of the REST framework: every address that the settings' root leads to. */
export const djangoReader: Reader = ground => {
	const {modules} = ground;
	const settings = settingsOf(ground);
	const found: Registered[] = [];
	const unread: UnreadEntryPoints[] = [];
	if (settings.roots.length === 0) return {found, unread};
	const middleware = settings.middleware.map(one => namedStep(modules, one, 'middleware'));
	const gate = middleware.find(step => step.value.is === 'name' && step.value.name === loginRequired);
	const routers = restRouters(ground, settings);
	for (const {name, path} of settings.roots) {
		const root = modules.resolve(path, name);
		if (root.to !== 'file') {
			unread.push({
				framework: 'django',
				because: `the addresses in \`${name}\` were not found`,
				places: [{path, line: 1, text: `ROOT_URLCONF = '${name}'`}],
			});
			continue;
		}
		for (const one of addressesOf(ground, root.path)) add(one);
	}
	return {found, unread};

	function add(one: Included): void {
		switch (one.is) {
			case 'view':
				found.push(...registered(one.address));
				return;
			case 'router': {
				const views = routers(one.put, one.prefix);
				if (views !== undefined) {
					found.push(
						...views.map(view => ({
							...view,
							route: routeOf(pathOf(view.route), parameter),
							before: [...middleware, ...one.before, ...view.before],
						})),
					);
					return;
				}
				const site = one.put.value.is === 'name' ? modules.definitionOf(one.put.path, one.put.value.name, one.put.in) : undefined;
				const made = site?.is === 'variable' ? callIn(modules, {path: site.path, value: site.value.value, in: site.value.in}) : undefined;
				const isAdmin =
					(site?.is === 'package' && site.package === 'django') || (made !== undefined && lastOf(made.to).endsWith('AdminSite'));
				if (isAdmin) found.push(admin(one));
				else
					unread.push({
						framework: 'django',
						because: `the addresses of \`${one.put.value.is === 'name' ? one.put.value.name : ''}\` are its own`,
						places: [one.place],
					});
				return;
			}
			case 'package':
				unread.push({framework: 'django', because: `the addresses of \`${one.name}\` are its own`, places: [one.place]});
				return;
			case 'lost':
				unread.push({framework: 'django', because: one.because, places: [one.place]});
		}
	}

	/** The administration lets in whoever is marked as staff. */
	function admin({prefix, place, before}: Included & {readonly is: 'router'}): Registered {
		const guard: GuardOnTheWay = {...place, name: 'is_staff', kind: 'role', how: 'platform'};
		return {
			...place,
			kind: 'http',
			framework: 'django',
			method: 'ANY',
			route: routeOf(pathOf(prefix, '*'), parameter),
			before: [...middleware, ...before],
			given: [guard],
			unresolved: [],
		};
	}

	function registered(address: Address): readonly Registered[] {
		const view = viewOf(modules, address.view);
		const base = {
			path: address.path,
			line: address.line,
			text: address.text,
			kind: 'http',
			framework: 'django',
			route: routeOf(pathOf(address.route), parameter),
		} as const;
		const front = [...middleware, ...address.before, ...view.wrappers];
		const wrappedMethods = view.wrappers.flatMap(step => methodsOfDecorator(ground, step) ?? []);
		const make = (
			method: string,
			before: readonly Step[],
			handler: Step | undefined,
			isRest: boolean,
			unresolved: readonly string[] = [],
		): Registered => ({
			...base,
			method,
			...(handler === undefined ? {} : {handler}),
			before: [...front, ...before],
			given:
				gate === undefined || isRest || [...front, ...before].some(isLetIn)
					? []
					: [{...gate, name: 'LoginRequiredMiddleware', kind: 'signed-in', how: 'middleware'}],
			unresolved: [...address.unresolved, ...unresolved],
		});
		if (view.is.a === 'nothing') return [make('ANY', [], undefined, false, [view.is.because])];
		if (view.is.a === 'package') return packageMethods(view.is.name).map(method => make(method, [], undefined, false));
		if (view.is.a === 'function') {
			const {path, index, value: func} = view.is;
			const steps = methodDecorators(modules, view.is);
			const rest = steps.find(step => isCallOf(ground, step, 'api_view'));
			const methods =
				steps.map(step => methodsOfDecorator(ground, step)).find(one => one !== undefined) ??
				(wrappedMethods.length === 0 ? ['ANY'] : wrappedMethods);
			const listed = steps.find(step => isCallOf(ground, step, 'permission_classes'));
			return methods.map(method => {
				const call = listed === undefined ? undefined : callIn(modules, listed);
				const [list] = call?.args ?? [];
				const permissions =
					rest === undefined
						? []
						: listed === undefined || list === undefined
							? restPermissions(modules, settings, [], undefined, method).steps
							: permissionSteps(modules, {path, value: list, in: func.in}, method);
				const others = steps.filter(step => step !== rest && step !== listed);
				return make(method, [...others, ...permissions], handlerOf(path, index, func), rest !== undefined);
			});
		}
		const ancestors = ancestorsOf(modules, view.is);
		const isRest = ancestors.some(one => one.is === 'package' && restPackage.test(one.from));
		if (view.is.mapped !== undefined && isRest)
			return mappedViews(ground, settings, view.is, view.is.mapped).map(one => ({...one, ...base, before: [...front, ...one.before]}));
		const methods = methodsIn(ancestors, verb => methodOf(modules, ancestors, verb) !== undefined);
		const own = view.is;
		return methods.map(method => {
			const function_ = methodOf(modules, ancestors, method.toLowerCase());
			const given = own.given.find(({key}) => key === 'permission_classes')?.put;
			const permissions = isRest ? restPermissions(modules, settings, ancestors, given, method) : {steps: [], unresolved: []};
			const steps = [
				...classSteps(modules, ancestors, method),
				...permissions.steps,
				...(function_ === undefined ? [] : methodDecorators(modules, function_)),
			];
			const handler = function_ === undefined ? classHandler(own) : handlerOf(function_.path, function_.index, function_.value);
			return make(method, steps, handler, isRest, permissions.unresolved);
		});
	}
};

const isCallOf = (ground: Ground, step: Step, name: string): boolean => lastOf(callIn(ground.modules, step)?.to ?? '') === name;

const isLetIn = (step: Step): boolean => step.value.is === 'name' && lastOf(step.value.name) === 'login_not_required';

const byDecorator: Readonly<Record<string, readonly string[]>> = {require_POST: ['POST'], require_GET: ['GET'], require_safe: ['GET']};

/** The methods that a decorator lets through; undefined when it says nothing of them. */
function methodsOfDecorator({modules}: Ground, step: Step): readonly string[] | undefined {
	if (step.value.is === 'name') return byDecorator[lastOf(step.value.name)];
	const call = callIn(modules, step);
	const [first] = call?.args ?? [];
	const name = lastOf(call?.to ?? '');
	if (name !== 'require_http_methods' && name !== 'api_view') return undefined;
	if (first === undefined) return name === 'api_view' ? ['GET'] : undefined;
	const put = {path: step.path, value: first, in: step.in};
	const listed = textsOf(modules, put);
	const text = textOf(modules, put);
	const all = listed.length > 0 ? listed : text === undefined ? [] : [text];
	return all.length === 0 ? undefined : all.map(method => method.toUpperCase());
}
