import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import type {Asked} from '../inputs/input.ts';

/** Something that is put into a text or a call which understands more than plain words. */
export type Part = {readonly value: Value; readonly at: Asked; readonly quoted: boolean};

/** A place where text becomes more than text: a statement, a command, code. */
export type Sink = Place & {
	/** What runs it, as written. */
	readonly name: string;
	/** What is put in; empty when all of it is written in the code. */
	readonly parts: readonly Part[];
	/** It is a name whose text could not be found. */
	readonly unread: boolean;
};

/** The files whose code runs on a server, with what each holds. */
export function serverFiles(
	facts: Pick<Facts, 'files' | 'reached' | 'program'>,
): readonly {readonly file: FileFact; readonly scope: FileScope}[] {
	return facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'client' || !facts.reached.has(file.path)) return [];
		const scope = facts.program.scopes.at(file.path);
		return scope === undefined ? [] : [{file, scope}];
	});
}

/** The place of a call. */
export const placeOf = (path: string, {line, text}: Pick<Call, 'line' | 'text'>): Place => ({path, line, text});
