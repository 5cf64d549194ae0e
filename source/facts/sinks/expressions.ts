import {lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {Sink} from './sink.ts';

const executing: ReadonlySet<string> = new Set(['execute', 'exec', 'scalars', 'scalar', 'query']);
const session = /(?:^|[._])session\.(?:exec|execute|scalars?)$/iu;
const builder = /^(?:sqlalchemy|sqlmodel)(?:\.|$)/u;
const driver =
	/^(?:sqlite3|aiosqlite|psycopg2?|psycopg_pool|asyncpg|pymysql|MySQLdb|mysql|aiomysql|pyodbc|duckdb|databases|records|clickhouse_\w+|google)(?:\.|$)/u;

/** `User`, `models.User`, `User.name`: a class, and no text. */
const model = /^(?:\w+\.)?[A-Z]\w*[a-z]\w*(?:\.\w+)?$/u;

/** Python that hands SQLAlchemy something which was made elsewhere: its sessions take expressions and models, and refuse plain text. */
export function takesExpression({path, name, parts: [given]}: Sink, facts: Facts): boolean {
	if (!path.endsWith('.py') || !executing.has(lastOf(name))) return false;
	if (session.test(name)) return true;
	if (lastOf(name) === 'query' && given?.value.is === 'name' && model.test(given.value.name)) return true;
	const imports = facts.program.scopes.at(path)?.code.imports ?? [];
	return imports.some(({from}) => builder.test(from)) && !imports.some(({from}) => driver.test(from));
}
