import type {Place} from '../../safe-text.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from './sink.ts';

/** A function that a model may call, and whether it changes something. */
export type Tool = Place & {readonly changes: boolean};

const making =
	/(?:^|\.)(?:tool|dynamicTool|createTool|defineTool|registerTool|addTool|DynamicTool|DynamicStructuredTool|FunctionTool|StructuredTool)$/u;
const marking = /(?:^|\.)(?:tool|function_tool|kernel_function|ai_callable)$/u;

/** The functions that code of the project gives to a model, as far as they are told apart by the libraries for it. */
export function toolsOf(facts: Facts): readonly Tool[] {
	return serverFiles(facts).flatMap(({scope}) => [
		...scope.code.calls.flatMap((call): readonly Tool[] => {
			if (!making.test(call.to)) return [];
			const bodies = scope.code.functions.flatMap((_one, index) => (scope.givenTo(index) === call ? scope.bodyOf(index) : []));
			return bodies.length === 0 ? [] : [{path: scope.path, line: call.line, text: call.text, changes: changes(bodies, scope.path, facts)}];
		}),
		...scope.code.functions.flatMap((one, index): readonly Tool[] =>
			one.decorators.some(made =>
				marking.test(made.is === 'name' ? made.name : made.is === 'call' ? (scope.code.calls[made.call]?.to ?? '') : ''),
			)
				? [{path: scope.path, line: one.line, text: one.text, changes: changes(scope.bodyOf(index), scope.path, facts)}]
				: [],
		),
	]);
}

function changes(bodies: readonly number[], path: string, facts: Facts): boolean {
	const scope = facts.program.scopes.at(path);
	return (
		scope !== undefined &&
		bodies.some(at =>
			scope.callsIn(at).some(call => {
				const effect = effectOf(call, scope, facts.program.scopes);
				return effect !== undefined && effect.does !== 'asks a model';
			}),
		)
	);
}

/** Where a model is asked. */
export const modelCallsOf = (facts: Facts): readonly Place[] => {
	const costs = facts.entryPoints.points.flatMap((point: EntryPoint) => point.costs.filter(({does}) => does === 'asks a model'));
	if (costs.length > 0) return costs.map(({path, line, text}) => ({path, line, text}));
	return facts.files.flatMap(file => {
		const scope = file.role === 'app' && facts.reached.has(file.path) ? facts.program.scopes.at(file.path) : undefined;
		return (scope?.code.calls ?? [])
			.filter(call => scope !== undefined && effectOf(call, scope, facts.program.scopes)?.does === 'asks a model')
			.map(({line, text}) => ({path: file.path, line, text}));
	});
};
