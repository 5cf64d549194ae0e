import type {Place} from '../../safe-text.ts';
import {type Call, type Code, type Func, lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';

/** The code of one file of the application. */
export type Written = {readonly path: string; readonly code: Code};

/** The code of the application in JavaScript and TypeScript. */
export const scriptsOf = ({files}: Pick<Facts, 'files'>): readonly Written[] =>
	files.flatMap(({path, role, language, code}) =>
		role === 'app' && code !== undefined && (language === 'ts' || language === 'js') ? [{path, code}] : [],
	);

/** Where a call or a function stands. */
export const placeIn = ({path}: Written, {line, text}: Pick<Call | Func, 'line' | 'text'>): Place => ({path, line, text});

/** The calls of a method, whatever it is called on: `.setErrorHandler(…)`. */
export const callsOf = (scripts: readonly Written[], name: string, fits: (call: Call) => boolean = () => true): readonly Place[] =>
	scripts.flatMap(one =>
		(mayName(one.code, [`.${name}`]) ? one.code.calls : [])
			.filter(call => call.to.length > name.length && lastOf(call.to) === name && fits(call))
			.map(call => placeIn(one, call)),
	);
