import {lastOf} from '../../../facts/code/code.ts';
import {holds, type PlainFacts} from '../../../facts/facts.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {broughtFrom, databasesFor} from './databases.ts';
import {keptIn} from './kept.ts';
import {mongooseQuestion, ping, promisedMongo} from './mongo-questions.ts';
import {callerOf, type Into, offeredFunction, type Question} from './question.ts';
import type {Server} from './servers.ts';
import type {Source} from './sources.ts';

const plainTable = /^[a-z_]\w*$/iu;

/** The question for a file of JavaScript that can import what it asks; undefined when no client was found that it could ask. */
export function scriptQuestion(facts: PlainFacts, sources: readonly Source[], into: Into | undefined): Question | undefined {
	const near = sources.filter(one => into === undefined || one.package === into.package);
	// What is kept as a promise of a client is awaited: the client itself is not connected yet.
	const promised = promisedMongo(near, into);
	const [found] = databasesFor(sources, into);
	if (found !== undefined && !(found.kind.id === 'mongo' && promised !== undefined)) {
		const {kind, name, imports} = found;
		const documents = kind.id === 'prisma' && holds(facts, 'db.mongo') && !holds(facts, 'db.relational');
		const ask = documents ? `() => ${name}.$runCommandRaw({ping: 1})` : `() => ${kind.asks(name)}`;
		return {ask, imports, kind: documents ? 'prisma-documents' : kind.id, handle: name};
	}
	return promised ?? mongooseQuestion(near, into) ?? queryQuestion(near, into) ?? supabaseQuestion(facts, near, into);
}

/** A module that keeps its pool to itself and offers a function that asks it. */
function queryQuestion(sources: readonly Source[], into: Into | undefined): Question | undefined {
	for (const source of sources) {
		if (!source.code.imports.some(({from}) => /^(?:pg|mysql2\/promise|@neondatabase\/serverless)$/u.test(from))) continue;
		const name = callerOf(source, 'query')?.name;
		if (name !== 'query' && name !== 'runQuery' && name !== 'executeQuery') continue;
		const brought = offeredFunction(source, 'query', into, 'queryDatabase');
		if (brought !== undefined)
			return {ask: `() => ${brought.name}('SELECT 1')`, imports: brought.imports, kind: 'function', handle: brought.name};
	}
	return undefined;
}

/** A hosted database behind HTTP: one of its own tables is asked for nothing but whether it can be. */
function supabaseQuestion(facts: PlainFacts, sources: readonly Source[], into: Into | undefined): Question | undefined {
	const known = facts.schema.tables.filter(({schema, name, made}) => schema === 'public' && made !== 'elsewhere' && plainTable.test(name));
	const table = known[0]?.name;
	if (table === undefined) return undefined;
	const asked = (name: string): string => `${name}.from('${table}').select('*').limit(1).throwOnError()`;
	for (const source of sources) {
		if (!source.code.imports.some(({from}) => from === '@supabase/supabase-js')) continue;
		const client = keptIn(source.code).find(({call}) => lastOf(call.to) === 'createClient');
		const brought = client && broughtFrom(source, client.name, into, 'database');
		if (brought !== undefined)
			return {ask: `() => ${asked(brought.name)}`, imports: brought.imports, kind: 'supabase', handle: brought.name, table};
	}
	for (const source of sources) {
		if (callerOf(source, 'createServerClient')?.parameters.length !== 0) continue;
		const brought = offeredFunction(source, 'createServerClient', into, 'createDatabase');
		const ask = `async () => ${asked(`(await ${brought?.name}())`)}`;
		if (brought !== undefined) return {ask, imports: brought.imports, kind: 'supabase-made', handle: brought.name, table};
	}
	return undefined;
}

/** The question for a server of Nest, which is asked for what its modules hold. */
export function nestQuestion(facts: PlainFacts, sources: readonly Source[], server: Server): Question | undefined {
	const near = sources.filter(one => one.package === server.package);
	const calls = (pattern: RegExp): boolean => near.some(({code}) => code.calls.some(({to}) => pattern.test(to)));
	const held = (what: string, asks: string, imports: readonly WantedImport[]): Question => ({
		ask: `() => ${server.name}.get(${what}).${asks}`,
		imports,
		kind: 'nest',
		handle: server.name,
	});
	for (const source of near) {
		const service = source.code.classes.find(({bases}) => bases.some(base => base.is === 'name' && base.name === 'PrismaClient'));
		const brought = service && broughtFrom(source, service.name, server, 'Database');
		if (brought !== undefined) return held(brought.name, '$queryRaw`SELECT 1`', brought.imports);
	}
	if (calls(/^TypeOrmModule\.forRoot/u)) return held('DataSource', "query('SELECT 1')", [{name: 'DataSource', from: {package: 'typeorm'}}]);
	if (calls(/^MongooseModule\.forRoot/u))
		return held('getConnectionToken()', ping, [{name: 'getConnectionToken', from: {package: '@nestjs/mongoose'}}]);
	if (calls(/^SequelizeModule\.forRoot/u))
		return held('Sequelize', 'authenticate()', [{name: 'Sequelize', from: {package: 'sequelize-typescript'}}]);
	return scriptQuestion(facts, sources, server);
}
