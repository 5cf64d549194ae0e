import type {Place} from '../../safe-text.ts';
import {lastOf, textOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

const counters: ReadonlySet<string> = new Set('count counts total requests errors failures hits latency durations duration'.split(' '));

/** Modules that wait for the end of each answer and count it in variables of their own; empty when there is none. */
export const countedByHand = (files: readonly FileFact[], facts: Facts): readonly Place[] =>
	files.flatMap((file): readonly Place[] => {
		const {code, path} = file;
		if (code === undefined || isReached(file, facts.reached) !== true) return [];
		const ends = code.calls.filter(
			({to, args}) => /^(?:on|once)$/u.test(lastOf(to)) && /^(?:finish|close)$/u.test(textOf(args[0]) ?? '') && /^res\w*\./u.test(to),
		);
		const kept = code.variables.filter(
			({names, in: at}) => at === -1 && names.some(name => wordsOf(name).some(word => counters.has(word))),
		);
		const counted = code.assignments.filter(({to, in: at}) => at !== -1 && kept.some(({names}) => names.includes(to)));
		const [end] = ends;
		return end === undefined || new Set(counted.map(({to}) => to)).size < 2 ? [] : [{path, line: end.line, text: end.text}];
	});
