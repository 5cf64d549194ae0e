import {entryOf} from '../code/code.ts';
import {isDatabase} from '../entry-points/effect-words.ts';
import {wordsOf} from '../guards/words.ts';
import type {DataOperation} from './data-call.ts';
import {comparedIn, type DataReader, entriesOf, limitOf, linked, nameOf, seen, written} from './reading.ts';

const verbs: ReadonlyMap<string, DataOperation> = new Map([
	['select', 'read many'],
	['selectDistinct', 'read many'],
	['insert', 'insert'],
	['update', 'update'],
	['delete', 'delete'],
	['$count', 'count'],
]);

/** `db.select().from(users).where(eq(users.id, id)).limit(1)`, `db.query.users.findMany({limit})`. */
export const drizzle: DataReader = (chain, scope, ground) => {
	const [first] = chain.links;
	if (first === undefined || !ground.uses('orm.drizzle')) return undefined;
	if (chain.head.at(-2) === 'query' && /^find(?:Many|First)$/u.test(first.verb)) {
		const [given] = first.call.args;
		const isOpen = given !== undefined && (given.is !== 'object' || entriesOf(given).some(({key}) => key === '...'));
		const limit = entryOf(given, 'limit');
		const where = entryOf(given, 'where');
		return seen('drizzle', first.verb === 'findMany' ? 'read many' : 'read one', chain.head.at(-1) ?? '', {
			filters: comparedIn(where, scope),
			filtersUnknown: where !== undefined && where.is !== 'call',
			limit: limit === undefined && isOpen ? 'unknown' : limitOf(limit, first.call, scope, ground),
			includes: entriesOf(entryOf(given, 'with')).map(({key}) => key),
		});
	}
	const operation = verbs.get(first.verb);
	const from = linked(chain, 'from');
	const isData =
		isDatabase(wordsOf(chain.head.at(-1) ?? '')) ||
		linked(chain, 'values', 'set') !== undefined ||
		(from !== undefined && chain.head.length > 0);
	if (operation === undefined || chain.head.length === 0 || !isData) return undefined;
	const table = nameOf(operation === 'read many' ? from?.args[0] : first.call.args[0]);
	if (table === '' || (operation === 'read many' && from?.args[0]?.is === 'text')) return undefined;
	const limit = linked(chain, 'limit');
	const where = linked(chain, 'where')?.args[0];
	const filters = comparedIn(where, scope);
	const columns = entriesOf(first.call.args[0]);
	const isCount = columns.length > 0 && columns.every(({value}) => isReckoned(value, scope)) && linked(chain, 'groupBy') === undefined;
	return seen('drizzle', operation === 'read many' && isCount ? 'count' : operation, table, {
		filters,
		filtersUnknown: where !== undefined && filters.length === 0,
		limit: limit === undefined ? 'none' : limitOf(limit.args[0], limit, scope, ground),
		bounded: inKeys(where, scope) || linked(chain, 'groupBy') !== undefined,
		includes: chain.links.filter(({verb}) => /Join$/u.test(verb)).map(({call}) => nameOf(call.args[0])),
		values: [linked(chain, 'values'), linked(chain, 'set')].flatMap(call =>
			call === undefined ? [] : entriesOf(written(call.args[0], call, scope, ground)),
		),
	});
};

const isReckoned = (value: Parameters<typeof nameOf>[0], scope: Parameters<DataReader>[1]): boolean => {
	if (value?.is === 'template') return /count|sum|max|min|avg/iu.test(value.text);
	const call = value?.is === 'call' ? scope.code.calls[value.call] : undefined;
	return (
		call !== undefined && (/^(?:count|sum|max|min|avg|countDistinct)$/u.test(call.to) || call.args.some(one => isReckoned(one, scope)))
	);
};

const inKeys = (value: Parameters<typeof nameOf>[0], scope: Parameters<DataReader>[1]): boolean => {
	const call = value?.is === 'call' ? scope.code.calls[value.call] : undefined;
	return call !== undefined && (call.to === 'inArray' || (call.to === 'and' && call.args.some(one => inKeys(one, scope))));
};
