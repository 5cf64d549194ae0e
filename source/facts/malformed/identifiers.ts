import {type Call, lastOf, type Value} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import {tableKey} from '../data-calls/tables.ts';
import {chainOf} from '../entry-points/effects/chain.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import {type Crash, strangersAt} from '../inputs/crashes.ts';
import type {Input} from '../inputs/input.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {mapsErrors} from './error-handlers.ts';
import {guardedBy} from './guarded.ts';

/** Databases that refuse text where a number or a uuid belongs; the others look for it and find nothing. */
const strict: ReadonlySet<DataCall['client']> = new Set<DataCall['client']>([
	'typeorm',
	'sqlalchemy',
	'sequelize',
	'knex',
	'kysely',
	'drizzle',
	'sql',
]);
const wholeNumber = /^(?:int|integer|int2|int4|int8|bigint|smallint|serial|bigserial|smallserial|autofield|bigautofield)$/iu;
const uuid = /^uuid$/iu;
const toNumber = /^(?:Number|parseInt|Number\.parseInt)$/u;
const byKey = /^(?:findByPk|findById|findByIdAndUpdate|findByIdAndDelete|findByIdAndRemove|findByIdAndReplace)$/u;

/** What a field is called that holds an identifier. */
const named = /(?:^|_)(?:id|ids|uuid|guid|pk)$|[a-z](?:Id|ID|Uuid|UUID|Guid)$/u;
/** What a schema has put there. */
const validated = /(?:^|\.)(?:input|valid\w*|cleaned\w*|parsed\w*)\./iu;
/** What stands in front and may hold it against a schema. */
const checking = /valid|schema|check|joi|zod|param\(/iu;

/** Where an identifier is looked up as it was sent, and another form than the database's own makes it fail. */
export function identifiersOf(facts: Facts): readonly Crash[] {
	if (!holds(facts, 'orm.mongoose', 'db.postgres', 'orm.prisma')) return [];
	const found = dataCallsOf(facts).flatMap((one): readonly Crash[] => {
		const scope = facts.program.scopes.at(one.path);
		const call = scope?.code.calls[one.call];
		if (scope === undefined || call === undefined) return [];
		const points = strangersAt(call, scope, facts).filter(
			({guards, middleware}) => !guards.some(({kind}) => kind === 'validation') && !middleware.some(each => checking.test(each)),
		);
		const keys = points.length === 0 ? [] : keysIn(one, call, scope, facts);
		const [sent] = keys.flatMap(({value, column}) => wrongIn(value, column, one, call, scope, facts));
		if (sent === undefined) return [];
		const guard = guardedBy({...call, inTry: one.inTry}, scope, facts);
		return [{path: one.path, line: one.line, text: one.text, what: `${sent.name} that is no valid id`, guard, points}];
	});
	return found.length > 0 && mapsErrors(facts) ? [] : found;
}

type Key = {readonly value: Value; readonly column: string};

/** The values that rows are looked up by, with the column of each. */
function keysIn(one: DataCall, end: Call, scope: FileScope, facts: Facts): readonly Key[] {
	return chainOf(end, scope).flatMap((call): readonly Key[] => {
		const last = lastOf(call.to);
		const [first, second] = call.args;
		if (byKey.test(last) && first !== undefined) return [{value: first, column: one.client === 'mongoose' ? '_id' : keyOf(one, facts)}];
		if (one.client === 'sql' && first !== undefined) return second?.is === 'list' ? placed(first, second.items) : [];
		if (last === 'filter_by') return call.named.map(({key, value}) => ({value, column: key}));
		if (last === 'get' && one.client === 'sqlalchemy' && second !== undefined) return [{value: second, column: keyOf(one, facts)}];
		if (/^(?:filter|where)$/u.test(last) && one.client === 'sqlalchemy') return call.args.flatMap(compared);
		if (/^(?:where|andWhere)$/u.test(last) && first?.is === 'text' && second !== undefined && one.client === 'knex')
			return [{value: second, column: first.text}];
		if (last === 'where' && one.client === 'drizzle') return call.args.flatMap(arg => equalled(arg, scope));
		const given = first?.is === 'name' && second?.is === 'object' && /^[A-Z]/u.test(first.name) ? second : first;
		if (given?.is === 'object') return entriesOf(given);
		return /^(?:delete|softDelete|update|restore)$/u.test(last) && one.client === 'typeorm' && first?.is === 'name'
			? [{value: first, column: keyOf(one, facts)}]
			: [];
	});
}

const entriesOf = (value: Value): readonly Key[] => {
	if (value.is !== 'object') return [];
	const where = value.entries.find(({key}) => key === 'where')?.value;
	if (where !== undefined) return entriesOf(where);
	return value.entries.flatMap(({key, value: held}) => (key === '...' || held.is === 'object' ? [] : [{value: held, column: key}]));
};

/** `Item.id == item_id`. */
const compared = (value: Value): readonly Key[] => {
	const [one, other] = value.is === 'other' ? (value.of ?? []) : [];
	return one?.is === 'name' && other !== undefined && /^[A-Z]\w*\.\w+$/u.test(one.name) ? [{value: other, column: lastOf(one.name)}] : [];
};

/** `eq(items.id, id)`, alone or within `and(…)`. */
function equalled(value: Value, scope: FileScope): readonly Key[] {
	const call = value.is === 'call' ? scope.code.calls[value.call] : undefined;
	if (call === undefined) return [];
	if (call.to === 'and') return call.args.flatMap(arg => (arg.is === 'call' ? equalled(arg, scope) : []));
	const [one, other] = call.args;
	return call.to === 'eq' && one?.is === 'name' && other !== undefined ? [{value: other, column: lastOf(one.name)}] : [];
}

const numbered = /\b(?<column>\w{1,60})\s{0,3}=\s{0,3}\$(?<place>\d{1,2})/gu;

/** `where id = $1` with the list of what is put in. */
const placed = (statement: Value, items: readonly Value[]): readonly Key[] =>
	statement.is !== 'text' && statement.is !== 'template'
		? []
		: [...statement.text.matchAll(numbered)].flatMap(({groups}) => {
				const value = items[Number(groups?.place ?? 0) - 1];
				return value === undefined ? [] : [{value, column: groups?.column ?? ''}];
			});

const tableFor = (one: DataCall, facts: Facts): Facts['schema']['tables'][number] | undefined =>
	one.table === ''
		? undefined
		: facts.schema.tables.find(({name, described}) =>
				[name, described?.model ?? name].some(each => tableKey(each) === tableKey(one.table)),
			);

const keyOf = (one: DataCall, facts: Facts): string => {
	const [key, ...more] = tableFor(one, facts)?.primaryKey ?? [];
	return key === undefined || more.length > 0 ? 'id' : key;
};

/** What a caller sent for a column, when the column would refuse some of what can be in it. */
function wrongIn(value: Value, column: string, one: DataCall, call: Call, scope: FileScope, facts: Facts): readonly Input[] {
	if (value.is !== 'name' && value.is !== 'call') return [];
	const type = tableFor(one, facts)?.columns.find(({name}) => bare(name) === bare(column))?.type ?? '';
	const isObjectId = one.client === 'mongoose' && column === '_id' && (type === '' || /objectid/iu.test(type));
	const isStrict = strict.has(one.client) && holds(facts, 'db.postgres') && !holds(facts, 'db.sqlite');
	const takesText = isObjectId || (isStrict && (wholeNumber.test(type) || uuid.test(type))) || (one.client === 'prisma' && uuid.test(type));
	const takesNumber = (one.client === 'prisma' || isStrict) && wholeNumber.test(type);
	if (!takesText && !takesNumber) return [];
	const {inputs} = inputsOf(facts).of(value, {path: scope.path, in: call.in, line: call.line});
	return inputs.filter(
		({by, from, shape, name, checks}) =>
			by === 'caller' &&
			(from === 'path' || from === 'query' || from === 'body') &&
			!validated.test(name) &&
			(from === 'path' || named.test(lastOf(name))) &&
			((takesText && (shape === 'text' || shape === 'any') && checks.every(check => check.is === 'schema' && check.text === check.name)) ||
				(takesNumber && checks.length > 0 && checks.every(check => check.is === 'converted' && toNumber.test(check.name)))),
	);
}

const bare = (name: string): string => name.replaceAll('_', '').toLowerCase();
