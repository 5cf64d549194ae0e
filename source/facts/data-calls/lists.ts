import type {Call, Value} from '../code/code.ts';
import {firstOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {DataCall} from './data-call.ts';
import {runsForRequest, waitingFor} from './for-requests.ts';
import {grownBy, growsWithin, growsWithUse, staysSmall, tableKey} from './tables.ts';

/** A list that a request asks for, and how many rows it may bring. */
export type List = {readonly call: DataCall; readonly rows: 'few' | 'all' | 'as many as asked' | 'unknown'};

/** Columns that leave most rows in: a state, a kind, a flag. */
const flag = /^(?:is|has|can)(?:_|[A-Z])/u;
const state =
	/(?:^|_)(?:status|state|type|kind|active|published|deleted|archived|visible|enabled|available|approved|role|public|private|hidden|draft|deleted_?at|removed_?at|archived_?at|visibility)$|^(?:deletedAt|archivedAt|removedAt|published|approved|not|NOT)$/iu;
/** Columns of which every row has its own, and those that single out the few who run the place. */
const single = /^(?:_?id|pk|uuid|slug|email|token|key)$|^(?:is_?)?(?:admin|staff|superuser|super_?admin|owner)$/iu;
const time = /(?:^|_)(?:date|day|month|year|time|timestamp|week|expires|created|updated|since)(?:$|_)|(?:_at|At|Date|Time)$/u;
const paging = /(?:^|\.)(?:paginate|paginator|Paginator|get_paginated_response|paginate_queryset|pagination|usePagination)$/iu;
const asked = /^(?:req|request|ctx|c|event|searchParams|query|params|url|body|input|args)$/u;
const bounding = /(?:^|\.)(?:min|clamp|bound|minimum|limitTo)$/iu;

/** Only what belongs to one parent: the messages of a conversation, the items of an order. */
export const isOfOneParent = ({filters}: DataCall): boolean => filters.some(column => !flag.test(column) && !state.test(column));

/** The lists that requests ask for. */
export function listsOf(calls: readonly DataCall[], facts: Facts): readonly List[] {
	const running = calls.filter(call => runsForRequest(call, facts));
	const grown = grownBy(running);
	return running.flatMap((call): readonly List[] => {
		if (
			call.operation !== 'read many' ||
			call.result === 'tested' ||
			(call.result === 'dropped' && call.client !== 'firestore' && call.client !== 'mongo' && call.client !== 'sql')
		)
			return [];
		const scope = facts.program.scopes.at(call.path);
		return scope === undefined ? [] : [{call, rows: rowsOf(call, grown, scope, facts)}];
	});
}

function rowsOf(call: DataCall, grown: ReadonlySet<string>, scope: FileScope, facts: Facts): List['rows'] {
	if (call.limit === 'fixed' || call.bounded || (call.client === 'django' && call.result === 'given')) return 'few';
	if (call.limit === 'given') return boundOf(call, scope, facts);
	if (call.limit === 'unknown' || call.filtersUnknown || call.table === '' || call.table === '[]') return 'unknown';
	if (staysSmall(call.table)) return 'few';
	if (isCut(call, scope)) return 'few';
	if (call.filters.some(column => single.test(column))) return 'few';
	if (call.client === 'django' && isPassedOn(call, scope)) return 'unknown';
	const narrowing = call.filters.filter(column => !flag.test(column) && !state.test(column));
	if (narrowing.some(column => time.test(column))) return 'few';
	if (narrowing.length === 0) return grown.has(tableKey(call.table)) || growsWithUse(call.table) ? 'all' : 'unknown';
	return growsWithin(call.table) && narrowing.length === 1 && grown.has(tableKey(call.table)) ? 'all' : 'unknown';
}

/** Django asks when the rows are looked at: a query that is given back may be cut to a page by whoever called. */
function isPassedOn(call: DataCall, scope: FileScope): boolean {
	if (call.result === 'returned' || /(?:^|\.)get_queryset$/u.test(scope.code.functions[call.in]?.name ?? '')) return true;
	const held = scope.code.variables.find(one => one.in === call.in && one.line >= call.line - 1 && one.line <= call.line)?.names[0];
	if (held === undefined) return false;
	const isGiven = scope.callsIn(call.in).some(({args}) => args.some(arg => arg.is === 'name' && arg.name === held));
	return isGiven || scope.exitsIn(call.in).some(({value}) => value?.is === 'name' && firstOf(value.name) === held);
}

/** It is cut to a page after it was made: `rows[:20]`, `paginator.paginate_queryset(rows)`. */
function isCut(call: DataCall, scope: FileScope): boolean {
	if (scope.callsIn(call.in).some(one => paging.test(one.to))) return true;
	const held = scope.code.variables.find(one => one.in === call.in && one.value.is === 'call' && one.value.call === call.call);
	const name = held?.names[0];
	if (name === undefined) return false;
	return (
		scope.code.variables.some(one => one.in === call.in && mentions(one.value, `${name}.[]`)) ||
		scope.callsIn(call.in).some(one => (one.to.startsWith(`${name}.slice`) ? false : one.args.some(arg => mentions(arg, `${name}.[]`))))
	);
}

const mentions = (value: Value, name: string, left = 4): boolean =>
	value.is === 'name'
		? value.name === name
		: left > 0 && value.is === 'object'
			? value.entries.some(entry => mentions(entry.value, name, left - 1))
			: left > 0 && value.is === 'list' && value.items.some(item => mentions(item, name, left - 1));

/** Whether a limit that is given has a largest value. */
function boundOf(call: DataCall, scope: FileScope, facts: Facts): List['rows'] {
	const limiting = limitIn(call, scope);
	if (limiting === undefined) return 'unknown';
	return bounded(limiting, {call, scope, facts}, 4);
}

/** The value that says how many rows come. */
function limitIn(call: DataCall, scope: FileScope): Value | undefined {
	const end = scope.code.calls[call.call];
	const around = scope.code.calls.filter(one => one.in === call.in && one.line >= call.line && one.line <= (end?.end ?? call.line));
	const verb = around.find(one => /^(?:limit|take|range|to_list)$/u.test(lastOf(one.to)));
	if (verb !== undefined) return verb.args.at(-1) ?? verb.named[0]?.value;
	const elsewhere = scope.callsIn(call.in).filter(one => lastOf(one.to) === 'limit' && one.args.length === 1);
	if (elsewhere.length === 1) return elsewhere[0]?.args[0];
	const own = scope.code.calls[call.call];
	for (const arg of own?.args ?? [])
		if (arg.is === 'object') {
			const found = arg.entries.find(({key}) => key === 'take' || key === 'limit')?.value;
			if (found !== undefined) return found;
		}
	return undefined;
}

type Seat = {readonly call: DataCall; readonly scope: FileScope; readonly facts: Facts};

function bounded(value: Value, seat: Seat, left: number): List['rows'] {
	if (left === 0) return 'unknown';
	const {call, scope, facts} = seat;
	if (value.is === 'literal') return 'few';
	if (value.is === 'other')
		return value.of === undefined ? 'unknown' : (value.of.map(one => bounded(one, seat, left - 1)).find(one => one !== 'few') ?? 'few');
	if (value.is === 'either') {
		const all = value.of.map(one => bounded(one, seat, left - 1));
		return all.includes('as many as asked') ? 'as many as asked' : all.every(one => one === 'few') ? 'few' : 'unknown';
	}
	if (value.is === 'call') {
		const one: Call | undefined = scope.code.calls[value.call];
		if (one === undefined) return 'unknown';
		if (bounding.test(one.to) && one.args.some(arg => arg.is === 'literal')) return 'few';
		if (/^(?:Number|parseInt|Number\.parseInt|int|parseFloat)$/u.test(one.to) && one.args[0] !== undefined)
			return bounded(one.args[0], seat, left - 1);
		return /(?:^|\.)(?:searchParams|args|query_params|GET|query)\.get$|^c\.req\.query$/u.test(one.to) ? 'as many as asked' : 'unknown';
	}
	if (value.is !== 'name') return 'unknown';
	const binding = scope.binding(firstOf(value.name), call.in, call.line);
	if (binding?.is === 'variable' && !value.name.includes('.')) {
		if (binding.variable.pattern === 'name') return bounded(binding.variable.value, seat, left - 1);
		return binding.variable.value.is === 'name' && /^(?:req|request)\.query$/u.test(binding.variable.value.name)
			? 'as many as asked'
			: 'unknown';
	}
	if (/^(?:req|request)\.query\./u.test(value.name)) return 'as many as asked';
	if (binding?.is !== 'parameter' || value.name.includes('.')) return 'unknown';
	const parameter = scope.code.functions[binding.of]?.parameters[binding.index];
	const isHandler = waitingFor(call, facts).some(
		point =>
			point.framework === 'fastapi' && point.handler?.path === call.path && point.handler.line === scope.code.functions[binding.of]?.line,
	);
	if (!isHandler || asked.test(value.name)) return 'unknown';
	if (parameter?.default?.is === 'literal') return parameter.type?.is === 'name' ? 'as many as asked' : 'unknown';
	const preset = parameter?.default?.is === 'call' ? scope.code.calls[parameter.default.call] : undefined;
	if (preset === undefined || lastOf(preset.to) !== 'Query') return 'unknown';
	return preset.named.some(({key}) => key === 'le' || key === 'lt') ? 'few' : 'as many as asked';
}
