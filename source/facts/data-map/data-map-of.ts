import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {accountTables, ownedTables} from './accounts.ts';
import type {DataMap} from './data-map.ts';
import {personalFieldsOf} from './fields.ts';
import {thirdPartiesOf} from './third-parties.ts';

/** What was made before, and the facts that it was made from: while facts are gathered, they are not all there yet. */
type Made = {readonly map: DataMap; readonly from: Pick<Facts, 'stack' | 'schema' | 'reached'>};
const known = new WeakMap<readonly FileFact[], Made>();

/** Which personal data is held, in which tables it lies, and which companies get to see it; made once for each view of the facts. */
export function dataMapOf(facts: Facts): DataMap {
	const before = known.get(facts.files);
	if (before?.from.stack === facts.stack && before.from.schema === facts.schema && before.from.reached === facts.reached) return before.map;
	const accounts = accountTables(facts.schema);
	const map: DataMap = {
		fields: personalFieldsOf(facts),
		accounts,
		owned: ownedTables(facts.schema, accounts),
		thirdParties: thirdPartiesOf(facts),
	};
	known.set(facts.files, {map, from: {stack: facts.stack, schema: facts.schema, reached: facts.reached}});
	return map;
}
