import {lastOf, type Value} from '../../code/code.ts';
import type {Modules} from '../../modules/modules.ts';
import type {Step} from '../registered.ts';
import {covers, joinPaths, routePath} from '../route-path.ts';
import type {Machine} from '../running/machine.ts';
import {classKey, type Graph} from './module-graph.ts';

/** Middleware that a module puts in front of paths or controllers. */
export type Consumed = {
	readonly steps: readonly Step[];
	readonly controllers: ReadonlySet<string>;
	readonly paths: readonly {readonly path: string; readonly method: string}[];
	readonly except: readonly string[];
};

/** What `configure(consumer)` of every module says: `consumer.apply(…).exclude(…).forRoutes(…)`. */
export function consumedIn(modules: Modules, machine: Machine, graph: Graph): readonly Consumed[] {
	return graph.modules.flatMap(({path, class: at}) => {
		const code = modules.codeOf(path);
		const configure = code?.classes[at]?.methods.find(method => lastOf(code.functions[method]?.name ?? '') === 'configure');
		if (code === undefined || configure === undefined) return [];
		return code.calls.flatMap((call): readonly Consumed[] => {
			if (call.in !== configure || lastOf(call.to) !== 'forRoutes') return [];
			const steps: Step[] = [];
			const except: string[] = [];
			for (let on = call.on; on !== undefined; on = code.calls[on]?.on) {
				const before = code.calls[on];
				if (before === undefined) break;
				if (lastOf(before.to) === 'apply')
					steps.push(
						...before.args.map((value): Step => ({path, line: before.line, text: before.text, value, in: configure, how: 'middleware'})),
					);
				if (lastOf(before.to) === 'exclude')
					except.push(...before.args.flatMap(value => targetsIn(modules, machine, path, value).paths.map(one => one.path)));
			}
			const targets = call.args.map(value => targetsIn(modules, machine, path, value));
			return [{steps, except, controllers: new Set(targets.flatMap(one => one.controllers)), paths: targets.flatMap(one => one.paths)}];
		});
	});
}

function targetsIn(
	modules: Modules,
	machine: Machine,
	path: string,
	value: Value,
): {readonly controllers: readonly string[]; readonly paths: readonly {readonly path: string; readonly method: string}[]} {
	if (value.is === 'object') {
		const inside = value.entries.find(entry => entry.key === 'path')?.value;
		const method = value.entries.find(entry => entry.key === 'method')?.value;
		const name = method?.is === 'name' ? lastOf(method.name) : 'ALL';
		return {controllers: [], paths: inside?.is === 'text' ? [{path: inside.text, method: name === 'ALL' ? 'ANY' : name}] : []};
	}
	if (value.is === 'name') {
		const definition = modules.definitionOf(path, value.name);
		if (definition.is === 'class') return {controllers: [classKey(definition.path, definition.class)], paths: []};
	}
	const frame = machine.moduleFrame(path);
	const known = frame === undefined ? undefined : machine.evaluate(value, frame);
	return {controllers: [], paths: known?.is === 'text' ? [{path: known.text, method: 'ANY'}] : []};
}

/** The middleware that stands in front of a route. */
export const consumedBy = (consumed: readonly Consumed[], controller: string, method: string, route: string): readonly Step[] =>
	consumed.flatMap(({steps, controllers, paths, except}) => {
		if (except.some(path => covers(joinPaths(routePath(path)), route, true))) return [];
		const stands =
			controllers.has(controller) ||
			paths.some(one => (one.method === 'ANY' || one.method === method) && covers(joinPaths(routePath(one.path)), route, false));
		return stands ? steps : [];
	});
