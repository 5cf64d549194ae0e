import {lastOf, type Value} from '../../code/code.ts';
import type {Machine} from '../running/machine.ts';
import {versionsIn} from './applications.ts';
import {type Decorator, isNest} from './decorators.ts';

/** The paths and versions that a decorator is given: text, a list of it, or `{path, version}`. */
export function optionsOf(
	machine: Machine,
	{args, path}: Decorator,
): {readonly paths: readonly string[]; readonly versions?: readonly string[]} {
	const [first] = args;
	const frame = machine.moduleFrame(path);
	if (first === undefined || frame === undefined) return {paths: ['']};
	const known = machine.evaluate(first, frame);
	if (known.is !== 'object') return {paths: pathsIn(machine, path, first)};
	const written = known.entries.find(entry => entry.key === 'path')?.value;
	const version = known.entries.find(entry => entry.key === 'version')?.value;
	return {
		paths: written === undefined ? [''] : pathsIn(machine, path, written),
		...(version === undefined ? {} : {versions: versionsIn(machine, {value: version, frame: known.frame, line: 0, text: ''})}),
	};
}

function pathsIn(machine: Machine, path: string, value: Value): readonly string[] {
	const frame = machine.moduleFrame(path);
	const known = frame === undefined ? undefined : machine.evaluate(value, frame);
	if (known?.is === 'text') return [known.text];
	if (known?.is === 'list') return known.items.flatMap(item => pathsIn(machine, item.frame.path, item.value));
	return value.is === 'name' ? [`\${${lastOf(value.name)}}`] : ['*'];
}

/** The versions that `@Version` names. */
export function versionOf(machine: Machine, decorators: readonly Decorator[]): readonly string[] | undefined {
	const decorator = decorators.find(one => isNest(one, 'Version'));
	const [first] = decorator?.args ?? [];
	const frame = decorator === undefined ? undefined : machine.moduleFrame(decorator.path);
	return first === undefined || frame === undefined ? undefined : versionsIn(machine, {value: first, frame, line: 0, text: ''});
}
