import type {Call} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {modelNamed} from '../entry-points/records.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';
import type {Chain, Link} from './chains.ts';
import type {DataOperation} from './data-call.ts';
import {comparedIn, type DataReader, limitOf, nameOf, seen} from './reading.ts';

const ends: ReadonlyMap<string, DataOperation> = new Map([
	['all', 'read many'],
	['fetchall', 'read many'],
	['first', 'read one'],
	['one', 'read one'],
	['one_or_none', 'read one'],
	['scalar', 'read one'],
	['scalar_one', 'read one'],
	['scalar_one_or_none', 'read one'],
	['first_or_404', 'read one'],
	['get', 'read one'],
	['get_or_404', 'read one'],
	['count', 'count'],
	['exists', 'count'],
	['delete', 'delete'],
	['update', 'update'],
	['paginate', 'read many'],
]);
const executing = /^(?:execute|scalars|scalar|exec|stream|stream_scalars)$/u;

/** Queries of SQLAlchemy in both styles, what is added to a session, and commits. */
export const sqlalchemy: DataReader = (chain, scope, ground) => {
	if (!scope.path.endsWith('.py') || !ground.uses('orm.sqlalchemy', 'orm.sqlmodel')) return undefined;
	const [first] = chain.links;
	if (first === undefined) return undefined;
	const isSession = /^(?:session|db|s|sess|database|uow)$/u.test(wordsOf(chain.head.at(-1) ?? '').at(-1) ?? '');
	if (isSession && first.verb === 'commit') return seen('sqlalchemy', 'commit', '');
	if (isSession && /^(?:add|add_all|merge|bulk_save_objects)$/u.test(first.verb))
		return seen('sqlalchemy', 'insert', first.call.args[0] === undefined ? '' : modelNamed(first.call.args[0], first.call, scope));
	if (isSession && first.verb === 'delete' && chain.links.length === 1)
		return seen('sqlalchemy', 'delete', first.call.args[0] === undefined ? '' : modelNamed(first.call.args[0], first.call, scope), {
			filters: ['id'],
			bounded: true,
		});
	if (isSession && first.verb === 'get' && first.call.args.length > 1)
		return seen('sqlalchemy', 'read one', nameOf(first.call.args[0]), {filters: ['id']});
	if (isSession && first.verb === 'query') return ended(nameOf(first.call.args[0]), chain.links, scope, ground);
	if (chain.head.at(-1) === 'query' && /^[A-Z]/u.test(chain.head.at(-2) ?? ''))
		return ended(chain.head.at(-2) ?? '', chain.links, scope, ground);
	if (!isSession || !executing.test(first.verb)) return undefined;
	const statement = first.call.args[0];
	const built = statement === undefined ? [] : builtIn(statement, first.call, scope);
	const [base] = built;
	if (base === undefined) return undefined;
	const table = nameOf(base.call.args[0]);
	if (base.verb === 'select') return selected(chain, built, scope, ground);
	if (base.verb === 'insert' || base.verb === 'update' || base.verb === 'delete')
		return seen('sqlalchemy', base.verb, table, {
			filters: filtersOf(built, scope),
			values: built.flatMap(({verb, call}) => (verb === 'values' ? call.named : [])),
		});
	return undefined;
};

/** `select(User).where(…)`, as it stands in the call or under a name. */
function builtIn(value: Call['args'][number], call: Call, scope: FileScope, left = 4): readonly Link[] {
	if (left === 0) return [];
	if (value.is === 'name') {
		const binding = scope.binding(value.name, call.in, call.line - 1);
		return binding?.is === 'variable' ? builtIn(binding.variable.value, {...call, line: binding.variable.line}, scope, left - 1) : [];
	}
	const links: Link[] = [];
	let index = value.is === 'call' ? value.call : undefined;
	while (index !== undefined && links.length < 40) {
		const one: Call | undefined = scope.code.calls[index];
		if (one === undefined) break;
		links.push({verb: lastOf(one.to), call: one, index});
		index = one.on;
	}
	links.reverse();
	const [first] = links;
	if (first === undefined || /^(?:select|insert|update|delete|text)$/u.test(first.verb)) return links;
	const name = first.call.to.split('.').slice(0, -1);
	return name.length === 1 ? [...builtIn({is: 'name', name: name[0] ?? ''}, first.call, scope, left - 1), ...links] : links;
}

