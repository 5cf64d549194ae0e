import type {Place} from '../../safe-text.ts';
import type {Call} from '../code/code.ts';
import {lastOf, moduleLevel} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import type {Program} from '../program.ts';
import {isReached} from '../reached.ts';

/** Where a client of a database is made: a pool, an engine, a connection. */
export type Connection = Place & {
	readonly by: string;
	/** `once`: with its module, or kept for the next time; `each`: for every request; `unknown`: by a function of which it cannot be told how often it runs. */
	readonly made: 'once' | 'each' | 'unknown';
	/** It speaks HTTP, or through a proxy that keeps the connections. */
	readonly pooled: boolean;
	/** It says how many connections there are at most. */
	readonly bounded: boolean;
	/** That number, where it is written out. */
	readonly most?: number;
	/** It is one connection, and no pool of them. */
	readonly single?: true;
};

/** Nest's modules for databases: what is made by `forRoot` is the pool of the whole program. */
const nestModules: readonly string[] = ['@nestjs/typeorm', '@nestjs/mongoose', '@nestjs/sequelize'];
const makers: ReadonlyMap<string, readonly string[]> = new Map([
	['PrismaClient', ['@prisma/client']],
	['Pool', ['pg', '@neondatabase/serverless', 'mysql2']],
	['Client', ['pg', '@neondatabase/serverless']],
	['createPool', ['mysql2', 'mysql', 'mysql2/promise', '@vercel/postgres', 'slonik', 'mariadb']],
	['createConnection', ['mysql2', 'mysql', 'mysql2/promise', 'mongoose', 'typeorm']],
	['connect', ['mongoose', 'psycopg2', 'psycopg', 'asyncpg', 'pymysql', 'mysql', 'MySQLdb', '@planetscale/database']],
	['MongoClient', ['mongodb', 'pymongo']],
	['AsyncIOMotorClient', ['motor']],
	['create_engine', ['sqlalchemy', 'sqlmodel']],
	['create_async_engine', ['sqlalchemy']],
	['Sequelize', ['sequelize', 'sequelize-typescript']],
	['DataSource', ['typeorm']],
	['forRoot', nestModules],
	['forRootAsync', nestModules],
	['postgres', ['postgres']],
	['default', ['postgres', 'knex', 'mongoose', 'pg-promise']],
	['knex', ['knex']],
	['neon', ['@neondatabase/serverless']],
	['createClient', ['@libsql/client', '@supabase/supabase-js', '@vercel/postgres']],
	['createBrowserClient', ['@supabase/ssr']],
	['createServerClient', ['@supabase/ssr']],
	['create_client', ['supabase']],
	['PGVector', ['langchain_postgres', 'langchain_community']],
	['SQLAlchemy', ['flask_sqlalchemy']],
]);
const overHttp = /^(?:@supabase\/.*|supabase|@planetscale\/database|@libsql\/client|@vercel\/postgres)$/u;
const ofThread = /^(?:MongoClient|createClient|SQLAlchemy)$/u;
const keeping = /cached|global|instance|singleton|client|pool|engine|db|conn|prisma|connection|readyState|connected/iu;

/** What a clock asks for by a path: it runs now and then, not for whoever comes. */
const byClock = /(?:^|\/)(?:crons?|maintenance|clean-?up\w*|housekeeping|schedul(?:ed?|er))(?:[/_-]|$)/iu;

const known = new WeakMap<Program, readonly Connection[]>();

/** Every place in the application at which a client of a database is made. */
export function connectionsOf(facts: Facts): readonly Connection[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) === false) return [];
		const scope = facts.program.scopes.at(file.path);
		return scope === undefined ? [] : [...scope.code.calls.flatMap(call => connectionAt(call, scope, facts)), ...clientsByClass(scope)];
	});
	known.set(facts.program, made);
	return made;
}

function connectionAt(call: Call, scope: FileScope, facts: Facts): readonly Connection[] {
	const {path} = scope;
	if (call.to === '' || call.to.includes('()')) return [];
	if (isGenerated(call, scope))
		return [{path, line: call.line, text: call.text, by: 'PrismaClient', made: howOften(call, scope, facts), ...saidIn(call)}];
	const definition = facts.program.scopes.modules.definitionOf(path, call.to, call.in);
	if (definition.is !== 'package') return [];
	// The class is asked to make one itself; a client that connects is the one that was made before.
	if (/(?:^|\.)MongoClient\.connect$/u.test(call.to) && definition.package === 'mongodb')
		return [{path, line: call.line, text: call.text, by: 'MongoClient', made: howOften(call, scope, facts), ...saidIn(call)}];
	const name = definition.name === '*' ? lastOf(call.to) : lastOf(definition.name);
	const called = makers.get(name) ?? makers.get(lastOf(call.to));
	const from = definition.part === '' ? definition.package : `${definition.package}/${definition.part}`;
	if (called === undefined || !(called.includes(definition.package) || called.includes(from))) return [];
	return [
		{
			path,
			line: call.line,
			text: call.text,
			by: name === 'default' || called === nestModules ? definition.package : name,
			made: howOften(call, scope, facts),
			...saidIn(call),
			...(overHttp.test(definition.package) || name === 'neon' ? {pooled: true} : {}),
			...(isSingle(name, definition.package) ? {single: true} : {}),
		},
	];
}

