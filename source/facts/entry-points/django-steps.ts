import {lastOf} from '../code/code.ts';
import {type Ancestor, methodOf} from './python-classes.ts';
import {callIn, given, itemsOf, type Put, placeIn, stepAt, textOf} from './python-ground.ts';
import {decoratorsOf} from './python-views.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

const mixin = /(?:Required|PassesTest|Permission|Access)\w{0,30}Mixin$/u;
const asked = ['dispatch', 'test_func', 'has_permission'] as const;

/** What runs before the methods of a class view: its decorators, what it mixes in, its own `dispatch`. */
export function classSteps(modules: Modules, ancestors: readonly Ancestor[], method: string): readonly Step[] {
	const decorators = ancestors.flatMap((one): readonly Step[] =>
		one.is !== 'own'
			? []
			: one.value.decorators.flatMap(
					value =>
						onMethod(modules, {path: one.path, value, in: one.value.in}, method) ??
						decoratorsOf(modules, one.path, {...one.value, decorators: [value]}),
				),
	);
	const mixed = ancestors.flatMap((one): readonly Step[] => (one.is === 'package' && mixin.test(one.name) ? [one.step] : []));
	const own = asked.flatMap((name): readonly Step[] => {
		const found = methodOf(modules, ancestors, name);
		if (found === undefined) return [];
		const step = stepAt(placeIn(found.path, found.value), {is: 'function', function: found.index}, found.value.in, 'wrapper');
		return [...methodDecorators(modules, found), step];
	});
	return [...decorators, ...mixed, ...own];
}

/** `@method_decorator(x, name='dispatch')`: `x`, when it is for this method. */
function onMethod(modules: Modules, put: Put, method: string): readonly Step[] | undefined {
	const call = callIn(modules, put);
	const [first] = call?.args ?? [];
	if (call === undefined || lastOf(call.to) !== 'method_decorator' || first === undefined) return undefined;
	const named = given(call, 'name', 1);
	const name = named === undefined ? 'dispatch' : textOf(modules, {...put, value: named});
	if (name !== undefined && name !== 'dispatch' && name !== method.toLowerCase()) return [];
	const all = itemsOf(modules, {...put, value: first}) ?? [{...put, value: first}];
	return all.map(({path, value, in: at}) => stepAt(placeIn(put.path, call), value, path === put.path ? at : put.in, 'decorator'));
}

type Decorated = {readonly path: string; readonly value: Parameters<typeof decoratorsOf>[2]};

/** The decorators of a method or a function, `method_decorator` looked through. */
export const methodDecorators = (modules: Modules, {path, value: func}: Decorated): readonly Step[] =>
	func.decorators.flatMap(
		value => onMethod(modules, {path, value, in: func.in}, 'dispatch') ?? decoratorsOf(modules, path, {...func, decorators: [value]}),
	);
