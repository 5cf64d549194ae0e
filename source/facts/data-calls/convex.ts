import {textOf} from '../code/code.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, limitOf, linked, seen} from './reading.ts';

const changes: ReadonlyMap<string, DataOperation> = new Map([
	['insert', 'insert'],
	['patch', 'update'],
	['replace', 'update'],
	['delete', 'delete'],
	['get', 'read one'],
]);

/** `ctx.db.query('messages').withIndex('by_room', …).take(50)`. */
export const convex: DataReader = (chain, scope, ground) => {
	const [first] = chain.links;
	if (first === undefined || chain.head.at(-1) !== 'db' || !ground.uses('baas.convex')) return undefined;
	if (first.verb !== 'query') {
		const operation = changes.get(first.verb);
		return operation === undefined
			? undefined
			: seen('convex', operation, textOf(first.call.args[0]) ?? '', {filters: ['_id'], values: entriesOf(first.call.args[1])});
	}
	const taken = linked(chain, 'take', 'paginate');
	const isOne = linked(chain, 'first', 'unique') !== undefined;
	return seen('convex', isOne ? 'read one' : 'read many', textOf(first.call.args[0]) ?? '', {
		filters: chain.links.flatMap(({verb, call}) => (verb === 'withIndex' && call.args.length > 1 ? [textOf(call.args[0]) ?? ''] : [])),
		filtersUnknown: linked(chain, 'filter') !== undefined,
		limit: taken === undefined ? 'none' : limitOf(taken.args[0], taken, scope, ground),
	});
};
