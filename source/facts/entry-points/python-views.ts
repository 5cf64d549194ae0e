import {type Func, lastOf, type Value} from '../code/code.ts';
import type {Definition} from '../modules/modules.ts';
import type {OwnClass} from './python-classes.ts';
import {callIn, followed, type Put, placeIn, stepAt} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

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
