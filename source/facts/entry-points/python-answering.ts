import {type Ancestor, methodOf, type OwnClass} from './python-classes.ts';
import {classHandler, handlerOf} from './python-views.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

/** The project's own part of what a package's view does: `perform_create` for `create`, `form_valid` for a form that is sent. */
const parts: Readonly<Record<string, readonly string[]>> = {
	list: ['get_queryset'],
	retrieve: ['get_object', 'get_queryset'],
	create: ['perform_create'],
	update: ['perform_update'],
	partial_update: ['perform_update'],
	destroy: ['perform_destroy'],
	get: ['get_object', 'get_queryset', 'get_context_data'],
	post: ['form_valid', 'perform_create'],
	put: ['perform_update'],
	patch: ['perform_update'],
	delete: ['perform_destroy'],
};

/** What answers in a class: the method itself, the project's part of an inherited one, or else the class. */
export function answering(modules: Modules, one: OwnClass, ancestors: readonly Ancestor[], name: string): Step {
	for (const candidate of [name, ...(Object.hasOwn(parts, name) ? (parts[name] ?? []) : [])]) {
		const found = methodOf(modules, ancestors, candidate);
		if (found !== undefined) return handlerOf(found.path, found.index, found.value);
	}
	return classHandler(one);
}
