import {lastOf, type Value} from '../code/code.ts';
import {exportedAs, settled} from './exported.ts';
import type {Gate} from './gate.ts';
import {gatePaths} from './gate-paths.ts';
import type {Ground, Step} from './registered.ts';

const most = 20;

/** The gates that a module hands out under a name: one function, or several that `sequence(…)` puts behind each other. */
export function gatesFrom(ground: Ground, path: string, name: string, sequence: string): readonly Gate[] {
	const exported = exportedAs(ground, path, name);
	if (exported === undefined) return [];
	if (exported.handler === undefined) return [{covers: () => true, paths: 'all', unresolved: exported.unresolved}];
	return links(ground, exported.handler, sequence, 0)
		.slice(0, most)
		.map((step): Gate => ({step, covers: () => true, paths: gatePaths(ground.modules, step), unresolved: []}));
}

function links(ground: Ground, step: Step, sequence: string, depth: number): readonly Step[] {
	const value = settled(ground, step.path, step.value);
	const call = value?.is === 'call' ? ground.modules.codeOf(step.path)?.calls[value.call] : undefined;
	if (call === undefined || lastOf(call.to) !== sequence || depth > 4) return [{...step, how: 'gate'}];
	return call.args.flatMap(arg => links(ground, followed(ground, step, arg), sequence, depth + 1));
}

/** A name is followed to its function, so that what it does with the path can be read. */
function followed(ground: Ground, step: Step, value: Value): Step {
	const definition = value.is === 'name' ? ground.modules.definitionOf(step.path, value.name, step.in) : undefined;
	if (definition?.is === 'function') {
		const {line, text, in: scope} = definition.value;
		return {path: definition.path, line, text, value: {is: 'function', function: definition.function}, in: scope, how: 'gate'};
	}
	if (definition?.is !== 'variable') return {...step, value};
	const {line, text, in: scope, value: own} = definition.value;
	return {path: definition.path, line, text, value: own, in: scope, how: 'gate'};
}
