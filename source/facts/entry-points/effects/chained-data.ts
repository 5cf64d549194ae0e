import type {Call} from '../../code/code.ts';
import {lastOf, textOf} from '../../code/code.ts';
import type {FileScope} from '../scope.ts';
import {chainOf} from './chain.ts';
import {modelOf} from './model.ts';
import type {Told} from './told.ts';

/** `supabase.from('x').insert(…)`, `knex('x').del()`, `Model.objects.filter().delete()`, `collection('x').add(…)`. */
export function chained(
	call: Call,
	does: Told['does'],
	last: string,
	parts: readonly string[],
	on: Call | undefined,
	scope: FileScope,
): Told | undefined {
	if (parts.includes('storage')) return last === 'remove' ? {does: 'deletes', what: 'storage'} : undefined;
	if (parts.includes('cookies') || parts.includes('headers')) return undefined;
	const onLast = lastOf(on?.to ?? '');
	const table = textOf(on?.args[0]);
	if (onLast === 'from' && table !== undefined && parts[0] !== 'Array' && /^(?:insert|update|upsert|delete)$/u.test(last))
		return {does, what: table};
	if (onLast === 'table' && /^(?:insert|update|upsert|delete)$/u.test(last)) return {does, what: table ?? ''};
	if (/^(?:insert|update|upsert|delete|del|truncate|increment|decrement|merge)$/u.test(last)) {
		const model = modelOf(parts, call, scope);
		const isKnex = chainOf(call, scope).some(one => /^(?:knex|db|trx|tx)$/u.test(one.to) && one.args[0]?.is === 'text');
		if (isKnex) return {does, what: model};
	}
	if (parts.includes('objects') && /^(?:create|update|delete)$/u.test(last)) return {does, what: parts[parts.indexOf('objects') - 1] ?? ''};
	const isPython = scope.path.endsWith('.py');
	const first = chainOf(call, scope).at(-1);
	if (isPython && parts.includes('query') && (last === 'delete' || last === 'update')) {
		const asked = first?.args[0];
		return {does, what: asked?.is === 'name' ? lastOf(asked.name) : (parts[parts.indexOf('query') - 1] ?? '')};
	}
	if (parts.some(part => part === 'collection' || part === 'doc') && /^(?:add|set|update|delete|create)$/u.test(last))
		return {does, what: modelOf(parts, call, scope)};
	if (parts.some(part => part === 'createQueryBuilder') && /^(?:insert|update|delete)$/u.test(last))
		return {does, what: lastOf(call.args[0]?.is === 'name' ? call.args[0].name : '')};
	if (isPython && /(?:^|\.)get_object$/u.test(on?.to ?? '') && (last === 'delete' || last === 'save')) return {does, what: ''};
	return undefined;
}
