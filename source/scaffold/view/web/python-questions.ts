import {type Code, type Func, firstOf, lastOf, moduleLevel} from '../../../facts/code/code.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {broughtFrom} from './databases.ts';
import {keptIn} from './kept.ts';
import type {Source} from './sources.ts';

/** The lines of `ask_database()`, a function that fails when the database does not answer. `waits`: it is to be awaited. */
export type PythonQuestion = {readonly lines: readonly string[]; readonly waits: boolean; readonly imports: readonly WantedImport[]};

type Kind = {
	readonly made: string;
	readonly from: RegExp;
	readonly waits: boolean;
	/** The body, given the client's name and that of the application where there is one. */
	readonly body: (name: string, app: string) => readonly string[];
	readonly sql?: true;
};

const connected = (name: string): readonly string[] => [
	`with ${name}.connect() as connection:`,
	'    connection.execute(text("SELECT 1"))',
];
const text: WantedImport = {name: 'text', from: {package: 'sqlalchemy'}};

const kinds: readonly Kind[] = [
	{
		made: 'SQLAlchemy',
		from: /^flask_sqlalchemy$/u,
		waits: false,
		sql: true,
		body: (name, app) => [`with ${app}.app_context():`, `    ${name}.session.execute(text("SELECT 1"))`],
	},
	{
		made: 'create_async_engine',
		from: /^sqlalchemy\.ext\.asyncio/u,
		waits: true,
		sql: true,
		body: name => [`async with ${name}.connect() as connection:`, '    await connection.execute(text("SELECT 1"))'],
	},
	{made: 'create_engine', from: /^(?:sqlalchemy|sqlmodel)\b/u, waits: false, sql: true, body: connected},
	{
		made: 'ConnectionPool',
		from: /^psycopg_pool$/u,
		waits: false,
		body: name => [`with ${name}.connection() as connection:`, '    connection.execute("SELECT 1")'],
	},
	{made: 'MongoClient', from: /^pymongo\b/u, waits: false, body: name => [`${name}.admin.command("ping")`]},
	{made: 'AsyncIOMotorClient', from: /^motor\b/u, waits: true, body: name => [`await ${name}.admin.command("ping")`]},
];
const drivers = /^(?:psycopg2?|pymysql|MySQLdb|sqlite3|mysql\.connector)$/u;

const isFrom = (code: Code, callee: string, from: RegExp): boolean =>
	code.imports.some(one => one.local === firstOf(callee) && from.test(one.from));

/** The question for a file of Python; `app` is what its server is called there. */
export function pythonQuestion(
	sources: readonly Source[],
	into: Pick<Source, 'path' | 'code' | 'package'>,
	app: string,
): PythonQuestion | undefined {
	const near = sources.filter(one => one.package === into.package && one.path.endsWith('.py'));
	for (const kind of kinds)
		for (const source of near) {
			const client = keptIn(source.code).find(({call}) => lastOf(call.to) === kind.made && isFrom(source.code, call.to, kind.from));
			const brought = client && broughtFrom(source, client.name, into, 'database');
			if (brought === undefined) continue;
			const body = kind.body(brought.name, app).map(line => `    ${line}`);
			return {
				waits: kind.waits,
				imports: [...brought.imports, ...(kind.sql ? [text] : [])],
				lines: [`${kind.waits ? 'async ' : ''}def ask_database():`, ...body],
			};
		}
	return connectingQuestion(near, into);
}

/** A function that opens a new connection each time, as small applications have. */
export function opensDatabase(code: Code, from: RegExp): Func | undefined {
	return code.functions.find((one, at) => {
		if (one.in !== moduleLevel || one.isAsync || one.decorators.length > 0) return false;
		if (one.parameters.some(parameter => parameter.default === undefined)) return false;
		const opened = (call: number): boolean => {
			const to = code.calls[call]?.to ?? '';
			return lastOf(to) === 'connect' && isFrom(code, to, from);
		};
		return code.exits.some(({in: inside, how, value}) => {
			if (inside !== at || how !== 'return' || value === undefined) return false;
			if (value.is === 'call') return opened(value.call);
			const kept = code.variables.find(({names, in: where}) => where === at && value.is === 'name' && names[0] === value.name);
			return kept?.value.is === 'call' && opened(kept.value.call);
		});
	});
}

/** What such a function opens is closed again. */
function connectingQuestion(sources: readonly Source[], into: Pick<Source, 'path' | 'code'>): PythonQuestion | undefined {
	for (const source of sources) {
		const opening = opensDatabase(source.code, drivers);
		const brought = opening && broughtFrom(source, opening.name, into, 'open_database');
		if (brought === undefined) continue;
		return {
			waits: false,
			imports: brought.imports,
			lines: [
				'def ask_database():',
				`    connection = ${brought.name}()`,
				'    try:',
				'        connection.cursor().execute("SELECT 1")',
				'    finally:',
				'        connection.close()',
			],
		};
	}
	return undefined;
}