const filtersOf = (links: readonly Link[], scope: FileScope): readonly string[] =>
	links.flatMap(({verb, call}) =>
		verb === 'filter_by'
			? call.named.map(({key}) => key)
			: verb === 'where' || verb === 'filter'
				? call.args.flatMap(one => {
						const named = comparedIn(one, scope);
						return named.length > 0 ? named : ['?'];
					})
				: [],
	);

const inKeys = (links: readonly Link[], scope: FileScope): boolean =>
	links.some(
		({verb, call}) =>
			/^(?:where|filter)$/u.test(verb) &&
			call.args.some(one => one.is === 'call' && /(?:\.|_)id\.in_$/u.test(scope.code.calls[one.call]?.to ?? '')),
	);

function selected(chain: Chain, built: readonly Link[], scope: FileScope, ground: Parameters<DataReader>[2]): ReturnType<DataReader> {
	const asked = built[0]?.call.args[0];
	const isCount = asked?.is === 'call' && /^(?:func|count|sum)\b/u.test(scope.code.calls[asked.call]?.to ?? '');
	const limit = built.find(({verb}) => verb === 'limit')?.call;
	const end = chain.links
		.slice(1)
		.map(({verb}) => ends.get(verb))
		.find(one => one !== undefined);
	const first = chain.links[0]?.verb;
	const operation = isCount ? 'count' : (end ?? (first === 'scalar' ? 'read one' : 'read many'));
	const filters = filtersOf(built, scope);
	return seen('sqlalchemy', operation, asked?.is === 'name' ? (asked.name.split('.')[0] ?? '') : nameOf(asked), {
		filters: filters.filter(name => name !== '?'),
		filtersUnknown: filters.includes('?'),
		limit: limit === undefined ? 'none' : limitOf(limit.args[0], limit, scope, ground),
		bounded: inKeys(built, scope) || built.some(({verb}) => verb === 'group_by'),
		includes: built.flatMap(({verb, call}) => (verb === 'options' || verb === 'join' ? call.args.map(nameOf) : [])),
	});
}

function ended(table: string, links: readonly Link[], scope: FileScope, ground: Parameters<DataReader>[2]): ReturnType<DataReader> {
	const end = links.map(({verb}) => ends.get(verb)).findLast(one => one !== undefined);
	const asked = links[0]?.call.args[0];
	const isCount = asked?.is === 'call' && /^func\b/u.test(scope.code.calls[asked.call]?.to ?? '');
	const limit = links.find(({verb}) => verb === 'limit' || verb === 'paginate' || verb === 'slice')?.call;
	const filters = filtersOf(links, scope);
	return seen('sqlalchemy', isCount ? 'count' : (end ?? 'read many'), table, {
		filters: filters.filter(name => name !== '?'),
		filtersUnknown: filters.includes('?'),
		limit:
			limit === undefined
				? end === undefined
					? 'unknown'
					: 'none'
				: limitOf(limit.args[0] ?? limit.named[0]?.value ?? {is: 'literal', value: 20}, limit, scope, ground),
		bounded: inKeys(links, scope) || links.some(({verb}) => verb === 'group_by'),
		includes: links.flatMap(({verb, call}) => (verb === 'options' || verb === 'join' ? call.args.map(nameOf) : [])),
		values: links.flatMap(({verb, call}) => (verb === 'update' ? (call.args[0]?.is === 'object' ? call.args[0].entries : []) : [])),
	});
}
