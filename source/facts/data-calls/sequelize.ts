import {entryOf} from '../code/code.ts';
import {isRecord} from '../entry-points/records.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, isDescribed, keysOf, limitOf, picksKeys, seen, written} from './reading.ts';

const verbs: ReadonlyMap<string, DataOperation> = new Map([
	['findAll', 'read many'],
	['findAndCountAll', 'read many'],
	['findOne', 'read one'],
	['findByPk', 'read one'],
	['findOrCreate', 'upsert'],
	['findCreateFind', 'upsert'],
	['upsert', 'upsert'],
	['count', 'count'],
	['sum', 'count'],
	['max', 'count'],
	['create', 'insert'],
	['bulkCreate', 'insert'],
	['update', 'update'],
	['increment', 'update'],
	['decrement', 'update'],
	['destroy', 'delete'],
]);
const builtIn = /^(?:Math|Object|Reflect|Number|Date|Promise|Array|JSON|Intl|this|Validators)$/u;
const onlyHere = /^(?:findAll|findAndCountAll|findByPk|findOrCreate|bulkCreate)$/u;

/** `User.findAll({where, limit})`, `user.save()`. */
export const sequelize: DataReader = ({head, links}, scope, ground) => {
	const [first] = links;
	if (first === undefined || head.length === 0 || !ground.uses('orm.sequelize') || builtIn.test(head.join('.'))) return undefined;
	const operation = verbs.get(first.verb);
	const model = head.at(-1) ?? '';
	if (
		operation === undefined ||
		!(/^[A-Z]\w*[a-z]/u.test(model) || onlyHere.test(first.verb) || /[mM]odel$/u.test(model)) ||
		!isDescribed(model, 'sequelize', ground)
	) {
		const record = isRecord(head.join('.'), first.verb, first.call, scope, ground.scopes);
		if (record === undefined) return undefined;
		return seen('sequelize', /^(?:destroy|delete|remove)$/u.test(first.verb) ? 'delete' : 'update', record, {
			filters: ['id'],
			values: entriesOf(first.call.args[0]),
		});
	}
	const {call} = first;
	const isChange = operation === 'update' || operation === 'insert' || operation === 'upsert';
	const options = written(isChange ? call.args[1] : call.args[0], call, scope, ground);
	if (first.verb === 'findByPk') return seen('sequelize', operation, model, {filters: ['id']});
	const isOpen = options !== undefined && (options.is !== 'object' || options.entries.some(({key}) => key === '...'));
	const where = written(entryOf(options, 'where'), call, scope, ground);
	const {keys, unknown} = keysOf(where);
	const limit = entryOf(options, 'limit');
	return seen('sequelize', operation, model, {
		filters: keys,
		filtersUnknown: unknown || isOpen,
		limit: limit === undefined && isOpen ? 'unknown' : limitOf(limit, call, scope, ground),
		bounded: picksKeys(where) || entryOf(options, 'group') !== undefined,
		includes: entryOf(options, 'include') === undefined ? [] : ['include'],
		values: isChange ? entriesOf(written(call.args[0], call, scope, ground)) : [],
	});
};
