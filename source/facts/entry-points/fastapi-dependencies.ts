import {type Call, type Func, lastOf, type Value} from '../code/code.ts';
import {callIn, followed, given, itemsOf, type Put, placeIn, stepAt} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

const deepest = 6;
const asks: ReadonlySet<string> = new Set(['Depends', 'Security']);

type Modules = Ground['modules'];

/** What a function's parameters ask for, in the order in which it runs: what a dependency asks for itself comes first. */
export function dependenciesOf(modules: Modules, path: string, func: Func, steps = deepest): readonly Step[] {
	return func.parameters.flatMap(({type, default: value}) => [
		...(value === undefined ? [] : asked(modules, {path, value, in: func.in}, type, steps)),
		...(type === undefined ? [] : inType(modules, {path, value: type, in: func.in}, steps)),
	]);
}

/** What the class around a function asks for in its fields: each of its routes runs it. */
export function fieldDependencies(modules: Modules, path: string, func: Func): readonly Step[] {
	const around = func.class === undefined ? undefined : modules.codeOf(path)?.classes[func.class];
	return (around?.fields ?? []).flatMap(({type, value}) => [
		...(value === undefined ? [] : asked(modules, {path, value, in: func.in}, type, deepest)),
		...(type === undefined ? [] : inType(modules, {path, value: type, in: func.in}, deepest)),
	]);
}

/** The dependencies of a list: `dependencies=[Depends(x)]`. */
export const listed = (modules: Modules, put: Put): readonly Step[] =>
	(itemsOf(modules, put) ?? []).flatMap(item => asked(modules, followed(modules, item), undefined, deepest));

/** Each dependency once: a request runs it once. */
export function once(steps: readonly Step[]): readonly Step[] {
	const seen = new Set<string>();
	return steps.filter(step => {
		const key = step.value.is === 'name' ? `${step.how} ${step.value.name}` : `${step.path}:${step.line}:${JSON.stringify(step.value)}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

/** `Depends(x)`: what `x` asks for, then `x`. */
function asked(modules: Modules, put: Put, type: Value | undefined, steps: number): readonly Step[] {
	const call = callIn(modules, put);
	if (call === undefined || !isAsk(modules, put.path, call)) return [];
	const value = given(call, 'dependency', 0) ?? type;
	if (value === undefined) return [];
	const step = stepAt(placeIn(put.path, call), value, put.in, 'dependency');
	return [...below(modules, {path: put.path, value, in: put.in}, steps - 1), step];
}

const isAsk = (modules: Modules, path: string, call: Call): boolean => {
	if (asks.has(lastOf(call.to))) return true;
	const found = modules.definitionOf(path, call.to, call.in);
	return found.is === 'package' && asks.has(lastOf(found.name));
};

/** `Annotated[User, Depends(x)]`, by itself, in a union, or under a name of its own. */
function inType(modules: Modules, put: Put, steps: number): readonly Step[] {
	const {path, value, in: at} = followed(modules, put);
	if (steps <= 0) return [];
	if (value.is === 'either') return value.of.flatMap(one => inType(modules, {path, value: one, in: at}, steps - 1));
	if (value.is !== 'generic' || lastOf(value.name) !== 'Annotated') return [];
	const [type, ...rest] = value.of;
	return rest.flatMap(one => asked(modules, {path, value: one, in: at}, type, steps));
}

/** What the dependency asks for itself: a function, a class when it is made, an object when it is called. */
function below(modules: Modules, put: Put, steps: number): readonly Step[] {
	if (steps <= 0) return [];
	const {path, value, in: at} = followed(modules, put);
	const call = callIn(modules, {path, value, in: at});
	const name = call?.to ?? (value.is === 'name' ? value.name : undefined);
	if (name === undefined) return [];
	const found = modules.definitionOf(path, name, at);
	if (found.is === 'function') {
		// `Depends(require('admin'))`: what the made function asks for.
		const func = call === undefined ? found.value : returned(modules, found.path, found.function);
		return func === undefined ? [] : dependenciesOf(modules, found.path, func, steps);
	}
	if (found.is !== 'class') return [];
	const wanted = call === undefined ? '__init__' : '__call__';
	const functions = modules.codeOf(found.path)?.functions ?? [];
	const method = found.value.methods.map(index => functions[index]).find(one => one !== undefined && lastOf(one.name) === wanted);
	return method === undefined ? [] : dependenciesOf(modules, found.path, method, steps);
}

function returned(modules: Modules, path: string, at: number): Func | undefined {
	const code = modules.codeOf(path);
	for (const exit of code?.exits ?? []) {
		if (exit.how !== 'return' || exit.in !== at || exit.value === undefined) continue;
		const inner = exit.value.is === 'name' ? modules.definitionOf(path, exit.value.name, at) : undefined;
		if (inner?.is === 'function') return inner.value;
		if (exit.value.is === 'function') return code?.functions[exit.value.function];
	}
	return undefined;
}
