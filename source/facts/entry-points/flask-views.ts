import {type Call, lastOf, type Value} from '../code/code.ts';
import {ancestorsOf, fieldOf, methodOf, type OwnClass} from './python-classes.ts';
import {callIn, callsBy, given, itemsOf, type Put, putOf, pythonFiles, stepAt, textsOf} from './python-ground.ts';
import {classHandler, decoratorsOf, handlerOf, viewOf} from './python-views.ts';
import type {Ground, Step} from './registered.ts';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head'] as const;
const routes: ReadonlySet<string> = new Set(['route', ...verbs]);

/** A call that gives a path to something that answers, on whatever it is called. */
export type FlaskRoute = {
	readonly path: string;
	readonly call: Call;
	readonly written: Put | undefined;
	readonly methods: readonly string[];
	readonly before: readonly Step[];
	readonly handler: Step | undefined;
};

/** Every call that looks like a route: decorators, `add_url_rule`, `add_resource`. */
export const routesIn = (ground: Ground): readonly FlaskRoute[] => [...decorated(ground), ...rules(ground), ...resources(ground)];

function decorated(ground: Ground): readonly FlaskRoute[] {
	const {modules} = ground;
	const isRoute = (step: Step): boolean => routes.has(lastOf(callIn(modules, step)?.to ?? ''));
	return pythonFiles(ground).flatMap(({path, code}) => [
		...code.functions.flatMap((func, index) =>
			func.decorators.flatMap((value, at): readonly FlaskRoute[] => {
				const call = callIn(modules, {path, value, in: func.in});
				const last = lastOf(call?.to ?? '');
				if (call === undefined || !routes.has(last)) return [];
				const methods = methodsOf(ground, path, call) ?? [last === 'route' ? 'GET' : last.toUpperCase()];
				// A decorator above the route's own wraps what nobody calls.
				const before = decoratorsOf(modules, path, func, at + 1).filter(step => !isRoute(step));
				return [{path, call, written: putOf(path, call, 'rule', 0), methods, before, handler: handlerOf(path, index, func)}];
			}),
		),
		...code.classes.flatMap((one, index) =>
			one.decorators.flatMap((value, at): readonly FlaskRoute[] => {
				const call = callIn(modules, {path, value, in: one.in});
				if (call === undefined || lastOf(call.to) !== 'route') return [];
				const before = decoratorsOf(modules, path, one, at + 1).filter(step => !isRoute(step));
				return ofClass(ground, {path, call, written: putOf(path, call, 'rule', 0), before}, {path, index, value: one}, undefined);
			}),
		),
	]);
}

function rules(ground: Ground): readonly FlaskRoute[] {
	return (callsBy(ground).get('add_url_rule') ?? []).flatMap(({path, call}): readonly FlaskRoute[] => {
		const put = putOf(path, call, 'view_func', 2);
		if (put === undefined) return [];
		const written = putOf(path, call, 'rule', 0);
		const methods = methodsOf(ground, path, call);
		const {is, wrappers: before} = viewOf(ground.modules, put);
		if (is.a === 'class') return ofClass(ground, {path, call, written, before}, is, methods);
		if (is.a !== 'function') return [{path, call, written, methods: methods ?? ['GET'], before, handler: undefined}];
		const own = decoratorsOf(ground.modules, is.path, is.value);
		return [
			{path, call, written, methods: methods ?? ['GET'], before: [...before, ...own], handler: handlerOf(is.path, is.index, is.value)},
		];
	});
}

function resources(ground: Ground): readonly FlaskRoute[] {
	return (callsBy(ground).get('add_resource') ?? []).flatMap(({path, call}): readonly FlaskRoute[] => {
		const [value, ...urls] = call.args;
		const view = value === undefined ? undefined : viewOf(ground.modules, {path, value, in: call.in});
		return urls.flatMap((url): readonly FlaskRoute[] => {
			const one = {path, call, written: {path, value: url, in: call.in}, before: []};
			return view?.is.a === 'class' ? ofClass(ground, one, view.is, undefined) : [{...one, methods: ['ANY'], handler: undefined}];
		});
	});
}

/** A class answers each method that it, or what it extends, has a function for. */
function ofClass(
	ground: Ground,
	route: Omit<FlaskRoute, 'methods' | 'handler'>,
	one: OwnClass,
	named: readonly string[] | undefined,
): readonly FlaskRoute[] {
	const {modules} = ground;
	const ancestors = ancestorsOf(modules, one);
	const lists = [fieldOf(ancestors, 'decorators'), fieldOf(ancestors, 'method_decorators')];
	const before = [...route.before, ...lists.flatMap(list => classDecorators(ground, list))];
	const found = verbs.flatMap((verb): readonly FlaskRoute[] => {
		const method = methodOf(modules, ancestors, verb);
		const name = verb.toUpperCase();
		if (method === undefined || (named !== undefined && !named.includes(name))) return [];
		const own = decoratorsOf(modules, method.path, method.value);
		return [{...route, methods: [name], before: [...before, ...own], handler: handlerOf(method.path, method.index, method.value)}];
	});
	if (found.length > 0) return found;
	const dispatch = methodOf(modules, ancestors, 'dispatch_request');
	if (dispatch === undefined) return [{...route, methods: named ?? ['ANY'], before, handler: classHandler(one)}];
	return [{...route, methods: named ?? ['GET'], before, handler: handlerOf(dispatch.path, dispatch.index, dispatch.value)}];
}

/** A class's list of decorators: the last one is outermost. */
const classDecorators = (ground: Ground, put: Put | undefined): readonly Step[] =>
	(put === undefined ? [] : (itemsOf(ground.modules, put) ?? [])).toReversed().map(({path, value, in: at}) => {
		const text = value.is === 'name' ? value.name : '';
		return stepAt({path, line: lineOf(ground, path, value), text}, value, at, 'decorator');
	});

const lineOf = ({modules}: Ground, path: string, value: Value): number => callIn(modules, {path, value, in: -1})?.line ?? 1;

function methodsOf({modules}: Ground, path: string, call: Call): readonly string[] | undefined {
	const value = given(call, 'methods');
	return value === undefined ? undefined : textsOf(modules, {path, value, in: call.in}).map(method => method.toUpperCase());
}
