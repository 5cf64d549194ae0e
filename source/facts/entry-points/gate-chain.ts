import {lastOf} from '../code/code.ts';
import {exportedAs, followed} from './exported.ts';
import type {Gate} from './gate.ts';
import {gatePaths} from './gate-paths.ts';
import type {Ground, Step} from './registered.ts';

const most = 20;

/** The gates that a module hands out under a name: one function, or several that `sequence(…)` puts behind each other. */
export function gatesFrom(ground: Ground, path: string, name: string, sequence: string): readonly Gate[] {
	const exported = exportedAs(ground, path, name);
	if (exported === undefined) return [];
	if (exported.handler === undefined) return [{covers: () => true, paths: 'all', unresolved: exported.unresolved}];
	return links(ground, followed(ground, exported.handler), sequence, 0)
		.slice(0, most)
		.map((step): Gate => ({step, covers: () => true, paths: gatePaths(ground.modules, step), unresolved: []}));
}

function links(ground: Ground, step: Step, sequence: string, depth: number): readonly Step[] {
	const {path, value} = step;
	const call = value.is === 'call' ? ground.modules.codeOf(path)?.calls[value.call] : undefined;
	if (call === undefined || lastOf(call.to) !== sequence || depth > 4) return [{...step, how: 'gate'}];
	return call.args.flatMap(arg => links(ground, followed(ground, {...step, value: arg}), sequence, depth + 1));
}
