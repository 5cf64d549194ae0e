import type {Place} from '../../safe-text.ts';
import {type Call, lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {dataCallsOf} from './data-calls.ts';

const commits = ({to}: Call): boolean => /^(?:commit|begin|begin_nested)$/u.test(lastOf(to));

/** Where a function that only flushes a new row of such a table is called, and no commit follows: SQLAlchemy throws the row away with the session. */
export function neverCommitted(facts: Facts, isTable: (name: string) => boolean): readonly Place[] {
	const {scopes} = facts.program;
	const isPython = facts.files.filter(({path, role}) => path.endsWith('.py') && role === 'app');
	// Whatever hands out the session may commit when the request ends.
	const committing = isPython.some(({code}) =>
		code?.functions.some(
			({name, line, end}) =>
				/session|(?:^|_)db$/iu.test(lastOf(name)) && code.calls.some(call => commits(call) && line <= call.line && call.line <= end),
		),
	);
	if (committing) return [];
	return dataCallsOf(facts).flatMap((row): readonly Place[] => {
		const scope = row.operation === 'insert' && isTable(row.table) && row.path.endsWith('.py') ? scopes.at(row.path) : undefined;
		const own = scope?.callsIn(row.in) ?? [];
		if (!own.some(({to}) => lastOf(to) === 'flush') || own.some(commits)) return [];
		return inputsOf(facts)
			.callersOf(row.path, row.in)
			.filter(
				({path, call}) =>
					scopes
						.at(path)
						?.callsIn(call.in)
						.some(one => one.line > call.line && commits(one)) !== true,
			)
			.map(({path, call: {line, text}}) => ({path, line, text}));
	});
}
