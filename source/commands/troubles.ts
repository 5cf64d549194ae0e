import type {Facts} from '../facts/facts.ts';
import {type SafeText, safeText} from '../safe-text.ts';

/** What people said of guards that makes no difference, each with its line and what to do. */
export const troublesOf = ({
	entries,
	broken,
}: Facts['said']): readonly {readonly path: SafeText; readonly line: number; readonly problem: SafeText}[] =>
	[...broken, ...entries.flatMap(({path, line, problem}) => (problem === undefined ? [] : [{path, line, problem}]))].map(
		({path, line, problem}) => ({path: safeText(path), line, problem: safeText(problem, 600)}),
	);
