import type {Call} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FunctionAt} from '../entry-points/follow.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {From} from '../inputs/input.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {dataCallsFor, tablesOf} from './handed-out.ts';

const key = /^(?:id|_id|pk|uuid)$/iu;
/** A column that says whose a row is. */
const owning =
	/^(?:user|owner|author|customer|patient|student|seller|buyer|profile|account)(?:_?id)?$|^(?:user|owner|author)_(?:uuid|ref)$/iu;
/** A change to a row of one of the tables, found by an id that the caller names and by nothing else, on a way in that asks nowhere whose it is. */
export function changedByIdAlone(point: EntryPoint, tables: ReadonlySet<string>, facts: Facts): readonly DataCall[] {
	if (tables.size === 0 || point.middleware.some(name => speaksOfRights(name) && !point.guards.some(guard => name.includes(guard.name))))
		return [];
	const calls = dataCallsFor(point, facts, 2);
	return calls.filter(
		call =>
			tables.has(call.table) &&
			(call.operation === 'update' || call.operation === 'delete') &&
			call.client !== 'supabase' &&
			!call.filtersUnknown &&
			call.filters.length === 1 &&
			key.test(call.filters[0] ?? '') &&
			tablesOf(call, facts).some(({columns}) => columns.some(({name}) => owning.test(name))) &&
			isNamedByCaller(call, facts) &&
			!waysTo(call, point, facts).some(one => asksWhose(one, call.table, calls, point, facts)),
	);
}

/** It is narrowed to the rows of one owner. */
export const namesOwner = ({filters}: DataCall): boolean => filters.some(name => owning.test(name));

const named: ReadonlySet<From> = new Set<From>(['path', 'query', 'body', 'form', 'request']);

/** What a row is found by was sent by whoever calls: seen through the calls that the statement is chained of and made with. */
function isNamedByCaller(call: DataCall, facts: Facts): boolean {
	const code = facts.program.scopes.at(call.path)?.code;
	if (code === undefined) return false;
	const {of} = inputsOf(facts);
	const isSent = (one: Call | undefined, left: number): boolean => {
		if (one === undefined || left === 0) return false;
		const at = {path: call.path, in: one.in, line: one.line};
		const given = [...one.args, ...one.named.map(({value}) => value)];
		return (
			given.some(arg => of(arg, at).inputs.some(({by, from}) => by === 'caller' && named.has(from))) ||
			given.some(arg => arg.is === 'call' && isSent(code.calls[arg.call], left - 1)) ||
			(one.on !== undefined && isSent(code.calls[one.on], left - 1))
		);
	};
	return isSent(code.calls[call.call], 6);
}

/** The functions between a handler and a call, as far as two calls. */
function waysTo(call: DataCall, point: EntryPoint, {program}: Facts): readonly FunctionAt[] {
	const holds = ({path, function: at}: FunctionAt): boolean =>
		path === call.path && (program.scopes.at(path)?.bodyOf(at).includes(call.in) ?? false);
	const running = program.runBy(point).filter(({calls}) => calls <= 2);
	const end = running.filter(holds);
	const calling = running.filter(one => {
		const scope = program.scopes.at(one.path);
		return scope?.bodyOf(one.function).some(at =>
			scope.callsIn(at).some(inner => {
				const target = program.calleeOf(inner, one.path);
				return target.is === 'function' && end.some(({path, function: to}) => target.path === path && target.function === to);
			}),
		);
	});
	return [...new Set([...running.filter(({calls}) => calls === 0), ...calling, ...end])];
}

/** Tables of the people themselves: looking up who asks is no look at whose another row is. */
const accounts = /^(?:users?|accounts?|profiles?)$/iu;
const rights =
	/(?:^|[^a-z])(?:owns?|owner|ownership|access|permissions?|permitted|allowed|authoriz\w*|authoris\w*|can|belongs?|members?|membership|roles?|policy|ability|admin|staff|superuser|ensure|assert|check|verify|require|scoped?)(?:$|[^a-z])/iu;
const speaksOfRights = (name: string): boolean => rights.test(wordsOf(name).join(' '));
const lastPart = (name: string): string =>
	name
		.replace(/(?:\(\)|\.(?:toString|equals|_id|id|pk)(?:\(\))?)+$/u, '')
		.split('.')
		.at(-1) ?? '';

/** A row is compared with whoever asks, something is looked up by both, or something is called whose name speaks of rights. */
function asksWhose(
	{path, function: at}: FunctionAt,
	table: string,
	reads: readonly DataCall[],
	{guards}: EntryPoint,
	{program}: Facts,
): boolean {
	const scope = program.scopes.at(path);
	if (scope === undefined) return true;
	const isGuard = ({to}: Call): boolean => guards.some(({name}) => name !== '' && to.endsWith(name.replace(/\(.*$/u, '')));
	const body = new Set(scope.bodyOf(at));
	const conditions = [...body].flatMap(here => [
		...scope.exitsIn(here).map(({when}) => when),
		...scope.callsIn(here).map(({when}) => when),
	]);
	const isOwners = (name: string): boolean =>
		speaksOfRights(name) ||
		(name.includes('.') &&
			owning.test(lastPart(name)) &&
			!/^(?:req|request|ctx|context|res\.locals|session|auth|c|self\.request)\./u.test(name));
	if (conditions.some(when => when.some(isOwners))) return true;
	const calls = [...body].flatMap(here => scope.callsIn(here));
	if (calls.some(call => !isGuard(call) && speaksOfRights(call.to))) return true;
	return reads.some(
		one =>
			one.path === path &&
			body.has(one.in) &&
			!accounts.test(one.table) &&
			(namesOwner(one) || (one.filtersUnknown && one.table === table)),
	);
}
