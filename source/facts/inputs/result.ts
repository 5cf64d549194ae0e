import {nothing, type Source, together, unknownSource} from './input.ts';
import type {At, Tracer} from './tracer.ts';

/** What a function of the project gives back for one call of it. */
export function resultOf(tracer: Tracer, frame: NonNullable<At['frame']>, rest: readonly string[]): Source {
	const scope = tracer.program.scopes.at(frame.path);
	const exits = (scope?.exitsIn(frame.function) ?? []).filter(exit => exit.how === 'return' && exit.value !== undefined).slice(0, 8);
	if (exits.length === 0) return unknownSource(frame.call.to);
	return together(
		exits.map(exit =>
			exit.value === undefined
				? nothing
				: tracer.ofValue(exit.value, rest, {
						path: frame.path,
						in: frame.function,
						line: exit.line,
						left: frame.from.left - 1,
						calls: frame.from.calls,
						...(frame.isCallback === true ? (frame.from.frame === undefined ? {} : {frame: frame.from.frame}) : {frame}),
					}),
		),
	);
}
