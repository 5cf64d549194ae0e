import {lastOf, moduleLevel, type Value} from '../../code/code.ts';
import type {Modules} from '../../modules/modules.ts';

/** One decorator, those that a decorator of the project is composed of included. */
export type Decorator = {
	/** Its own name: `Get`, `UseGuards`. */
	readonly name: string;
	/** The package that it comes from; undefined for one of the project. */
	readonly package?: string;
	/** Where its arguments are to be understood. */
	readonly path: string;
	readonly in: number;
	readonly line: number;
	readonly text: string;
	readonly args: readonly Value[];
	/** What it is defined as, for one of the project. */
	readonly key?: string;
};

const deepest = 6;

/** The decorators that stand on something, each followed by what it is composed of. */
export function decoratorsOf(modules: Modules, path: string, values: readonly Value[], line: number, depth = 0): readonly Decorator[] {
	const code = modules.codeOf(path);
	if (code === undefined || depth > deepest) return [];
	return values.flatMap(value => {
		const call = value.is === 'call' ? code.calls[value.call] : undefined;
		const name = call?.to ?? (value.is === 'name' ? value.name : undefined);
		if (name === undefined) return [];
		const place = {path, in: call?.in ?? moduleLevel, line: call?.line ?? line, text: call?.text ?? `@${name}`, args: call?.args ?? []};
		const definition = modules.definitionOf(path, name, place.in);
		if (definition.is === 'package') return [{...place, name: lastOf(definition.name), package: definition.package}];
		if (definition.is === 'function')
			return [
				{...place, name: lastOf(name), key: `${definition.path}#${lastOf(name)}`},
				...returned(modules, definition.path, definition.function, depth),
			];
		if (definition.is === 'variable') return [{...place, name: lastOf(name), key: `${definition.path}#${definition.value.names[0] ?? ''}`}];
		return [{...place, name: lastOf(name)}];
	});
}

/** What a decorator of the project gives back: one decorator, or several put together by `applyDecorators`. */
function returned(modules: Modules, path: string, at: number, depth: number): readonly Decorator[] {
	const code = modules.codeOf(path);
	if (code === undefined) return [];
	return code.exits.flatMap(exit => {
		if (exit.in !== at || exit.how !== 'return' || exit.value === undefined) return [];
		const call = exit.value.is === 'call' ? code.calls[exit.value.call] : undefined;
		const composed =
			call !== undefined && lastOf(call.to) === 'applyDecorators' ? call.args.flatMap(arg => listed(modules, path, arg, at)) : [exit.value];
		return decoratorsOf(modules, path, composed, exit.line, depth + 1);
	});
}

function listed(modules: Modules, path: string, value: Value, at: number): readonly Value[] {
	if (value.is === 'spread') return listed(modules, path, value.of, at);
	if (value.is === 'list') return value.items;
	if (value.is !== 'name') return [value];
	const definition = modules.definitionOf(path, value.name, at);
	return definition.is === 'variable' && definition.path === path && definition.value.value.is === 'list'
		? definition.value.value.items
		: [value];
}

/** Whether a decorator is one of Nest's own. */
export const isNest = (decorator: Decorator, ...names: readonly string[]): boolean =>
	decorator.package?.startsWith('@nestjs/') === true && names.includes(decorator.name);
