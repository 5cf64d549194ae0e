import {type Class, type Func, lastOf, type Value} from '../code/code.ts';
import type {Definition} from '../modules/modules.ts';
import {callIn, followed, type Put, placeIn, stepAt} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

/** A class of the project, by its place. */
export type OwnClass = {readonly path: string; readonly index: number; readonly value: Class};

/** What answers, without what is wrapped around it. */
export type View = {
	/** What is wrapped around it where it is registered, outermost first. */
	readonly wrappers: readonly Step[];
	readonly is:
		| {readonly a: 'function'; readonly path: string; readonly index: number; readonly value: Func}
		| (OwnClass & {readonly a: 'class'; readonly given: readonly {readonly key: string; readonly put: Put}[]; readonly mapped?: Put})
		| {readonly a: 'package'; readonly name: string; readonly from: string}
		| {readonly a: 'nothing'; readonly because: string};
};

const deepest = 8;

/** Looks through what is wrapped around a view: `login_required(View.as_view())`. */
export function viewOf(modules: Modules, put: Put, wrappers: readonly Step[] = []): View {
	const {path, value, in: at} = followed(modules, put);
	if (value.is === 'name') return {wrappers, is: defined(modules.definitionOf(path, value.name, at), value.name)};
	if (value.is === 'function') {
		const func = modules.codeOf(path)?.functions[value.function];
		return {wrappers, is: func === undefined ? nothing : {a: 'function', path, index: value.function, value: func}};
	}
	const call = callIn(modules, {path, value, in: at});
	if (call === undefined || wrappers.length > deepest) return {wrappers, is: nothing};
	if (lastOf(call.to) === 'as_view') {
		const is = defined(modules.definitionOf(path, call.to.slice(0, -'.as_view'.length), at), call.to);
		const [mapped] = call.args;
		if (is.a !== 'class') return {wrappers, is};
		const named = call.named.map(one => ({key: one.key, put: {path, value: one.value, in: at}}));
		return {wrappers, is: {...is, given: named, ...(mapped === undefined ? {} : {mapped: {path, value: mapped, in: at}})}};
	}
	const [inner] = call.args;
	if (inner !== undefined && (inner.is === 'name' || inner.is === 'call' || inner.is === 'function')) {
		const wrapper: Value = call.to.endsWith('()') && call.on !== undefined ? {is: 'call', call: call.on} : {is: 'name', name: call.to};
		return viewOf(modules, {path, value: inner, in: at}, [...wrappers, stepAt(placeIn(path, call), wrapper, at, 'wrapper')]);
	}
	const found = modules.definitionOf(path, call.to, at);
	return {wrappers, is: found.is === 'package' ? defined(found, call.to) : nothing};
}

const nothing: View['is'] = {a: 'nothing', because: 'its handler'};

function defined(found: Definition, name: string): View['is'] {
	if (found.is === 'function') return {a: 'function', path: found.path, index: found.function, value: found.value};
	if (found.is === 'class') return {a: 'class', path: found.path, index: found.class, value: found.value, given: []};
	if (found.is === 'package') return {a: 'package', name: lastOf(found.name), from: found.package};
	return {a: 'nothing', because: `its handler \`${name}\``};
}

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

/** A function's decorators as steps, outermost first. */
export const decoratorsOf = (
	modules: Modules,
	path: string,
	func: Pick<Func, 'decorators' | 'in' | 'line' | 'text'>,
	from = 0,
): readonly Step[] =>
	func.decorators
		.slice(from)
		.map(value => stepAt(placeIn(path, callIn(modules, {path, value, in: func.in}) ?? func), value, func.in, 'decorator'));

/** A function as what answers. */
export const handlerOf = (path: string, index: number, func: Func): Step =>
	stepAt(placeIn(path, func), {is: 'function', function: index}, func.in, 'call');

/** A class as what answers, where the method that does is a package's. */
export const classHandler = ({path, index, value}: OwnClass): Step =>
	stepAt(placeIn(path, value), {is: 'class', class: index}, value.in, 'call');
