import {lastOf} from '../code/code.ts';
import {djangoParameter} from './django-patterns.ts';
import {type NamedClass, settingsOf} from './django-settings.ts';
import {addressesOf, type Included} from './django-urls.ts';
import {type Front, viewsAt} from './django-views.ts';
import type {GuardOnTheWay, UnreadEntryPoints} from './entry-point.ts';
import {classAt} from './python-classes.ts';
import {callIn, placeIn, stepAt} from './python-ground.ts';
import {pathOf, routeOf} from './python-mounts.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';
import {restRouters} from './rest-framework.ts';

const wantsLogin = /LoginRequired|RequireLogin/u;

/** The entry points of Django and of the REST framework: every address that the settings' root leads to. */
export const djangoReader: Reader = ground => {
	const {modules} = ground;
	const settings = settingsOf(ground);
	const found: Registered[] = [];
	const unread: UnreadEntryPoints[] = [];
	if (settings.roots.length === 0) return {found, unread};
	const front: Front = {
		settings,
		middleware: settings.middleware.flatMap(one => ownMiddleware(ground, one)),
		gate: gateOf(ground, settings.middleware),
	};
	const routers = restRouters(ground, settings);
	const say = (because: string, one: Pick<Included, 'place'>) => unread.push({framework: 'django', because, places: [one.place]});
	const add = (one: Included): void => {
		switch (one.is) {
			case 'view':
				found.push(...viewsAt(ground, front, one));
				return;
			case 'router': {
				const views = routers(one.put, one.prefix);
				const name = one.put.value.is === 'name' ? one.put.value.name : '';
				if (views !== undefined)
					for (const view of views)
						found.push({
							...view,
							route: routeOf(pathOf(view.route), djangoParameter),
							before: [...front.middleware, ...one.before, ...view.before],
						});
				else if (isAdministration(ground, one)) found.push(administration(one, front.middleware));
				else say(`the addresses of \`${name}\` are its own`, one);
				return;
			}
			case 'package':
				say(`the addresses of \`${one.name}\` are its own`, one);
				return;
			case 'lost':
				say(one.because, one);
		}
	};
	for (const {name, ...place} of settings.roots) {
		const root = modules.resolve(place.path, name);
		if (root.to === 'file') for (const one of addressesOf(ground, root.path)) add(one);
		else say(`the addresses in \`${name}\` were not found`, {place});
	}
	return {found, unread};
};

/** Middleware of the project; what a package's does is not followed. */
function ownMiddleware({modules}: Ground, {path, name}: NamedClass): readonly Step[] {
	const own = classAt(modules, path, name);
	return own === undefined ? [] : [stepAt(placeIn(own.path, own.value), {is: 'name', name: lastOf(name)}, own.value.in, 'middleware')];
}

/** A package's middleware that wants everyone signed in. */
function gateOf({modules}: Ground, middleware: readonly NamedClass[]): GuardOnTheWay | undefined {
	const one = middleware.find(({path, name}) => wantsLogin.test(lastOf(name)) && classAt(modules, path, name) === undefined);
	return one === undefined
		? undefined
		: {path: one.path, line: one.line, text: one.text, name: lastOf(one.name), kind: 'signed-in', how: 'middleware'};
}

type Router = Included & {readonly is: 'router'};

function isAdministration({modules}: Ground, {put}: Router): boolean {
	const site = put.value.is === 'name' ? modules.definitionOf(put.path, put.value.name, put.in) : undefined;
	if (site?.is === 'package') return site.package === 'django';
	const made = site?.is === 'variable' ? callIn(modules, {path: site.path, value: site.value.value, in: site.value.in}) : undefined;
	return made !== undefined && lastOf(made.to).endsWith('AdminSite');
}

/** The administration lets in whoever is marked as staff. */
function administration({prefix, place, before}: Router, middleware: readonly Step[]): Registered {
	const guard: GuardOnTheWay = {...place, name: 'is_staff', kind: 'role', how: 'platform'};
	const route = routeOf(pathOf(prefix, '*'), djangoParameter);
	return {
		...place,
		kind: 'http',
		framework: 'django',
		method: 'ANY',
		route,
		before: [...middleware, ...before],
		given: [guard],
		unresolved: [],
	};
}