/** `class PrismaService extends PrismaClient` that the framework makes once and hands to whoever asks for it. */
const clientsByClass = ({path, code}: FileScope): readonly Connection[] =>
	code.classes.flatMap(({bases, decorators, line, text}): readonly Connection[] => {
		const extended = bases.some(base => {
			const name = base.is === 'generic' || base.is === 'name' ? base.name : '';
			return name !== '' && code.imports.some(one => one.local === name && one.name === 'PrismaClient');
		});
		const isHanded = decorators.some(
			one => one.is === 'call' && /^(?:Injectable|Service|singleton|Singleton)$/u.test(code.calls[one.call]?.to ?? ''),
		);
		return extended && isHanded ? [{path, line, text, by: 'PrismaClient', made: 'once', pooled: false, bounded: false}] : [];
	});

/** Clients that are one connection each. */
const isSingle = (name: string, from: string): boolean =>
	(name === 'Client' && from === 'pg') ||
	(name === 'createConnection' && /^mysql2?$/u.test(from)) ||
	(name === 'connect' && /^(?:psycopg2?|asyncpg|pymysql|MySQLdb)$/u.test(from));

/** The most connections that it says it opens; SQLAlchemy opens ten more than its pool holds unless told otherwise. */
function mostOf({to, args, named}: Call): number | undefined {
	const entries = [...named, ...args.flatMap(arg => (arg.is === 'object' ? arg.entries : []))];
	const numberOf = (wanted: RegExp): number | undefined => {
		const value = entries.find(({key}) => wanted.test(key))?.value;
		return value?.is === 'literal' && typeof value.value === 'number' ? value.value : undefined;
	};
	const size = numberOf(/^(?:max|connectionLimit|pool_size|max_size|max_connections)$/u);
	if (size === undefined || !/_engine$/u.test(to)) return size;
	return size + (numberOf(/^max_overflow$/u) ?? (entries.some(({key}) => key === 'max_overflow') ? 0 : 10));
}

/** What it is told of its connections. */
const saidIn = (call: Call): Pick<Connection, 'pooled' | 'bounded' | 'most'> => {
	const most = mostOf(call);
	return {...connectionsSaid(call), ...(most === undefined ? {} : {most})};
};

const connectionsSaid = ({args, named}: Call): Pick<Connection, 'pooled' | 'bounded'> => ({
	pooled: JSON.stringify(args).includes('connection_limit') || JSON.stringify(args).includes('pgbouncer'),
	bounded: [...named.map(({key}) => key), ...args.flatMap(arg => (arg.is === 'object' ? arg.entries.map(({key}) => key) : []))].some(key =>
		/^(?:max|connectionLimit|pool_size|max_overflow|poolclass|maxPoolSize|pool|max_size|min|max_connections)$/u.test(key),
	),
});

/** Prisma's client, which is generated into the repository's own folders and may not be kept there. */
const isGenerated = (call: Call, {code}: FileScope): boolean =>
	call.isNew &&
	code.imports.some(
		({local, name, from}) =>
			local === call.to && name === 'PrismaClient' && /^[.@~#$\w].*(?:prisma|generated)/iu.test(from) && from !== '@prisma/client',
	);

/** With the module, for each request, or kept under a name for the next time. */
function howOften(call: Call, scope: FileScope, facts: Facts): Connection['made'] {
	if (call.in === moduleLevel) return 'once';
	const one = scope.code.functions[call.in];
	if (one === undefined) return 'unknown';
	if (isKept(call, scope)) return 'once';
	const points = facts.program
		.pointsOf(scope.path, call.in)
		.filter(({kind, route}) => kind !== 'cron' && kind !== 'queue' && !byClock.test(route));
	if (points.length === 0) return startsWithModule(call.in, scope) || isStarted(call.in, scope, facts) ? 'once' : 'unknown';
	return ofThread.test(lastOf(call.to)) && one.name === '' ? 'unknown' : 'each';
}

/** The function is called, or given to something, by the module itself. */
const startsWithModule = (at: number, scope: FileScope): boolean => {
	const name = scope.code.functions[at]?.name ?? '';
	return scope.givenTo(at)?.in === moduleLevel || (name !== '' && scope.callsIn(moduleLevel).some(({to}) => to === name));
};

/** Another module calls it as it loads, or from a function that it calls itself to start. */
const isStarted = (at: number, scope: FileScope, facts: Facts): boolean => {
	const callers = inputsOf(facts).callersOf(scope.path, at);
	return (
		callers.length > 0 &&
		callers.every(({call, path}) => {
			const there = facts.program.scopes.at(path);
			return call.in === moduleLevel || (there !== undefined && startsWithModule(call.in, there));
		})
	);
};

/** It is made only when there is none, is remembered, or the function that makes it is kept by a decorator. */
function isKept(call: Call, scope: FileScope): boolean {
	const one = scope.code.functions[call.in];
	const decorators = (one?.decorators ?? []).map(value =>
		value.is === 'name' ? value.name : value.is === 'call' ? (scope.code.calls[value.call]?.to ?? '') : '',
	);
	return (
		call.when.some(name => keeping.test(name)) ||
		decorators.some(name => /cache|singleton|lifespan|contextmanager/iu.test(name)) ||
		one?.name.endsWith('__init__') === true ||
		one?.name.endsWith('constructor') === true ||
		scope
			.assignmentsIn(call.in)
			.some(
				({to, line}) =>
					Math.abs(line - call.line) <= 3 &&
					(/^(?:global(?:This)?|self|this|app|server|cached|fastify)\b/u.test(to) || !to.includes('.')) &&
					keeping.test(to),
			) ||
		scope.exitsIn(call.in).some(({line, when}) => line < call.line && when.some(name => keeping.test(name))) ||
		scope.code.functions.some(
			(outer, at) =>
				at !== call.in &&
				outer.line <= call.line &&
				outer.end >= call.end &&
				/cache|memo|once|lazy|singleton/iu.test(scope.givenTo(at)?.to ?? ''),
		)
	);
}
