import {entryOf, textOf} from '../code/code.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, limitOf, linked, seen, written} from './reading.ts';

const verbs: ReadonlyMap<string, DataOperation> = new Map([
	['insert', 'insert'],
	['update', 'update'],
	['upsert', 'upsert'],
	['delete', 'delete'],
	['select', 'read many'],
]);
const narrowing = /^(?:eq|neq|gt|gte|lt|lte|like|ilike|is|in|contains|containedBy|overlaps|filter|not|textSearch|is_|in_)$/u;

/** `supabase.from('notes').select('*').eq('owner', id)`. */
export const supabase: DataReader = (chain, scope, ground) => {
	const from = chain.links.find(({verb}) => verb === 'from' || verb === 'table' || verb === 'from_');
	if (from === undefined || !ground.uses('baas.supabase')) return undefined;
	if (chain.head.some(part => part === 'storage' || part === 'Array' || part === 'Buffer')) return undefined;
	const asked = written(from.call.args[0], from.call, scope, ground);
	const table = textOf(asked);
	const doing = chain.links.find(({verb}) => verbs.has(verb));
	const operation = doing === undefined ? undefined : verbs.get(doing.verb);
	if (doing === undefined || operation === undefined || asked === undefined || asked.is === 'call') return undefined;
	const filters = chain.links.flatMap(({verb, call}) =>
		narrowing.test(verb) ? [textOf(call.args[0]) ?? ''] : verb === 'match' ? entriesOf(call.args[0]).map(({key}) => key) : [],
	);
	const limits = chain.links.filter(({verb}) => verb === 'limit' || verb === 'range');
	const given = limits.map(({verb, call}) => limitOf(call.args[verb === 'range' ? 1 : 0], call, scope, ground));
	const options = doing.call.args[1];
	const isOne = linked(chain, 'single', 'maybeSingle', 'maybe_single') !== undefined;
	const isCount = entryOf(options, 'head') !== undefined || doing.call.named.some(({key}) => key === 'head');
	return seen('supabase', operation !== 'read many' ? operation : isOne ? 'read one' : isCount ? 'count' : operation, table ?? '', {
		filters: filters.filter(name => name !== ''),
		filtersUnknown: filters.includes('') || linked(chain, 'or', 'or_', 'match') !== undefined,
		limit: given.includes('fixed') ? 'fixed' : (given[0] ?? 'none'),
		bounded: chain.links.some(({verb, call}) => (verb === 'in' || verb === 'in_') && /id$/iu.test(textOf(call.args[0]) ?? '')),
		includes: /\(/u.test(textOf(doing.call.args[0]) ?? '') ? ['()'] : [],
		values: entriesOf(written(doing.call.args[0], doing.call, scope, ground)),
	});
};
