import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {wordsOf} from '../guards/words.ts';
import {type Logged, logCallsOf} from './log-calls.ts';

const took: ReadonlySet<string> = new Set('duration durations elapsed latency took'.split(' '));
const timed = /^(?:process|processing|response|request|execution|query)_?time(?:_?ms)?$/iu;

/** Lines of the log of these files that say how long something took. */
export function loggedTimes(files: readonly FileFact[], facts: Facts): readonly Place[] {
	const paths = new Set(files.map(({path}) => path));
	return logCallsOf(facts).flatMap(({path, line, text, call, file, logged}) =>
		paths.has(path) && (logged.some(saysTime) || call.args.some(arg => keysIn(arg, file.code?.calls ?? []).some(isTime)))
			? [{path, line, text}]
			: [],
	);
}

/** The names that an object gives to what it holds, also where it is written out: `JSON.stringify({durationMs: …})`. */
function keysIn(value: Value, calls: readonly Call[], left = 3): readonly string[] {
	if (left === 0) return [];
	if (value.is === 'object') return value.entries.map(({key}) => key);
	return value.is === 'call' ? (calls[value.call]?.args ?? []).flatMap(arg => keysIn(arg, calls, left - 1)) : [];
}

const saysTime = ({value}: Logged): boolean => value.is === 'name' && isTime(lastOf(value.name));
const isTime = (name = ''): boolean => timed.test(name) || wordsOf(name).some(word => took.has(word));
