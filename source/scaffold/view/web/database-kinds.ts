import type {WantedImport} from '../../wiring/edit.ts';

/** What is asked of a database, given the name of what the code keeps: one expression that a failure makes fail. */
export type Kind = {
	/** What the template calls it. */
	readonly id: string;
	/** What makes it, as it is called where it comes from. */
	readonly made: readonly string[];
	/** Where that is imported from. */
	readonly from: RegExp;
	readonly asks: (name: string) => string;
	readonly imports?: readonly WantedImport[];
};

const sqlTag: readonly WantedImport[] = [{name: 'sql', from: {package: 'drizzle-orm'}}];
const queried = (name: string): string => `${name}.query('SELECT 1')`;
const tagged = (name: string): string => `${name}\`SELECT 1\``;
const executed = (name: string): string => `${name}.execute('SELECT 1')`;

/** Clients of JavaScript, the most particular first: what wraps a pool is asked before the pool. */
export const scriptKinds: readonly Kind[] = [
	{id: 'prisma', made: ['PrismaClient'], from: /^@prisma\/client|prisma/u, asks: name => `${name}.$queryRaw\`SELECT 1\``},
	{
		id: 'drizzle',
		made: ['drizzle'],
		from: /^drizzle-orm\/(?:node-postgres|postgres-js|neon-http|neon-serverless|vercel-postgres|pglite|mysql2)/u,
		asks: name => `${name}.execute(sql\`SELECT 1\`)`,
		imports: sqlTag,
	},
	{
		id: 'drizzle-lite',
		made: ['drizzle'],
		from: /^drizzle-orm\/(?:better-sqlite3|libsql|bun-sqlite)/u,
		asks: name => `${name}.run(sql\`SELECT 1\`)`,
		imports: sqlTag,
	},
	{id: 'sequelize', made: ['Sequelize'], from: /^sequelize/u, asks: name => `${name}.authenticate()`},
	{id: 'query', made: ['DataSource'], from: /^typeorm$/u, asks: queried},
	{id: 'knex', made: ['default', 'knex', 'Knex'], from: /^knex$/u, asks: name => `${name}.raw('SELECT 1')`},
	{id: 'query', made: ['Pool'], from: /^(?:pg|@neondatabase\/serverless)$/u, asks: queried},
	{id: 'query', made: ['createPool'], from: /^(?:mysql2\/promise|@vercel\/postgres|mariadb)$/u, asks: queried},
	{id: 'mysql', made: ['createPool'], from: /^mysql2$/u, asks: name => `${name}.promise().query('SELECT 1')`},
	{id: 'sql', made: ['default'], from: /^postgres$/u, asks: tagged},
	{id: 'sql', made: ['neon'], from: /^@neondatabase\/serverless$/u, asks: tagged},
	{id: 'mongo', made: ['MongoClient'], from: /^mongodb$/u, asks: name => `${name}.db().command({ping: 1})`},
	{id: 'execute', made: ['createClient'], from: /^@libsql\/client/u, asks: executed},
	{id: 'prepare', made: ['default'], from: /^better-sqlite3$/u, asks: name => `${name}.prepare('SELECT 1').get()`},
	{id: 'prepare', made: ['DatabaseSync'], from: /^node:sqlite$/u, asks: name => `${name}.prepare('SELECT 1').get()`},
];
