import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type DataGround, type DataReader, written} from './reading.ts';
import {statementSeen} from './sql-statement.ts';

const running =
	/^(?:query|execute|exec|run|raw|unsafe|prepare|executemany|\$?(?:queryRaw|executeRaw)(?:Unsafe)?|sql|all|get|each|fetch|fetchrow|fetchval|fetch_all|fetch_one|one|oneOrNone|any|many|manyOrNone|none)$/u;
const takesOne = /^(?:get|first|fetchone|fetchrow|fetchval|fetch_one|one|oneOrNone|pluck)$/u;

/** Statements as text: `pool.query('select …')`, `db.prepare('…').all()`, `cursor.execute('…')`, `` sql`…` ``. */
export const sql: DataReader = (chain, scope, ground) => {
	for (const {verb, call} of chain.links.slice(0, 3)) {
		if (!running.test(verb)) continue;
		const [first] = call.args;
		const value = first?.is === 'object' ? (entryOf(first, 'text') ?? entryOf(first, 'sql')) : first;
		const text = textIn(value, call, scope, ground);
		const found =
			text === undefined
				? undefined
				: statementSeen(
						text,
						isOne(
							chain.links.map(link => link.verb),
							call,
							scope,
						),
					);
		if (found !== undefined) return found;
	}
	return undefined;
};

/** The statement is asked for one row, here or by the next call on the same cursor. */
function isOne(verbs: readonly string[], call: Call, scope: FileScope): boolean {
	if (verbs.some(verb => takesOne.test(verb))) return true;
	const on = call.to.slice(0, Math.max(0, call.to.lastIndexOf('.')));
	const next = scope
		.callsIn(call.in)
		.find(one => one.line >= call.end && one.to.startsWith(`${on}.`) && /\.fetch(?:one|all|many|val)$/u.test(one.to));
	return next !== undefined && takesOne.test(lastOf(next.to));
}

function textIn(value: Value | undefined, call: Call, scope: FileScope, ground: DataGround, left = 3): string | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'text' || value.is === 'template') return value.text;
	if (value.is === 'call') {
		const inner = scope.code.calls[value.call];
		const isText = inner !== undefined && /(?:^|\.)(?:text|sql|SQL|raw|format)$/u.test(inner.to);
		return isText ? textIn(inner.args[0], inner, scope, ground, left - 1) : undefined;
	}
	const said = value.is === 'name' ? written(value, call, scope, ground) : undefined;
	return said === undefined || said.is === 'name' ? undefined : textIn(said, call, scope, ground, left - 1);
}
