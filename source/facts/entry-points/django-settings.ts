import type {Place} from '../../safe-text.ts';
import {lastOf, type Value} from '../code/code.ts';
import {itemsOf, keyOf, type Put, placeIn, textOf} from './python-ground.ts';
import type {Ground} from './registered.ts';

/** A class that the settings name by its dotted path. */
export type NamedClass = Place & {readonly name: string};

/** What the settings modules of a Django project say of its requests. */
export type DjangoSettings = {
	/** The modules that addresses begin in, and the settings that name them. */
	readonly roots: readonly NamedClass[];
	/** Middleware, in order. */
	readonly middleware: readonly NamedClass[];
	/** `REST_FRAMEWORK['DEFAULT_PERMISSION_CLASSES']`. */
	readonly permissions: readonly NamedClass[];
};

const middlewareNames: ReadonlySet<string> = new Set(['MIDDLEWARE', 'MIDDLEWARE_CLASSES']);

/** Reads every module that could be settings: by role they are configuration as often as they are code. */
export function settingsOf({files, modules}: Ground): DjangoSettings {
	const roots: NamedClass[] = [];
	const middleware: NamedClass[] = [];
	const permissions: NamedClass[] = [];
	const named = (put: Put, line: {readonly line: number; readonly text: string}): readonly NamedClass[] =>
		(itemsOf(modules, put) ?? []).flatMap(item => {
			const name = textOf(modules, item);
			return name === undefined ? [] : [{...placeIn(put.path, line), name}];
		});
	for (const {path, code} of files) {
		if (code === undefined || !path.endsWith('.py')) continue;
		const put = (value: Value, at: number): Put => ({path, value, in: at});
		for (const one of code.variables) {
			const [name = ''] = one.names;
			if (one.in >= 0) continue;
			const value = put(one.value, one.in);
			const root = name === 'ROOT_URLCONF' ? textOf(modules, value) : undefined;
			if (root !== undefined) roots.push({...placeIn(path, one), name: root});
			if (middlewareNames.has(name)) middleware.push(...named(value, one));
			const listed = name === 'REST_FRAMEWORK' ? keyOf(modules, value, 'DEFAULT_PERMISSION_CLASSES') : undefined;
			if (listed !== undefined) permissions.push(...named(listed, one));
		}
		for (const one of code.assignments) if (middlewareNames.has(one.to)) middleware.push(...named(put(one.value, one.in), one));
		for (const call of code.calls) {
			const value = call.args.at(-1);
			const isAdded = value !== undefined && call.to.startsWith('MIDDLEWARE.') && added.has(lastOf(call.to));
			if (isAdded) middleware.push(...named(put({is: 'list', items: [value]}, call.in), call));
		}
	}
	return {roots: once(roots), middleware: once(middleware), permissions: once(permissions)};
}

const added: ReadonlySet<string> = new Set(['append', 'insert']);

const once = (all: readonly NamedClass[]): readonly NamedClass[] =>
	[...new Map(all.toReversed().map(one => [one.name, one])).values()].toReversed();
