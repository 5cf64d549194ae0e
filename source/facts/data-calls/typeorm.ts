import type {Value} from '../code/code.ts';
import {entryOf, lastOf, textOf} from '../code/code.ts';
import {isRepository} from '../entry-points/effect-words.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';
import type {Chain} from './chains.ts';
import type {DataOperation, DataSeen} from './data-call.ts';
import {type DataReader, entriesOf, keysOf, limitOf, linked, nameOf, picksKeys, seen} from './reading.ts';

const verbs: ReadonlyMap<string, DataOperation> = new Map([
	['find', 'read many'],
	['findBy', 'read many'],
	['findAndCount', 'read many'],
	['findAndCountBy', 'read many'],
	['findByIds', 'read many'],
	['findOne', 'read one'],
	['findOneBy', 'read one'],
	['findOneOrFail', 'read one'],
	['findOneByOrFail', 'read one'],
	['count', 'count'],
	['countBy', 'count'],
	['exist', 'count'],
	['exists', 'count'],
	['existsBy', 'count'],
	['sum', 'count'],
	['save', 'upsert'],
	['insert', 'insert'],
	['upsert', 'upsert'],
	['update', 'update'],
	['increment', 'update'],
	['decrement', 'update'],
	['delete', 'delete'],
	['remove', 'delete'],
	['softDelete', 'delete'],
	['softRemove', 'delete'],
	['restore', 'update'],
]);
const builtEnds: ReadonlyMap<string, DataOperation> = new Map([
	['getMany', 'read many'],
	['getManyAndCount', 'read many'],
	['getRawMany', 'read many'],
	['getRawAndEntities', 'read many'],
	['getOne', 'read one'],
	['getOneOrFail', 'read one'],
	['getRawOne', 'read one'],
	['getCount', 'count'],
	['getExists', 'count'],
]);

/** Repositories, managers and query builders of TypeORM. */
export const typeorm: DataReader = (chain, scope, ground) => {
	if (!ground.uses('orm.typeorm')) return undefined;
	const built = chain.links.find(({verb}) => verb === 'createQueryBuilder');
	if (built !== undefined) return builder(chain, tableOf(chain, scope) ?? nameOf(built.call.args[0]), scope, ground);
	const doing = chain.links.find(({verb}) => verb !== 'getRepository');
	const operation = doing === undefined ? undefined : verbs.get(doing.verb);
	if (doing === undefined || operation === undefined) return undefined;
	const isManager = /^(?:manager|entityManager|em|transactionalEntityManager)$/iu.test(chain.head.at(-1) ?? '');
	const entity = doing.call.args[0];
	const table = isManager ? (/^[A-Z]/u.test(nameOf(entity)) ? nameOf(entity) : '') : tableOf(chain, scope);
	if (table === undefined) return undefined;
	const options = isManager && table !== '' ? doing.call.args[1] : entity;
	const isBy = /By|^(?:update|delete|softDelete|count|increment|decrement)/u.test(doing.verb);
	const where = isBy ? options : (entryOf(options, 'where') ?? (options === undefined || options.is === 'object' ? undefined : options));
	const {keys, unknown} = keysOf(where?.is === 'object' ? where : undefined);
	const take = entryOf(options, 'take') ?? entryOf(options, 'limit');
	return seen('typeorm', operation, table, {
		filters: keys,
		filtersUnknown: unknown || (where !== undefined && where.is !== 'object'),
		limit:
			take === undefined && options !== undefined && options.is !== 'object' && !isBy
				? 'unknown'
				: limitOf(take, doing.call, scope, ground),
		bounded: doing.verb === 'findByIds' || picksKeys(where) || inIds(where, scope),
		includes: entryOf(options, 'relations') === undefined ? [] : ['relations'],
		values: operation === 'update' || operation === 'upsert' ? entriesOf(doing.call.args.at(-1)) : [],
	});
};

const inIds = (where: Value | undefined, scope: FileScope): boolean =>
	entriesOf(where).some(
		({key, value}) => /^id$|Id$/u.test(key) && value.is === 'call' && lastOf(scope.code.calls[value.call]?.to ?? '') === 'In',
	);

function builder(chain: Chain, table: string, scope: FileScope, ground: Parameters<DataReader>[2]): DataSeen | undefined {
	const end = chain.links.map(({verb}) => builtEnds.get(verb)).find(operation => operation !== undefined);
	const change = chain.links.find(({verb}) => /^(?:insert|update|delete|softDelete)$/u.test(verb));
	const operation = end ?? (change === undefined ? undefined : (verbs.get(change.verb) ?? 'update'));
	if (operation === undefined) return undefined;
	const limit = linked(chain, 'take', 'limit');
	const from = change === undefined ? undefined : nameOf(change.call.args[0]) || nameOf(linked(chain, 'from', 'into')?.args[0]);
	return seen('typeorm', operation, from === undefined || from === '' ? table : from, {
		filters: chain.links.filter(({verb}) => /^(?:where|andWhere)$/u.test(verb)).map(({call}) => columnIn(textOf(call.args[0]) ?? '')),
		limit: limit === undefined ? 'none' : limitOf(limit.args[0], limit, scope, ground),
		bounded: linked(chain, 'groupBy', 'whereInIds') !== undefined,
		includes: chain.links.filter(({verb}) => /Join/u.test(verb)).map(({call}) => textOf(call.args[0]) ?? ''),
		values: entriesOf(linked(chain, 'set', 'values')?.args[0]),
	});
}

const columnIn = (condition: string): string => /^\s*(?:\w+\.)?(?<column>\w+)/u.exec(condition)?.groups?.column ?? '';

/** The entity of a repository: by its type, by what it is got from, or by its name. */
function tableOf({head, links}: Chain, scope: FileScope): string | undefined {
	const [first] = links;
	if (first?.verb === 'getRepository') return nameOf(first.call.args[0]);
	const own = head.at(-1) ?? '';
	if (first === undefined || own === '') return undefined;
	const type = typeOf(head, first.call.in, scope);
	if (type?.is === 'generic' && /(?:^|\.)(?:Repository|TreeRepository|MongoRepository)$/u.test(type.name)) return nameOf(type);
	const binding = scope.binding(own, first.call.in, first.call.line);
	const made =
		binding?.is === 'variable' && binding.variable.value.is === 'call' ? scope.code.calls[binding.variable.value.call] : undefined;
	if (made !== undefined && lastOf(made.to) === 'getRepository') return nameOf(made.args[0]);
	return isRepository(wordsOf(own)) && !/model$|dao$/iu.test(own) ? wordsOf(own).slice(0, -1).join('_') : undefined;
}

/** The type that a property or a parameter is declared with. */
function typeOf(head: readonly string[], at: number, scope: FileScope): Value | undefined {
	const own = head.at(-1) ?? '';
	if (head[0] !== 'this') {
		const binding = scope.binding(own, at, Number.MAX_SAFE_INTEGER);
		return binding?.is === 'parameter' ? scope.code.functions[binding.of]?.parameters[binding.index]?.type : binding?.variable.type;
	}
	for (const one of scope.code.classes) {
		const built = one.methods.map(index => scope.code.functions[index]).find(method => lastOf(method?.name ?? '') === 'constructor');
		const found = built?.parameters.find(({name}) => name === own)?.type ?? one.fields.find(({name}) => name === own)?.type;
		if (found !== undefined) return found;
	}
	return undefined;
}
