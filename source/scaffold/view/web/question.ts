import {type Func, lastOf} from '../../../facts/code/code.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {broughtFrom} from './databases.ts';
import type {Source} from './sources.ts';

/** What is asked of a database to know that it answers: a function without arguments, and what it needs to be brought in. */
export type Question = {
	readonly ask: string;
	readonly imports: readonly WantedImport[];
	/** The same for templates that write it themselves: what is done, with what, and the table where one is named. */
	readonly kind: string;
	readonly handle: string;
	readonly table?: string;
};

/** The file that is to ask; unknown while it is not written. */
export type Into = Pick<Source, 'path' | 'code' | 'package'>;

/** A function at the top of a file that calls something with this name. */
export const callerOf = ({code}: Source, name: string): Func | undefined =>
	code.functions.find((one, at) => one.in === -1 && code.calls.some(({to, in: inside}) => inside === at && lastOf(to) === name));

/** A function of another file, brought into the one that asks. */
export const offeredFunction = (
	source: Source,
	name: string,
	into: Into | undefined,
	otherwise: string,
): ReturnType<typeof broughtFrom> => {
	const one = callerOf(source, name);
	return one === undefined ? undefined : broughtFrom(source, one.name, into, otherwise);
};
