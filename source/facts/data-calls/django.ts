import {isRecord} from '../entry-points/records.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, limitOf, nameOf, seen} from './reading.ts';

const ends: ReadonlyMap<string, DataOperation> = new Map([
	['get', 'read one'],
	['first', 'read one'],
	['last', 'read one'],
	['latest', 'read one'],
	['earliest', 'read one'],
	['count', 'count'],
	['exists', 'count'],
	['aggregate', 'count'],
	['create', 'insert'],
	['create_user', 'insert'],
	['create_superuser', 'insert'],
	['bulk_create', 'insert'],
	['get_or_create', 'upsert'],
	['update_or_create', 'upsert'],
	['update', 'update'],
	['bulk_update', 'update'],
	['delete', 'delete'],
]);
const narrowing = /^(?:filter|exclude|get|get_or_create|update_or_create)$/u;
const lookup = /__(?:exact|iexact|in|gt|gte|lt|lte|contains|icontains|startswith|isnull|range|pk|id)$/u;

/** What a manager has by itself; anything else narrows it in a way of its own. */
const plain =
	/^(?:all|filter|exclude|get|first|last|latest|earliest|count|exists|aggregate|annotate|order_by|reverse|distinct|values|values_list|only|defer|using|select_related|prefetch_related|select_for_update|create|bulk_create|get_or_create|update_or_create|update|bulk_update|delete|iterator|in_bulk|dates|datetimes|union|alias|add|set|remove|clear)$/u;

/** `Order.objects.filter(user=user).order_by('id')`, `order.save()`. */
export const django: DataReader = (chain, scope, ground) => {
	if (!scope.path.endsWith('.py') || !ground.uses('orm.django')) return undefined;
	const [first] = chain.links;
	if (first === undefined) return undefined;
	if (first.verb === 'get_object_or_404' || first.verb === 'get_list_or_404')
		return seen('django', first.verb === 'get_object_or_404' ? 'read one' : 'read many', nameOf(first.call.args[0]), {
			filters: first.call.named.map(({key}) => key),
		});
	const at = chain.head.indexOf('objects');
	const isRelated = /_set$/u.test(chain.head.at(-1) ?? '');
	if (at < 1 && !isRelated) {
		const record =
			/^(?:save|delete)$/u.test(first.verb) && chain.head.length > 0
				? isRecord(chain.head.join('.'), first.verb, first.call, scope, ground.scopes)
				: undefined;
		return record === undefined ? undefined : seen('django', first.verb === 'delete' ? 'delete' : 'update', record, {filters: ['id']});
	}
	if (chain.links.some(({verb}) => verb === 'none')) return undefined;
	const end = chain.links.map(({verb}) => ends.get(verb)).findLast(one => one !== undefined);
	const named = chain.links.filter(({verb}) => narrowing.test(verb)).flatMap(({call}) => call.named);
	const isOpen =
		chain.links.some(({verb}) => !plain.test(verb)) ||
		chain.links.some(({verb, call}) => narrowing.test(verb) && (call.args.length > 0 || call.named.some(({key}) => key === '...')));
	const cut = chain.links.find(({call}) => call.upTo !== undefined)?.call;
	return seen('django', end ?? 'read many', isRelated ? (chain.head.at(-1) ?? '').replace(/_set$/u, '') : (chain.head[at - 1] ?? ''), {
		filters: [
			...named.filter(({key}) => key !== '...').map(({key}) => key.replace(lookup, '')),
			...(isRelated ? [chain.head[0] ?? ''] : []),
		],
		filtersUnknown: isOpen,
		...(cut === undefined ? {} : {limit: limitOf(cut.upTo, cut, scope, ground)}),
		bounded: named.some(({key}) => /^(?:id|pk|\w+_id)__in$/u.test(key)) || chain.links.some(({verb}) => verb === 'in_bulk'),
		includes: chain.links.flatMap(({verb, call}) =>
			/^(?:select|prefetch)_related$/u.test(verb) ? (call.args.length === 0 ? ['*'] : call.args.map(nameOf)) : [],
		),
		values: chain.links.flatMap(({verb, call}) => (/^(?:update|create(?:_(?:super)?user)?)$/u.test(verb) ? call.named : [])),
	});
};
