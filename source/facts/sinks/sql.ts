import {type Call, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import {placeOf, type Sink, serverFiles} from './sink.ts';
import {statementOf} from './statement.ts';

const running: ReadonlySet<string> = new Set(
	'query execute executemany executescript exec raw unsafe $queryRawUnsafe $executeRawUnsafe queryRawUnsafe executeRawUnsafe $queryRaw $executeRaw prepare run all get each whereRaw orderByRaw havingRaw selectRaw joinRaw fromRaw groupByRaw literal RawSQL text read_sql read_sql_query read_sql_table fetch fetchrow fetchval fetch_all fetch_one where andWhere orWhere orderBy having addSelect sql queryRaw executeRaw fetchall fetchone mogrify stream batch rpc'.split(
		' ',
	),
);
const builders: ReadonlySet<string> = new Set('where andWhere orWhere orderBy having addSelect'.split(' '));
const fragments = /(?:^|\.)(?:text|raw|literal|RawSQL|unsafe|sql)$/u;
const statement =
	/^\s*(?:select\s|insert\s+(?:ignore\s+|or\s+\w+\s+)?into|update\s+\S+\s+set|update\s+\$\{\}|delete\s+from|with\s+\S+\s+as|create\s|alter\s|drop\s|truncate\s|replace\s+into|merge\s+into|call\s|exec\s|grant\s|set\s|show\s|pragma\s|explain\s|copy\s|vacuum|refresh\s|lock\s|\(\s*select\s)|\bselect\b[^;]{1,2000}\bfrom\b|\bwhere\b\s+\S+\s*(?:=|<|>|like|ilike|in\b)|\border\s+by\b|\bdelete\s+from\b|\binsert\s+into\b/iu;
const comparison = /^\s*\w[\w.]*\s*(?:=|<|>|<=|>=|!=|like|ilike)\s*/iu;

/** A fragment that is compared or sorted by: `whereRaw`, `orderByRaw`. */
const isFragment = (last: string, text: string): boolean =>
	/Raw$/u.test(last) || last === 'literal' || (builders.has(last) && comparison.test(text));

/** Sequelize's `literal`, and not that of a schema library. */
function isLiteral(call: Call, scope: FileScope, facts: Facts): boolean {
	if (/(?:^|\.)(?:sequelize|sql|db|orm)\.literal$/iu.test(call.to)) return true;
	const from = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' && /^(?:sequelize|sequelize-typescript|@sequelize\/core|sqlalchemy)$/u.test(from.package);
}

/** What runs all of its argument as a statement. */
const whole: ReadonlySet<string> = new Set(
	'raw unsafe $queryRawUnsafe $executeRawUnsafe queryRawUnsafe executeRawUnsafe query execute executescript exec text read_sql read_sql_query prepare whereRaw orderByRaw'.split(
		' ',
	),
);
const database =
	/(?:^|\.)(?:db|database|pool|client|conn|connection|cursor|cur|c|prisma|sql|knex|sequelize|session|engine|tx|trx|drizzle|pg|mysql|sqlite|pd|supabase|dataSource|queryRunner|manager|em|query|orm)(?:\(\))?\.[$\w]+$/iu;

/** A procedure of the database that runs what it is given: `rpc('exec_sql', {query})`. */
const isProcedure = (call: Call): boolean =>
	call.to.endsWith('.rpc') && call.args[0]?.is === 'text' && /^(?:exec|execute|run|query)_?(?:sql|query|raw)/iu.test(call.args[0].text);

const known = new WeakMap<Program, Map<string, readonly Sink[]>>();

/** Where statements for a database are run that are written as text, in code that runs on a server. */
export function sqlSinksOf(facts: Facts): readonly Sink[] {
	const byFile = known.get(facts.program) ?? new Map<string, readonly Sink[]>();
	known.set(facts.program, byFile);
	return serverFiles(facts).flatMap(({file, scope}) => {
		const before = byFile.get(file.path);
		if (before !== undefined) return before;
		const made = sinksIn(scope, facts);
		byFile.set(file.path, made);
		return made;
	});
}

function sinksIn(scope: FileScope, facts: Facts): readonly Sink[] {
	const given = new Set<number>();
	const found: Sink[] = [];
	for (const call of scope.code.calls) {
		const last = lastOf(call.to);
		if (
			!running.has(last) ||
			(call.to === last && last !== 'text' && last !== 'sql' && last !== 'query' && last !== 'execute' && last !== 'RawSQL')
		)
			continue;
		const [first] = call.args;
		if (first === undefined || first.is === 'function') continue;
		const {text, parts, unread} = statementOf(first, call, scope);
		if ((unread && text === '' && whole.has(last) && database.test(call.to)) || isProcedure(call)) {
			const value = isProcedure(call) ? call.args[1] : first;
			if (value !== undefined && value.is !== 'call')
				found.push({
					...placeOf(scope.path, call),
					name: call.to,
					parts: [{value, at: {path: scope.path, in: call.in, line: call.line}, quoted: false}],
					unread: true,
				});
			continue;
		}
		if (last === 'literal' && !isLiteral(call, scope, facts)) continue;
		if (!statement.test(text) && !isFragment(last, text)) continue;
		if (first.is === 'call') given.add(first.call);
		found.push({...placeOf(scope.path, call), name: call.to, parts, unread: false});
	}
	// `execute(text(…))` is one place and not two.
	return found.filter(sink => !isInner(sink, scope, given));
}

function isInner(sink: Sink, scope: FileScope, given: ReadonlySet<number>): boolean {
	if (!fragments.test(sink.name)) return false;
	return [...given].some(index => {
		const call: Call | undefined = scope.code.calls[index];
		return call !== undefined && call.line === sink.line && call.to === sink.name;
	});
}
