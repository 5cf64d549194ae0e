import {firstOf, lastOf, type Value} from '../../code/code.ts';
import type {Modules} from '../../modules/modules.ts';
import type {Step} from '../registered.ts';
import {joinPaths} from '../route-path.ts';
import type {Machine} from '../running/machine.ts';
import {decoratorsOf, isNest} from './decorators.ts';

/** What the modules of an application bring in, in the order in which they are reached. */
export type Graph = {
	/** Controllers by class, with the prefix that the router gives to their module. */
	readonly controllers: ReadonlyMap<string, string>;
	readonly providers: ReadonlySet<string>;
	/** Guards and pipes that hold everywhere. */
	readonly guards: readonly Step[];
	readonly pipes: readonly Step[];
	/** The modules' classes. */
	readonly modules: readonly {readonly path: string; readonly class: number}[];
};

/** Names a class, wherever it is spoken of. */
export const classKey = (path: string, at: number): string => `${path}#${at}`;

type Spot = {readonly path: string; readonly in: number};
const deepest = 60;

/** Follows a module's imports. */
export function graphOf(modules: Modules, machine: Machine, root: Value, at: Spot): Graph {
	const controllers = new Map<string, string>();
	const providers = new Set<string>();
	const guards: Step[] = [];
	const pipes: Step[] = [];
	const seen = new Map<string, {readonly path: string; readonly class: number}>();
	const prefixes = new Map<string, string>();
	visit(root, at, 0);
	return {controllers, providers, guards, pipes, modules: [...seen.values()]};

	function visit(value: Value, spot: Spot, depth: number): void {
		if (depth > deepest) return;
		if (value.is === 'object') {
			content(value, spot, depth, moduleIn(value, spot));
			return;
		}
		const code = modules.codeOf(spot.path);
		const call = value.is === 'call' ? code?.calls[value.call] : undefined;
		if (call !== undefined && lastOf(call.to) === 'forwardRef') {
			forwarded(call.args[0], spot, depth);
			return;
		}
		if (call !== undefined && firstOf(call.to) === 'RouterModule') routed(call.args[0], spot, '', 0);
		const name = value.is === 'name' ? value.name : call === undefined ? undefined : firstOf(call.to);
		const definition = name === undefined ? undefined : modules.definitionOf(spot.path, name, spot.in);
		if (definition?.is === 'class') {
			ofClass(definition.path, definition.class, depth);
			const made =
				call === undefined
					? undefined
					: modules
							.codeOf(definition.path)
							?.classes[definition.class]?.methods.find(
								method => lastOf(modules.codeOf(definition.path)?.functions[method]?.name ?? '') === lastOf(call.to),
							);
			if (made !== undefined) dynamic(definition.path, made, depth, classKey(definition.path, definition.class));
		} else if (definition?.is === 'variable') visit(definition.value.value, {path: definition.path, in: definition.value.in}, depth + 1);
	}

	function forwarded(value: Value | undefined, {path}: Spot, depth: number): void {
		if (value?.is !== 'function') return;
		for (const exit of modules.codeOf(path)?.exits ?? [])
			if (exit.in === value.function && exit.value !== undefined) visit(exit.value, {path, in: value.function}, depth + 1);
	}

	function ofClass(path: string, at: number, depth: number): void {
		const key = classKey(path, at);
		if (seen.has(key)) return;
		seen.set(key, {path, class: at});
		const made = modules.codeOf(path)?.classes[at];
		if (made === undefined) return;
		for (const decorator of decoratorsOf(modules, path, made.decorators, made.line)) {
			const [options] = decorator.args;
			if (isNest(decorator, 'Module') && options !== undefined) content(options, decorator, depth + 1, key);
		}
	}

	/** What a `forRoot` or `register` of the project gives back. */
	function dynamic(path: string, method: number, depth: number, owner: string): void {
		for (const exit of modules.codeOf(path)?.exits ?? [])
			if (exit.in === method && exit.value?.is === 'object') content(exit.value, {path, in: method}, depth + 1, owner);
	}

	function moduleIn(options: Value, spot: Spot): string {
		const value = options.is === 'object' ? options.entries.find(entry => entry.key === 'module')?.value : undefined;
		const definition = value?.is === 'name' ? modules.definitionOf(spot.path, value.name, spot.in) : undefined;
		if (definition?.is !== 'class') return '';
		ofClass(definition.path, definition.class, 1);
		return classKey(definition.path, definition.class);
	}

	function content(options: Value, {path, in: inside}: Spot, depth: number, owner: string): void {
		if (options.is !== 'object') return;
		const spot = {path, in: inside};
		for (const {key, value} of options.entries) {
			if (key === 'imports') for (const item of itemsIn(value, spot)) visit(item.value, item.spot, depth + 1);
			if (key === 'controllers') for (const item of itemsIn(value, spot)) hold(item.value, item.spot, prefixes.get(owner) ?? '');
			if (key === 'providers') for (const item of itemsIn(value, spot)) provide(item.value, item.spot);
		}
	}

	function hold(value: Value, spot: Spot, prefix: string): void {
		const definition = value.is === 'name' ? modules.definitionOf(spot.path, value.name, spot.in) : undefined;
		if (definition?.is === 'class') controllers.set(classKey(definition.path, definition.class), prefix);
	}

	function provide(value: Value, spot: Spot): void {
		if (value.is === 'name') {
			const definition = modules.definitionOf(spot.path, value.name, spot.in);
			if (definition.is === 'class') providers.add(classKey(definition.path, definition.class));
		}
		if (value.is !== 'object') return;
		const token = value.entries.find(entry => entry.key === 'provide')?.value;
		const name = token?.is === 'name' ? lastOf(token.name) : token?.is === 'text' ? token.text : '';
		const given = value.entries.find(
			entry => entry.key === 'useClass' || entry.key === 'useExisting' || entry.key === 'useValue' || entry.key === 'useFactory',
		);
		if (given === undefined) return;
		if (given.key === 'useClass') provide(given.value, spot);
		const step: Step = {
			path: spot.path,
			line: given.line,
			text: `${name}: ${given.value.is === 'name' ? given.value.name : given.key}`,
			value: made(given.value, spot),
			in: spot.in,
			how: 'middleware',
		};
		if (name === 'APP_GUARD') guards.push(step);
		if (name === 'APP_PIPE') pipes.push(step);
	}

	/** What a factory makes. */
	function made(value: Value, {path}: Spot): Value {
		if (value.is !== 'function') return value;
		return modules.codeOf(path)?.exits.find(exit => exit.in === value.function && exit.how === 'return')?.value ?? value;
	}

	function itemsIn(value: Value, spot: Spot, depth = 0): readonly {readonly value: Value; readonly spot: Spot}[] {
		if (depth > 8) return [];
		if (value.is === 'list') return value.items.flatMap(item => itemsIn(item, spot, depth + 1));
		if (value.is === 'spread') return itemsIn(value.of, spot, depth + 1);
		if (value.is === 'either') return value.of.flatMap(item => itemsIn(item, spot, depth + 1));
		if (value.is !== 'name') return [{value, spot}];
		const definition = modules.definitionOf(spot.path, value.name, spot.in);
		if (definition.is === 'variable') return itemsIn(definition.value.value, {path: definition.path, in: definition.value.in}, depth + 1);
		return [{value, spot}];
	}

	/** `RouterModule.register([{path, module, children}])`. */
	function routed(value: Value | undefined, spot: Spot, prefix: string, depth: number): void {
		if (value === undefined || depth > 8) return;
		for (const item of itemsIn(value, spot)) {
			if (item.value.is !== 'object') continue;
			const entries = new Map(item.value.entries.map(entry => [entry.key, entry.value]));
			const path = entries.get('path');
			const frame = machine.moduleFrame(item.spot.path);
			const text = path === undefined || frame === undefined ? undefined : machine.evaluate(path, frame);
			const whole = joinPaths(prefix, text?.is === 'text' ? text.text : '');
			const module = entries.get('module');
			const definition = module?.is === 'name' ? modules.definitionOf(item.spot.path, module.name, item.spot.in) : undefined;
			if (definition?.is === 'class') {
				const key = classKey(definition.path, definition.class);
				prefixes.set(key, whole);
				for (const held of heldBy(definition.path, definition.class)) controllers.set(held, whole);
			}
			routed(entries.get('children'), item.spot, whole, depth + 1);
		}
	}

	function heldBy(path: string, at: number): readonly string[] {
		const made = modules.codeOf(path)?.classes[at];
		if (made === undefined) return [];
		return decoratorsOf(modules, path, made.decorators, made.line)
			.filter(decorator => isNest(decorator, 'Module'))
			.flatMap(({args: [options], ...spot}) =>
				options?.is === 'object'
					? options.entries.filter(entry => entry.key === 'controllers').flatMap(entry => itemsIn(entry.value, spot))
					: [],
			)
			.flatMap(({value, spot}) => {
				const definition = value.is === 'name' ? modules.definitionOf(spot.path, value.name, spot.in) : undefined;
				return definition?.is === 'class' ? [classKey(definition.path, definition.class)] : [];
			});
	}
}
