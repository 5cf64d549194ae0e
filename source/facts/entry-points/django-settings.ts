import {callsBy, itemsOf, keyOf, type Put, textOf} from './python-ground.ts';
import type {Ground} from './registered.ts';

/** What the settings modules of a Django project say of its requests. */
export type DjangoSettings = {
	/** The modules that addresses begin in, and the settings that name them. */
	readonly roots: readonly {readonly name: string; readonly path: string}[];
	/** Middleware as it is named, in order. */
	readonly middleware: readonly {readonly name: string; readonly put: Put}[];
	/** `REST_FRAMEWORK['DEFAULT_PERMISSION_CLASSES']`, as it is named. */
	readonly permissions: readonly {readonly name: string; readonly put: Put}[];
	/** `DEFAULT_PERMISSION_CLASSES` is set. */
	readonly hasPermissions: boolean;
};

/** Reads every module that names a `ROOT_URLCONF`. Settings are configuration by role as often as they are code. */
export function settingsOf(ground: Ground): DjangoSettings {
	const {modules} = ground;
	const roots = new Map<string, {readonly name: string; readonly path: string}>();
	const middleware: {readonly name: string; readonly put: Put}[] = [];
	const permissions: {readonly name: string; readonly put: Put}[] = [];
	let hasPermissions = false;
	for (const {path, code} of ground.files) {
		if (code === undefined || !path.endsWith('.py')) continue;
		for (const variable of code.variables) {
			const [name] = variable.names;
			const put: Put = {path, value: variable.value, in: variable.in};
			if (variable.in >= 0 || name === undefined) continue;
			const root = name === 'ROOT_URLCONF' ? textOf(modules, put) : undefined;
			if (root !== undefined) roots.set(root, {name: root, path});
			if (name === 'MIDDLEWARE' || name === 'MIDDLEWARE_CLASSES') middleware.push(...named(ground, put));
			const listed = name === 'REST_FRAMEWORK' ? keyOf(modules, put, 'DEFAULT_PERMISSION_CLASSES') : undefined;
			if (listed === undefined) continue;
			hasPermissions = true;
			permissions.push(...named(ground, listed));
		}
		for (const {to, value, in: at} of code.assignments) if (to === 'MIDDLEWARE') middleware.push(...named(ground, {path, value, in: at}));
	}
	for (const {path, call} of [...(callsBy(ground).get('append') ?? []), ...(callsBy(ground).get('insert') ?? [])]) {
		const value = call.args.at(-1);
		if (call.to.startsWith('MIDDLEWARE.') && value !== undefined)
			middleware.push(...named(ground, {path, value: {is: 'list', items: [value]}, in: call.in}));
	}
	const once = <One extends {readonly name: string}>(all: readonly One[]): readonly One[] => [
		...new Map(all.map(one => [one.name, one])).values(),
	];
	return {roots: [...roots.values()], middleware: once(middleware), permissions: once(permissions), hasPermissions};
}

const named = (ground: Ground, put: Put): readonly {readonly name: string; readonly put: Put}[] =>
	(itemsOf(ground.modules, put) ?? []).flatMap(item => {
		const name = textOf(ground.modules, item);
		return name === undefined ? [] : [{name, put: item}];
	});
