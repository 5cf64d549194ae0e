import type {Entry, Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {DataCall} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {tableKey} from './tables.ts';

/** A list within a document that is written over as a whole in one place, and added to in another. */
export type WholeList = {readonly column: string; readonly over: DataCall; readonly added: DataCall};

const adding = /^\$(?:push|addToSet|pull)$/u;

/** The lists that a request writes over while something else adds to them. */
export function wholeListsOf(facts: Facts): readonly WholeList[] {
	const updates = dataCallsOf(facts).filter(
		({operation, client}) => operation === 'update' && (client === 'mongo' || client === 'mongoose'),
	);
	const added = updates.flatMap(call =>
		call.values.flatMap(({key, value}) =>
			adding.test(key) && value.is === 'object' ? value.entries.map(one => ({column: one.key, call})) : [],
		),
	);
	if (added.length === 0) return [];
	return updates.flatMap(over =>
		setBy(over).flatMap(({key, value}): readonly WholeList[] => {
			const other = added.find(one => one.column === key && tableKey(one.call.table) === tableKey(over.table) && one.call !== over);
			return other !== undefined && isGiven(value) && runsForRequest(over, facts) ? [{column: key, over, added: other.call}] : [];
		}),
	);
}

const setBy = ({values}: DataCall): readonly Entry[] =>
	values.flatMap(entry =>
		entry.key === '$set' && entry.value.is === 'object' ? entry.value.entries : entry.key.startsWith('$') ? [] : [entry],
	);

/** It holds something, and does not only empty the list. */
const isGiven = (value: Value): boolean => value.is === 'name' || value.is === 'call' || (value.is === 'list' && value.items.length > 0);
