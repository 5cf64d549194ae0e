import type {Call, Value} from '../../code/code.ts';
import {entryOf, lastOf} from '../../code/code.ts';
import type {FileScope} from '../scope.ts';
import {changedBy} from '../sql-effect.ts';
import {chainOf} from './chain.ts';
import type {Told} from './told.ts';

const running: ReadonlySet<string> = new Set(
	'query execute exec run raw unsafe prepare executemany executescript queryRaw executeRaw $executeRaw $executeRawUnsafe $queryRaw $queryRawUnsafe sql text all get'.split(
		' ',
	),
);

/** SQL as text, given to something that runs it; and statements that are built by functions: `execute(insert(User))`. */
export function statement(call: Call, last: string, scope: FileScope): Told | undefined {
	if (!running.has(last)) return undefined;
	const [first] = call.args;
	const value = first?.is === 'object' ? (entryOf(first, 'text') ?? entryOf(first, 'sql')) : first;
	const sql = sqlOf(value, call, scope);
	if (sql !== undefined) return changedBy(sql);
	const inner = value?.is === 'call' ? scope.code.calls[value.call] : undefined;
	const base = inner === undefined ? undefined : chainOf(inner, scope).at(-1);
	const table = base?.args[0];
	if (base === undefined || table?.is !== 'name') return undefined;
	const verb = lastOf(base.to);
	return verb === 'insert' || verb === 'update'
		? {does: 'writes', what: lastOf(table.name)}
		: verb === 'delete'
			? {does: 'deletes', what: lastOf(table.name)}
			: undefined;
}

function sqlOf(value: Value | undefined, call: Call, scope: FileScope, left = 3): string | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'text' || value.is === 'template') return value.text;
	if (value.is === 'call') {
		const inner = scope.code.calls[value.call];
		return inner !== undefined && /(?:^|\.)(?:text|sql|SQL|raw)$/u.test(inner.to)
			? sqlOf(inner.args[0], inner, scope, left - 1)
			: undefined;
	}
	if (value.is !== 'name' || value.name.includes('.')) return undefined;
	const binding = scope.binding(value.name, call.in, call.line);
	return binding?.is === 'variable' ? sqlOf(binding.variable.value, call, scope, left - 1) : undefined;
}
