import type {Place} from '../../safe-text.ts';
import {moduleLevel, type Value} from '../code/code.ts';
import type {Definition} from '../modules/modules.ts';
import type {Ground, Step} from './registered.ts';

/** What a module hands out under a name: where it says so, and what that is. */
export type Exported = {
	readonly place: Place;
	/** Undefined when it could not be followed; `unresolved` then says why. */
	readonly handler?: Step;
	readonly unresolved: readonly string[];
};

/** What the module at `path` exports under `name`, followed through re-exports and barrels. A call is a wrapper: `export const POST = withUser(create)`. */
export function exportedAs(ground: Ground, path: string, name: string): Exported | undefined {
	const definition = ground.modules.exportOf(path, name);
	if (definition === undefined || (definition.is === 'module' && definition.path === path)) return undefined;
	const exports = ground.modules.codeOf(path)?.exports ?? [];
	const line = (exports.find(one => one.name === name) ?? exports.find(one => one.name === '*'))?.line ?? 1;
	const step = stepOf(ground, definition, name, line);
	const place = placeAt(ground, path, line, step);
	return typeof step === 'string' ? {place, unresolved: [step]} : {place, handler: step, unresolved: []};
}

function stepOf(ground: Ground, definition: Definition, name: string, line: number): Step | string {
	switch (definition.is) {
		case 'function':
			return {
				path: definition.path,
				line: definition.value.line,
				text: definition.value.text,
				value: {is: 'function', function: definition.function},
				in: definition.value.in,
				how: 'call',
			};
		case 'class':
			return {
				path: definition.path,
				line: definition.value.line,
				text: definition.value.text,
				value: {is: 'class', class: definition.class},
				in: definition.value.in,
				how: 'call',
			};
		case 'variable': {
			const {pattern, names, value, in: scope, line: at, text} = definition.value;
			const one = names.includes(name) ? name : (names[0] ?? name);
			const taken: Value = pattern === 'object' && value.is === 'name' ? {is: 'name', name: `${value.name}.${one}`} : value;
			return {path: definition.path, line: at, text, value: taken, in: scope, how: howOf(taken)};
		}
		case 'value': {
			const at = ground.modules.codeOf(definition.path)?.exports.find(({value}) => value === definition.value)?.line ?? line;
			return {
				path: definition.path,
				line: at,
				text: lineOf(ground, definition.path, at),
				value: definition.value,
				in: moduleLevel,
				how: howOf(definition.value),
			};
		}
		case 'package':
			return `${definition.name} of ${definition.package} is not followed`;
		case 'module':
			return 'a whole module is handed out';
		case 'unknown':
			return definition.because;
	}
}

const howOf = (value: Value): Step['how'] => (value.is === 'call' ? 'wrapper' : 'call');

function placeAt(ground: Ground, path: string, line: number, step: Step | string): Place {
	if (typeof step !== 'string' && step.path === path && step.line === line) return {path, line, text: step.text};
	return {path, line, text: lineOf(ground, path, line)};
}

/** One line of a file, trimmed; only for the few places that no digest carries. */
export const lineOf = (ground: Pick<Ground, 'text'>, path: string, line: number): string =>
	(ground.text(path)?.split('\n', line)[line - 1] ?? '').trim().slice(0, 160);

/** A step for a value that stands in a module's own body. */
export const stepAt = (place: Place, value: Value, how: Step['how'] = howOf(value)): Step => ({...place, value, in: moduleLevel, how});

/** The plain value that a name stands for, or the value itself; what refers to calls and functions of its file needs `followed`. */
export function settled(ground: Ground, path: string, value: Value | undefined): Value | undefined {
	return value === undefined ? undefined : followed(ground, stepAt({path, line: 1, text: ''}, value)).value;
}

/** A step whose name is followed to what it stands for, in the file where that stands. */
export function followed(ground: Ground, step: Step): Step {
	if (step.value.is !== 'name') return step;
	const definition = ground.modules.definitionOf(step.path, step.value.name, step.in);
	if (definition.is === 'variable' && definition.value.pattern !== 'name') return step;
	if (definition.is !== 'function' && definition.is !== 'class' && definition.is !== 'variable' && definition.is !== 'value') return step;
	const found = stepOf(ground, definition, '', 1);
	return typeof found === 'string' ? step : found;
}

/** The value that a module exports under a name, when it is neither function nor class: a configuration, a table of handlers. */
export function exportedValue(ground: Ground, path: string, name: string): {readonly path: string; readonly value: Value} | undefined {
	const definition = ground.modules.exportOf(path, name);
	if (definition?.is === 'value') return {path: definition.path, value: definition.value};
	if (definition?.is !== 'variable') return undefined;
	return {path: definition.path, value: definition.value.value};
}
