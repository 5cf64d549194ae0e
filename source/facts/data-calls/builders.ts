import {textOf} from '../code/code.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, limitOf, linked, seen} from './reading.ts';

const kyselyVerbs: ReadonlyMap<string, DataOperation> = new Map([
	['selectFrom', 'read many'],
	['insertInto', 'insert'],
	['updateTable', 'update'],
	['deleteFrom', 'delete'],
]);

/** `db.selectFrom('users').where('id', '=', id).limit(1).execute()`. */
export const kysely: DataReader = (chain, scope, ground) => {
	const [first] = chain.links;
	const operation = first === undefined ? undefined : kyselyVerbs.get(first.verb);
	const isRun = chain.links.some(({verb}) => /^(?:execute\w*|stream)$/u.test(verb));
	if (first === undefined || operation === undefined || !isRun) return undefined;
	const limit = linked(chain, 'limit', 'top');
	const isOne = linked(chain, 'executeTakeFirst', 'executeTakeFirstOrThrow') !== undefined;
	return seen('kysely', operation === 'read many' && isOne ? 'read one' : operation, textOf(first.call.args[0]) ?? '', {
		filters: chain.links.flatMap(({verb, call}) => (verb === 'where' ? [textOf(call.args[0]) ?? ''] : [])),
		limit: limit === undefined ? 'none' : limitOf(limit.args[0], limit, scope, ground),
		bounded: linked(chain, 'groupBy') !== undefined,
		values: entriesOf(linked(chain, 'set', 'values')?.args[0]),
	});
};

const knexChange: ReadonlyMap<string, DataOperation> = new Map([
	['insert', 'insert'],
	['update', 'update'],
	['del', 'delete'],
	['delete', 'delete'],
	['truncate', 'delete'],
	['increment', 'update'],
	['decrement', 'update'],
]);

/** `knex('users').where({id}).first()`. */
export const knex: DataReader = (chain, scope, ground) => {
	const [first] = chain.links;
	if (first === undefined || !ground.uses('orm.knex')) return undefined;
	const table = textOf(first.call.args[0]);
	if (table === undefined || !/^(?:knex|db|trx|tx|table|from|into|database)$/iu.test(first.verb) || chain.links.length < 2)
		return undefined;
	const change = chain.links.map(({verb}) => knexChange.get(verb)).find(operation => operation !== undefined);
	const isOne = linked(chain, 'first') !== undefined;
	const isCount = linked(chain, 'count', 'sum', 'max', 'min', 'countDistinct') !== undefined;
	const limit = linked(chain, 'limit');
	return seen('knex', change ?? (isOne ? 'read one' : isCount ? 'count' : 'read many'), table, {
		filters: chain.links.flatMap(({verb, call}) =>
			/^(?:where|andWhere|whereIn)$/u.test(verb) ? [textOf(call.args[0]) ?? '', ...entriesOf(call.args[0]).map(({key}) => key)] : [],
		),
		limit: limit === undefined ? 'none' : limitOf(limit.args[0], limit, scope, ground),
		bounded: linked(chain, 'whereIn', 'groupBy') !== undefined,
		values: entriesOf(linked(chain, 'insert', 'update')?.args[0]),
	});
};
