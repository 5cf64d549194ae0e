import type {Value} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Program} from '../program.ts';
import {nearest} from '../schema/nearest.ts';
import type {Table} from '../schema/schema.ts';

const known = new WeakMap<Program, ReadonlyMap<string, readonly DataCall[]>>();
const narrowing =
	/(?:^|\.)(?:select|only|values|values_list|pick|project|projection|annotate|attributes|load_only|map|omit|aggregate|exclude|defer)(?:\(\)|$)/u;
const narrows: ReadonlySet<string> = new Set([
	'select',
	'attributes',
	'columns',
	'projection',
	'fields',
	'omit',
	'exclude',
	'where',
	'filter',
]);
const people: ReadonlySet<string> = new Set(
	'user users customer customers patient patients client clients contact contacts lead leads employee employees student students member members order orders booking bookings account accounts staff guest guests'.split(
		' ',
	),
);

/** Calls to a database by the function that they stand in, callbacks counted to what gives them. */
function callsByFunction(facts: Facts): ReadonlyMap<string, readonly DataCall[]> {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = new Map<string, DataCall[]>();
	for (const call of dataCallsOf(facts)) {
		const key = `${call.in} ${call.path}`;
		const group = made.get(key);
		if (group === undefined) made.set(key, [call]);
		else group.push(call);
	}
	known.set(facts.program, made);
	return made;
}

/** The calls to a database that run for an entry point, as far as so many calls. */
export function dataCallsFor(point: EntryPoint, facts: Facts, calls = 3): readonly DataCall[] {
	const all = callsByFunction(facts);
	return facts.program.runBy(point).flatMap(one => {
		const scope = one.calls > calls ? undefined : facts.program.scopes.at(one.path);
		return scope === undefined ? [] : scope.bodyOf(one.function).flatMap(at => all.get(`${at} ${one.path}`) ?? []);
	});
}

/** A list of people's whole records that an entry point reads without asking for any of them in particular. */
export function peopleRead(point: EntryPoint, facts: Facts): DataCall | undefined {
	return dataCallsFor(point, facts, 2).find(
		call =>
			call.operation === 'read many' &&
			!/create|insert|update|delete/iu.test(call.text) &&
			call.filters.length === 0 &&
			!call.filtersUnknown &&
			wordsOf(call.table).some(word => people.has(word)) &&
			isAnswered(call, facts) &&
			!isNarrowed(call, facts) &&
			tablesOf(call, facts).some(({columns}) => columns.some(({personal}) => personal === 'contact')),
	);
}

const plain = (name: string): string =>
	name
		.toLowerCase()
		.replaceAll('_', '')
		.replace(/(?:entity|model)$/u, '')
		.replace(/s$/u, '');

/** The tables that a call may be about: those of its name, of the nearest database that has any. */
export const tablesOf = ({table, path}: DataCall, {schema, packages}: Facts): readonly Table[] =>
	nearest(
		schema.tables.filter(one => isNamed(one, table)),
		path,
		packages,
	);

/** A table goes by the name that a call uses, or by that of the model which describes it. */
const isNamed = ({name, described}: Table, called: string): boolean =>
	plain(name) === plain(called) || (described !== undefined && plain(described.model) === plain(called));

/** What was read is given back, or given on under its name. */
function isAnswered(call: DataCall, {program}: Facts): boolean {
	if (call.result === 'returned' || call.result === 'given') return true;
	const scope = call.result === 'kept' ? program.scopes.at(call.path) : undefined;
	if (scope === undefined) return false;
	const kept = new Set(
		scope.code.variables.flatMap(one => (one.in === call.in && one.line <= call.line && one.line >= call.line - 2 ? one.names : [])),
	);
	const holds = (value: Value | undefined, left = 3): boolean => {
		if (value === undefined || left === 0) return false;
		if (value.is === 'name') return kept.has(value.name);
		if (value.is === 'object') return value.entries.some(entry => holds(entry.value, left - 1));
		return value.is === 'list' && value.items.some(item => holds(item, left - 1));
	};
	return (
		scope.exitsIn(call.in).some(({value}) => holds(value)) ||
		scope.callsIn(call.in).some(({args, named}) => args.some(arg => holds(arg)) || named.some(({value}) => holds(value)))
	);
}

/** Only some columns are asked for, or the rows are made into something else. */
function isNarrowed(call: DataCall, {program}: Facts): boolean {
	const scope = program.scopes.at(call.path);
	const made = scope?.code.calls[call.call];
	if (scope === undefined || made === undefined) return true;
	if (narrowing.test(made.to) && !(call.client === 'supabase' && takesAll(made.args))) return true;
	return (
		[...made.args, ...made.named.map(({value}) => value)].some(
			arg => arg.is === 'object' && arg.entries.some(({key}) => narrows.has(key)),
		) ||
		scope
			.callsIn(call.in)
			.some(({to}) => /(?:^|\.)(?:map|pick|omit|plainToInstance|plainToClass|model_validate|from_orm|serialize\w*)$/u.test(to))
	);
}

const takesAll = (args: readonly Value[]): boolean => args.length === 0 || args.some(arg => arg.is === 'text' && arg.text.trim() === '*');
