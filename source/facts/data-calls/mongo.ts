import {lastOf, moduleLevel, textOf, type Value} from '../code/code.ts';
import {isModel, isRecord} from '../entry-points/records.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, isDescribed, keysOf, limitOf, linked, picksKeys, seen, written} from './reading.ts';

const verbs: ReadonlyMap<string, DataOperation> = new Map([
	['find', 'read many'],
	['paginate', 'read many'],
	['insert', 'insert'],
	['update', 'update'],
	['remove', 'delete'],
	['aggregate', 'read many'],
	['distinct', 'read many'],
	['findOne', 'read one'],
	['findById', 'read one'],
	['find_one', 'read one'],
	['exists', 'count'],
	['countDocuments', 'count'],
	['estimatedDocumentCount', 'count'],
	['count_documents', 'count'],
	['create', 'insert'],
	['insertOne', 'insert'],
	['insertMany', 'insert'],
	['insert_one', 'insert'],
	['insert_many', 'insert'],
	['updateOne', 'update'],
	['updateMany', 'update'],
	['update_one', 'update'],
	['update_many', 'update'],
	['replaceOne', 'update'],
	['replace_one', 'update'],
	['findByIdAndUpdate', 'update'],
	['findOneAndUpdate', 'update'],
	['find_one_and_update', 'update'],
	['bulkWrite', 'update'],
	['bulk_write', 'update'],
	['deleteOne', 'delete'],
	['deleteMany', 'delete'],
	['delete_one', 'delete'],
	['delete_many', 'delete'],
	['findByIdAndDelete', 'delete'],
	['findByIdAndRemove', 'delete'],
	['findOneAndDelete', 'delete'],
	['findOneAndRemove', 'delete'],
	['find_one_and_delete', 'delete'],
]);
const generic: ReadonlySet<string> = new Set([
	'find',
	'paginate',
	'insert',
	'update',
	'remove',
	'aggregate',
	'distinct',
	'exists',
	'create',
	'findOne',
	'findById',
]);

/** Mongoose's models and the collections of the driver, in both languages. */
export const mongo: DataReader = (chain, scope, ground) => {
	if (!ground.uses('orm.mongoose', 'db.mongo') || ground.uses('orm.typeorm')) return undefined;
	const own = chain.links.findIndex(({verb}) => verbs.has(verb));
	const doing = chain.links[own];
	const operation = doing === undefined ? undefined : verbs.get(doing.verb);
	if (doing === undefined || operation === undefined) return saved(chain, scope, ground);
	const {call} = doing;
	const collection = chain.links.slice(0, own).find(({verb}) => /^(?:collection|get_collection|getCollection|model)$/u.test(verb));
	const receiver = chain.head.join('.');
	const isPython = scope.path.endsWith('.py');
	const said = wordsOf(chain.head.at(-1) ?? '');
	const bound = boundTo(chain.head, call.in, call.line, scope);
	const table =
		collection !== undefined
			? (textOf(written(collection.call.args[0], collection.call, scope, ground)) ?? '')
			: (bound ?? (chain.head.at(-1) === '[]' ? constantOf(scope) : undefined) ?? chain.head.at(-1) ?? '');
	const isCollection =
		collection !== undefined ||
		/^(?:collection|coll|col|model)$/u.test(said.at(-1) ?? '') ||
		(isPython && /^(?:db|database|self\.db|mongo\.db)\./u.test(receiver)) ||
		bound !== undefined;
	const isDocument =
		/^[A-Z]/u.test(table) &&
		!isPython &&
		ground.uses('orm.mongoose') &&
		(!generic.has(doing.verb) ||
			isModel(receiver, call, scope, ground.scopes) ||
			(ground.models.has('mongoose') && isDescribed(table, 'mongoose', ground)));
	if (own > 0 && collection === undefined) return undefined;
	if (!isCollection && !isDocument && generic.has(doing.verb)) return undefined;
	if (chain.head.length === 0 && collection === undefined) return undefined;
	const isMongoose = isDocument || ground.uses('orm.mongoose');
	const byId = /ById/u.test(doing.verb);
	const where = byId ? undefined : written(call.args[0], call, scope, ground);
	const stages = doing.verb === 'aggregate' && where?.is === 'list' ? where.items.flatMap(item => entriesOf(item)) : [];
	const {keys, unknown} = keysOf(stages.length > 0 ? stages.find(({key}) => key === '$match')?.value : where);
	const limit = linked(chain, 'limit', 'to_list');
	const change = operation === 'update' ? call.args[1] : call.args[0];
	return seen(isMongoose ? 'mongoose' : 'mongo', operation, table, {
		filters: byId ? ['_id'] : operation === 'insert' ? [] : keys,
		filtersUnknown: operation !== 'insert' && unknown,
		limit:
			doing.verb === 'paginate' || stages.some(({key}) => key === '$limit') || (doing.verb === 'aggregate' && where?.is !== 'list')
				? 'unknown'
				: limit === undefined
					? 'none'
					: limitOf(limit.args[0] ?? limit.named[0]?.value, limit, scope, ground),
		bounded: picksKeys(where) || stages.some(({key}) => key === '$group' || key === '$count') || doing.verb === 'distinct',
		includes: chain.links.filter(({verb}) => verb === 'populate').map(({call: one}) => textOf(one.args[0]) ?? ''),
		values: entriesOf(written(change, call, scope, ground)),
	});
};

/** The collection that a name was given: `const users = db.collection('users')`. */
function boundTo(head: readonly string[], at: number, line: number, scope: FileScope): string | undefined {
	const held = (value: Value | undefined): string | undefined => {
		const call = value?.is === 'call' ? scope.code.calls[value.call] : undefined;
		if (call !== undefined) return /(?:^|[.)])(?:collection|get_collection)$/u.test(call.to) ? (textOf(call.args[0]) ?? '') : undefined;
		return value?.is === 'name' && /^(?:db|database|self\.db)\.[\w[\]]+$/u.test(value.name) ? lastOf(value.name) : undefined;
	};
	const whole = head.join('.');
	if (head[0] === 'this' || head[0] === 'self')
		return scope.code.assignments.map(({to, value}) => (to === whole ? held(value) : undefined)).find(one => one !== undefined);
	const binding = scope.binding(head.at(-1) ?? '', at, line);
	return binding?.is === 'variable' ? held(binding.variable.value) : undefined;
}

/** The one name of a collection that the module holds as a constant: `db[COLLECTION]`. */
function constantOf({code}: FileScope): string | undefined {
	const named = code.variables.flatMap(({in: at, names, value}) =>
		at === moduleLevel && value.is === 'text' && names.some(name => /(?:^|_)COLLECTION(?:_NAME)?$/u.test(name)) ? [value.text] : [],
	);
	return named.length === 1 ? named[0] : undefined;
}

/** `doc.save()`. */
function saved(
	chain: Parameters<DataReader>[0],
	scope: Parameters<DataReader>[1],
	ground: Parameters<DataReader>[2],
): ReturnType<DataReader> {
	const [first] = chain.links;
	if (first === undefined || !/^(?:save|deleteOne|remove)$/u.test(first.verb) || chain.head.length !== 1 || !ground.uses('orm.mongoose'))
		return undefined;
	const record = isRecord(chain.head.join('.'), first.verb, first.call, scope, ground.scopes);
	return record === undefined ? undefined : seen('mongoose', first.verb === 'save' ? 'update' : 'delete', record, {filters: ['_id']});
}
