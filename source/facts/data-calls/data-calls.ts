import {effectOf} from '../entry-points/effects.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import {isReached} from '../reached.ts';
import type {SchemaSource} from '../schema/schema.ts';
import {knex, kysely} from './builders.ts';
import {type Chain, chainsIn} from './chains.ts';
import {convex} from './convex.ts';
import type {DataCall, DataSeen} from './data-call.ts';
import {django} from './django.ts';
import {drizzle} from './drizzle.ts';
import {firestore} from './firestore.ts';
import {mongo} from './mongo.ts';
import {prisma} from './prisma.ts';
import {type DataGround, type DataReader, seen} from './reading.ts';
import {sequelize} from './sequelize.ts';
import {sql} from './sql.ts';
import {sqlalchemy} from './sqlalchemy.ts';
import {supabase} from './supabase.ts';
import {transactionOf} from './transactions.ts';
import {typeorm} from './typeorm.ts';

/** Databases that browsers speak to by themselves. */
const inBrowsers: readonly DataReader[] = [supabase, firestore];
/** Every reader, with what must be used for it to find anything. */
const readers: readonly (readonly [ids: readonly string[], read: DataReader])[] = [
	[['orm.prisma'], prisma],
	[['baas.supabase'], supabase],
	[['orm.drizzle'], drizzle],
	[['orm.kysely'], kysely],
	[['orm.knex'], knex],
	[['orm.typeorm'], typeorm],
	[['orm.sequelize'], sequelize],
	[['orm.mongoose', 'db.mongo'], mongo],
	[['orm.sqlalchemy', 'orm.sqlmodel'], sqlalchemy],
	[['orm.django'], django],
	[['baas.firebase'], firestore],
	[['baas.convex'], convex],
	[[], sql],
];
const known = new WeakMap<Program, Map<string, readonly DataCall[]>>();

/** Every call to a database in the application's code, in the files of these facts. */
export function dataCallsOf(facts: Facts): readonly DataCall[] {
	const byRoot = known.get(facts.program) ?? new Map<string, readonly DataCall[]>();
	known.set(facts.program, byRoot);
	const all = byRoot.get(facts.root) ?? dataCallsIn(facts);
	byRoot.set(facts.root, all);
	return all;
}

function dataCallsIn(facts: Facts): readonly DataCall[] {
	const ids = new Set(facts.stack.filter(({value}) => value !== false).map(({id}) => id));
	const ground: DataGround = {
		scopes: facts.program.scopes,
		uses: (...wanted) => wanted.some(id => ids.has(id)),
		models: modelsOf(facts),
	};
	const onServers = readers.flatMap(([wanted, read]) => (wanted.length === 0 || ground.uses(...wanted) ? [read] : []));
	return facts.files.flatMap(file => {
		const runs = file.role === 'app' && isReached(file, facts.reached) !== false;
		if (!runs || (file.side === 'client' && !ground.uses('baas.supabase', 'baas.firebase'))) return [];
		const scope = ground.scopes.at(file.path);
		const own = file.side === 'client' ? inBrowsers : onServers;
		return scope === undefined ? [] : chainsIn(scope).flatMap(chain => callOf(chain, scope, ground, own));
	});
}

/** The names of the models that code describes, in small letters, by what describes them. */
function modelsOf({schema}: Facts): DataGround['models'] {
	const models = new Map<SchemaSource, Set<string>>();
	for (const {source, name, described} of schema.tables) {
		const [by, model] = described === undefined ? [source, name] : [described.source, described.model];
		const group = models.get(by) ?? new Set<string>();
		models.set(by, group.add(model.toLowerCase()));
	}
	return models;
}

function callOf(chain: Chain, scope: FileScope, ground: DataGround, own: readonly DataReader[]): readonly DataCall[] {
	const found = seenIn(chain, scope, ground, own);
	const [first] = chain.links;
	if (found === undefined || first === undefined) return [];
	const calls = chain.links.map(({call}) => call);
	const end = calls.filter(({in: at}) => at === first.call.in).findLast(({isAwaited}) => isAwaited) ?? chain.last.call;
	const on = chain.head[0] ?? first.verb;
	return [
		{
			...found,
			path: scope.path,
			line: first.call.line,
			text: first.call.text,
			in: first.call.in,
			call: chain.last.index,
			on,
			transaction:
				found.client === 'convex' ? 'yes' : transactionOf(first.call, chain.last.index, on, chain.head, scope, found.client !== 'other'),
			inLoop: first.call.inLoop,
			isAwaited: calls.some(({isAwaited}) => isAwaited),
			result: end.result,
			when: end.when,
			inTry: end.inTry,
		},
	];
}

function seenIn(chain: Chain, scope: FileScope, ground: DataGround, own: readonly DataReader[]): DataSeen | undefined {
	for (const read of own) {
		const found = read(chain, scope, ground);
		if (found !== undefined) return found;
	}
	if (own === inBrowsers) return undefined;
	for (const {call} of chain.links) {
		const effect = effectOf(call, scope, ground.scopes);
		if (effect?.does === 'writes') return seen('other', 'update', effect.what, {filtersUnknown: true});
		if (effect?.does === 'deletes') return seen('other', 'delete', effect.what, {filtersUnknown: true});
	}
	return undefined;
}
