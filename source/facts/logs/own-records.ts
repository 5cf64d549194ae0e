import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import type {FileFact} from '../files.ts';
import {ownLogger} from '../marks/logging.ts';
import {ownLoggers} from './log-calls.ts';

/** Where a logger of the project's own writes each line as a record, and who calls it. */
export type OwnRecords = {readonly made: readonly Place[]; readonly calls: readonly Place[]};

/** A file of a logger offers `logInfo` and the like and turns what they are given into JSON. */
export function ownRecordsIn(files: readonly FileFact[]): OwnRecords {
	const made = files.flatMap(({path, role, code}): readonly Place[] => {
		if (role !== 'app' || code === undefined || !ownLogger.test(path)) return [];
		const offers = code.exports.some(({name}) => ownLoggers.has(name));
		const writes = offers ? code.calls.find(({to}) => to === 'JSON.stringify') : undefined;
		return writes === undefined ? [] : [{path, line: writes.line, text: writes.text}];
	});
	if (made.length === 0) return {made, calls: []};
	const own = new Set(made.map(({path}) => path));
	const calls = files.flatMap(({path, role, code}) =>
		role === 'app' && !own.has(path)
			? (code?.calls ?? []).flatMap(({to, line, text}) => (ownLoggers.has(lastOf(to)) ? [{path, line, text}] : []))
			: [],
	);
	return {made, calls};
}
