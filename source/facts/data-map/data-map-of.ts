import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {accountTables, ownedTables} from './accounts.ts';
import type {DataMap} from './data-map.ts';
import {personalFieldsOf} from './fields.ts';
import {thirdPartiesOf} from './third-parties.ts';

const known = new WeakMap<readonly FileFact[], DataMap>();

/** Which personal data is held, in which tables it lies, and which companies get to see it; made once for each view of the facts. */
export function dataMapOf(facts: Facts): DataMap {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const accounts = accountTables(facts.schema);
	const made: DataMap = {
		fields: personalFieldsOf(facts),
		accounts,
		owned: ownedTables(facts.schema, accounts),
		thirdParties: thirdPartiesOf(facts),
	};
	known.set(facts.files, made);
	return made;
}
