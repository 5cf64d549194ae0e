import {type Call, lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Operation} from './operations.ts';

const changing: ReadonlySet<string> = new Set(
	'add assign attach create delete destroy insert persist record register remove replace save set store update upsert write'.split(' '),
);
const keeping: ReadonlySet<string> = new Set(
	'adapter dao gateway manager port provider repo repositories repository service storage store uow'.split(' '),
);

/** A call beside an operation's own writes that by its name changes what is kept, on something that could not be followed: a repository or gateway that is put in from outside. */
export function unfollowedWriteIn({path, function: at, steps}: Operation, facts: Facts): Call | undefined {
	const scope = facts.program.scopes.at(path);
	if (scope === undefined) return undefined;
	const lines = new Set(steps.map(({line}) => line));
	return scope
		.bodyOf(at)
		.flatMap(here => scope.callsIn(here))
		.find(call => call.isAwaited && !lines.has(call.line) && namesWrite(call) && isUnknown(call, path, facts));
}

const namesWrite = ({to}: Call): boolean => {
	const parts = to.split('.');
	const owner = parts.at(-2) ?? '';
	return (
		!to.includes('()') && changing.has(wordsOf(lastOf(to))[0] ?? '') && owner !== 'this' && wordsOf(owner).some(word => keeping.has(word))
	);
};

const isUnknown = (call: Call, path: string, facts: Facts): boolean => {
	const target = facts.program.calleeOf(call, path);
	return target.is === 'unknown' || target.is === 'value';
};
