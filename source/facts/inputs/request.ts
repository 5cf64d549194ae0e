import {type Input, nothing, type Source, unknownSource} from './input.ts';
import {partOf} from './reading.ts';
import type {At, Tracer} from './tracer.ts';

/** What a part of a request holds, by the path that leads to it. */
export function ofRequest(parts: readonly string[], name: string, at: At, tracer: Tracer): Source {
	for (const [index, part] of parts.entries()) {
		const found = partOf(part);
		if (found === 'trusted') return nothing;
		if (found === undefined) continue;
		const rest = parts.slice(index + 1).filter(one => one !== '...');
		return {
			inputs: [inputAt(tracer, at, {by: 'caller', name, ...found, ...(rest.length === 0 ? {whole: true as const} : {})})],
			unknown: [],
		};
	}
	return unknownSource(name);
}

/** An input that comes in where it is asked about. */
export function inputAt(tracer: Tracer, at: At, input: Pick<Input, 'by' | 'name' | 'from' | 'shape' | 'whole'>, line = at.line): Input {
	const scope = tracer.program.scopes.at(at.path);
	const own = scope?.code.functions[at.in];
	const shown =
		scope?.code.calls.find(call => call.line === line)?.text ??
		scope?.code.variables.find(one => one.line === line)?.text ??
		own?.text ??
		'';
	return {...input, checks: [], calls: at.calls, path: at.path, line: line > 1e9 ? (own?.line ?? 1) : line, text: shown};
}
