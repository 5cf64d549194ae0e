import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {serverFiles} from '../sinks/sink.ts';
import {isLimiter, limiterPackages, limitersOf} from './limiters.ts';
import {settledIn} from './settled.ts';

/** The limiters that may stand in front of more than the entry points whose own code asks them, or that name them. */
export function commonLimitersOf(facts: Facts): readonly Place[] {
	const settled = settledIn(facts);
	const own = new Set(
		serverFiles(facts).flatMap(({scope}) =>
			scope.code.calls.flatMap((call, index) => (isLimiter(call) && settled.ofCall(scope, index) ? [`${scope.path}:${call.line}`] : [])),
		),
	);
	for (const {path, line} of importsFrom(facts, limiterPackages, ['app', 'config']))
		if (settled.ofImport(path, line)) own.add(`${path}:${line}`);
	return limitersOf(facts).filter(({path, line}) => !own.has(`${path}:${line}`));
}
