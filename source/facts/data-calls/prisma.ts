import {entryOf} from '../code/code.ts';
import {isDatabase} from '../entry-points/effect-words.ts';
import {wordsOf} from '../guards/words.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, isDescribed, keysOf, limitOf, picksKeys, seen, written} from './reading.ts';

const verbs: ReadonlyMap<string, DataOperation> = new Map([
	['findUnique', 'read one'],
	['findUniqueOrThrow', 'read one'],
	['findFirst', 'read one'],
	['findFirstOrThrow', 'read one'],
	['findMany', 'read many'],
	['count', 'count'],
	['aggregate', 'count'],
	['groupBy', 'count'],
	['create', 'insert'],
	['createMany', 'insert'],
	['createManyAndReturn', 'insert'],
	['update', 'update'],
	['updateMany', 'update'],
	['updateManyAndReturn', 'update'],
	['upsert', 'upsert'],
	['delete', 'delete'],
	['deleteMany', 'delete'],
]);
const onlyHere = /^find|Many/u;

/** `prisma.user.findMany({where, take})`, on the client or on a transaction's. */
export const prisma: DataReader = ({head, links}, scope, ground) => {
	const [first] = links;
	const operation = first === undefined ? undefined : verbs.get(first.verb);
	const model = head.at(-1) ?? '';
	if (first === undefined || operation === undefined || head.length < 2 || !ground.uses('orm.prisma')) return undefined;
	const isKnown = isDescribed(model, 'prisma', ground);
	const onDatabase = isDatabase(wordsOf(head.slice(0, -1).join('.')));
	if (!isKnown || (!onDatabase && !onlyHere.test(first.verb))) return undefined;
	const given = written(first.call.args[0], first.call, scope, ground);
	if (given !== undefined && given.is !== 'object') return seen('prisma', operation, model, {filtersUnknown: true, limit: 'unknown'});
	const where = written(entryOf(given, 'where'), first.call, scope, ground);
	const {keys, unknown} = keysOf(where);
	const isOpen = entriesOf(given).some(({key}) => key === '...');
	const take = entryOf(given, 'take');
	const asked = [entryOf(given, 'include'), entryOf(given, 'select')].flatMap(value => entriesOf(value));
	return seen('prisma', operation, model, {
		filters: keys,
		filtersUnknown: unknown || isOpen,
		limit: take === undefined && isOpen ? 'unknown' : limitOf(take, first.call, scope, ground),
		bounded: picksKeys(where) || entryOf(given, 'distinct') !== undefined,
		includes: asked.filter(({value}) => value.is === 'object').map(({key}) => key),
		values: [entryOf(given, 'data'), entryOf(given, 'update')].flatMap(value => entriesOf(written(value, first.call, scope, ground))),
	});
};
