import type {Call} from '../code/code.ts';
import {type Check, each, type Input, type Source} from './input.ts';

/** What was made harmless is so wherever it comes from. */
export const known = (source: Source): Source => (source.unknown.length === 0 ? source : {...source, unknown: []});

/** Whatever it was, it is text now. */
export const textOnly = (source: Source): Source =>
	each(source, (input): Input => (input.shape === 'any' ? {...input, shape: 'text'} : input));

/** A call that stands between what came in and where it is used. */
export const checkOf = (is: Check['is'], call: Call, path: string): Check => ({is, name: call.to, path, line: call.line, text: call.text});
/** The call makes a number, a date or a digest of it. */
export const converted =
	(call: Call, path: string) =>
	(input: Input): Input => ({...input, shape: 'safe', checks: [...input.checks, checkOf('converted', call, path)]});
/** The call takes out what could do harm. */
export const cleaned =
	(call: Call, path: string) =>
	(input: Input): Input => ({
		...input,
		shape: input.shape === 'any' ? 'text' : input.shape,
		checks: [...input.checks, checkOf('cleaned', call, path)],
	});
