import {firstOf} from '../code/code.ts';
import type {Ground, Step} from './registered.ts';

/**
 * A handler that a library made and the project only hands on: `export const {GET, POST} = handlers`, where `handlers` is taken out of what `NextAuth(…)` gives.
 * What answers is then the library; undefined for a handler of the project's own.
 */
export function libraryHandler(ground: Ground, step: Step): Step | undefined {
	if (step.value.is !== 'name') return undefined;
	const definition = ground.modules.definitionOf(step.path, firstOf(step.value.name), step.in);
	if (definition.is !== 'variable' || definition.value.value.is !== 'call') return undefined;
	const made = ground.modules.codeOf(definition.path)?.calls[definition.value.value.call];
	if (made === undefined || ground.modules.definitionOf(definition.path, firstOf(made.to), made.in).is !== 'package') return undefined;
	return {path: definition.path, line: made.line, text: made.text, value: definition.value.value, in: made.in, how: 'call'};
}
