import {type Class, type Func, lastOf} from '../code/code.ts';
import {type Put, placeIn, stepAt} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

const deepest = 8;

/** A class of the project, by its place. */
export type OwnClass = {readonly path: string; readonly index: number; readonly value: Class};

/** What a class is made of, itself first: the project's classes, and those of packages by name. */
export type Ancestor =
	| (OwnClass & {readonly is: 'own'})
	| {readonly is: 'package'; readonly name: string; readonly from: string; readonly step: Step}
	| {readonly is: 'unknown'; readonly name: string};

const mostAncestors = 40;

/** A class and everything that it extends, in the order in which Python asks them. */
export function ancestorsOf(modules: Modules, one: OwnClass): readonly Ancestor[] {
	const found: Ancestor[] = [];
	const seen = new Set<string>();
	const visit = (own: OwnClass, depth: number): void => {
		const key = `${own.path} ${own.index}`;
		if (seen.has(key) || depth > deepest || found.length > mostAncestors) return;
		seen.add(key);
		found.push({...own, is: 'own'});
		for (const base of own.value.bases) {
			const name = base.is === 'name' || base.is === 'generic' ? base.name : '';
			const definition = modules.definitionOf(own.path, name, own.value.in);
			if (definition.is === 'class') visit({path: definition.path, index: definition.class, value: definition.value}, depth + 1);
			else if (definition.is === 'package')
				found.push({
					is: 'package',
					name: lastOf(definition.name),
					from: definition.package,
					step: stepAt(placeIn(own.path, own.value), {is: 'name', name}, own.value.in, 'wrapper'),
				});
			else if (name !== 'object') found.push({is: 'unknown', name});
		}
	};
	visit(one, 0);
	return found;
}

/** A class of the project that is named by its dotted path: `shop.middleware.Tenant`. */
export function classAt(modules: Modules, from: string, dotted: string): OwnClass | undefined {
	const cut = dotted.lastIndexOf('.');
	const resolved = cut === -1 ? undefined : modules.resolve(from, dotted.slice(0, cut));
	const found = resolved?.to === 'file' ? modules.exportOf(resolved.path, dotted.slice(cut + 1)) : undefined;
	return found?.is === 'class' ? {path: found.path, index: found.class, value: found.value} : undefined;
}

/** A method by its own name, of the first class that has it. */
export function methodOf(
	modules: Modules,
	ancestors: readonly Ancestor[],
	name: string,
): {readonly path: string; readonly index: number; readonly value: Func} | undefined {
	for (const one of ancestors) {
		if (one.is !== 'own') continue;
		const functions = modules.codeOf(one.path)?.functions ?? [];
		for (const index of one.value.methods) {
			const value = functions[index];
			if (value !== undefined && lastOf(value.name) === name) return {path: one.path, index, value};
		}
	}
	return undefined;
}

/** A field of the first class that gives it a value. */
export function fieldOf(ancestors: readonly Ancestor[], name: string): Put | undefined {
	for (const one of ancestors) {
		const value = one.is === 'own' ? one.value.fields.findLast(field => field.name === name)?.value : undefined;
		if (one.is === 'own' && value !== undefined) return {path: one.path, value, in: one.value.in};
	}
	return undefined;
}
