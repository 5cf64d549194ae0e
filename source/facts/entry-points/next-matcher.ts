import {pathPattern} from './path-pattern.ts';

const parameter = /:[^/]+/gu;
/** What stands in for a parameter: a plain word, and a language, which patterns like to name. */
const samples = ['x', 'en'] as const;

/** Whether any pattern covers a route; a text says why that cannot be told. An undefined pattern is one that was not read. */
export function coversRoute(patterns: readonly (string | undefined)[]): (route: string) => boolean | string {
	const read = patterns.map(text => (text === undefined ? undefined : pathPattern(text)));
	return route => {
		const answers = samples.flatMap(sample => {
			const path = route.replace(parameter, sample).replace(/\*$/u, 'x/x');
			return read.map(pattern => pattern?.(path));
		});
		if (answers.includes(true)) return true;
		return answers.includes(undefined) ? 'the gate’s matcher could not be read' : false;
	};
}
