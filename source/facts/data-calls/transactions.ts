import {type Call, lastOf, moduleLevel, textOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {DataCall} from './data-call.ts';
import {dotted} from './dotted.ts';

const opens =
	/^(?:\$transaction|transaction|withTransaction|runTransaction|inTransaction|executeTransaction|begin|startTransaction|withTx|runInTransaction|managed)$/u;
const opensByHand = /^(?:startTransaction|beginTransaction|start_transaction|set_autocommit)$/u;
const opensBlock = /(?:^|\.)(?:atomic|begin|begin_nested|transaction|start_transaction)$/u;
const given =
	/^(?:tx|trx|txn|t|transaction|manager|entityManager|em|queryRunner|session|client|conn|connection|dbClient|transactionClient)$/u;
const certainlyGiven = /^(?:tx|trx|txn|transaction|transactionClient|queryRunner|entityManager|transactionalEntityManager)$/u;
/** A name that is only given to the client of a transaction. */
export const isTransaction = (name: string): boolean => certainlyGiven.test(name);
const decorated = /(?:^|\.)(?:atomic|transactional|Transactional|Transaction|non_atomic)$/u;
const deepest = 20;

/** Whether a call to the database runs in a transaction, as far as its own function and those around it say. */
export function transactionOf(
	call: Call,
	index: number,
	on: string,
	head: readonly string[],
	scope: FileScope,
	isCertain = true,
): DataCall['transaction'] {
	if (call.inside?.some(place => opensBlock.test(scope.code.calls[place]?.to ?? '')) === true) return 'yes';
	if (isGivenOne(call) || givenNames(call).some(name => certainlyGiven.test(name))) return 'yes';
	if (head.some(part => certainlyGiven.test(part))) return 'yes';
	let here = call.in;
	for (let steps = 0; here !== moduleLevel && steps < deepest; steps++) {
		const one = scope.code.functions[here];
		if (one === undefined) break;
		const around = scope.givenTo(here);
		if (around !== undefined && opens.test(lastOf(around.to))) {
			const own = one.parameters.flatMap(({name}) => name.match(/[\w$]+/gu) ?? []);
			const isHanded = own.length === 0 || own.includes(on) || head.some(part => own.includes(part)) || around.args.length > 1;
			if (isHanded || givenNames(call).some(name => own.includes(name))) return 'yes';
			return isCertain ? 'outside' : 'unknown';
		}
		if (one.decorators.some(value => decorated.test(dotted(value, scope)))) return 'yes';
		const taken = one.parameters.find(({name}) => name === on && given.test(name));
		if (taken !== undefined) return certainlyGiven.test(taken.name) ? 'yes' : 'unknown';
		here = one.in;
	}
	if (isListed(index, scope, call) || isMappedInto(call, scope)) return 'yes';
	return openedBefore(call, scope) ? 'yes' : 'no';
}

/** The plain names that it is given. */
const givenNames = ({args}: Call): readonly string[] => args.flatMap(value => (value.is === 'name' ? [value.name] : []));

/** `{transaction: t}`, `{session}` among what it is told. */
const isGivenOne = (call: Call): boolean =>
	[...call.args, ...call.named.map(({value}) => value)].some(
		value =>
			value.is === 'object' &&
			value.entries.some(({key, value: one}) => /^(?:transaction|session|transacting)$/u.test(key) && one.is === 'name'),
	);

/** It is one of a list that is run as one: `prisma.$transaction([…])`, `db.batch([…])`. */
function isListed(index: number, scope: FileScope, call: Call): boolean {
	if (call.isAwaited) return false;
	return (
		scope.callsIn(call.in).some(one => {
			if (!/(?:^|\.)(?:\$transaction|batch)$/u.test(one.to)) return false;
			const [list] = one.args;
			return (
				one.line >= call.line &&
				(list?.is === 'name' ||
					(list?.is === 'list' && list.items.some(item => item.is === 'call' && item.call === index)) ||
					(one.line <= call.line && one.end >= call.end))
			);
		}) ||
		scope.callsIn(call.in).some(one => /(?:^|\.)(?:\$transaction|batch)$/u.test(one.to) && one.line <= call.line && one.end >= call.line)
	);
}

/** It is made for each of something, and all of them are run as one: `prisma.$transaction(ids.map(id => prisma.task.delete(…)))`. */
function isMappedInto(call: Call, scope: FileScope): boolean {
	const around = scope.givenTo(call.in);
	if (around === undefined || call.isAwaited || !/(?:^|\.)(?:map|flatMap)$/u.test(around.to)) return false;
	const held = scope.code.variables.find(({value}) => value.is === 'call' && scope.code.calls[value.call] === around)?.names[0];
	return scope
		.callsIn(around.in)
		.some(
			one =>
				/(?:^|\.)(?:\$transaction|batch)$/u.test(one.to) &&
				((one.line <= around.line && one.end >= around.end) || (held !== undefined && one.args.some(arg => mentions(arg, held)))),
		);
}

const mentions = (value: Value, name: string): boolean =>
	value.is === 'name'
		? value.name === name
		: value.is === 'spread'
			? mentions(value.of, name)
			: value.is === 'list' && value.items.some(item => mentions(item, name));

/** The function has begun one by hand before. */
const openedBefore = (call: Call, scope: FileScope): boolean =>
	scope
		.callsIn(call.in)
		.some(
			one =>
				one.line <= call.line &&
				(opensByHand.test(lastOf(one.to)) ||
					/^\s*(?:begin|start\s+transaction)\b/iu.test(textOf(one.args[0]) ?? '') ||
					/(?:^|\.)sequelize\.transaction$|(?:^|\.)knex\.transaction$/u.test(one.to)),
		);
