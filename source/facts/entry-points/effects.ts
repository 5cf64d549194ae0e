import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf, textOf} from '../code/code.ts';
import {wordsOf} from '../guards/words.ts';
import {byPackage, bySuffix, changing, isDatabase, isRepository, paidHosts} from './effect-words.ts';
import type {Effect} from './entry-point.ts';
import {isRecord, modelNamed} from './records.ts';
import {targetOf} from './resolve.ts';
import type {FileScope, Scopes, Spot} from './scope.ts';
import {changedBy} from './sql-effect.ts';

type Told = Pick<Effect, 'does' | 'what'>;

const prismaVerbs: ReadonlySet<string> = new Set(
	'create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany'.split(' '),
);
const running: ReadonlySet<string> = new Set(
	'query execute exec run raw unsafe prepare executemany executescript queryRaw executeRaw $executeRaw $executeRawUnsafe $queryRaw $queryRawUnsafe sql text all get'.split(
		' ',
	),
);
const notData =
	/(?:^|\.)(?:cookies?|headers?|searchParams|localStorage|sessionStorage|cache|caches|redis|params|URLSearchParams|formData|form_data|state|store|map|set|queryClient|router|response|res|reply|console|logger|log|Object|Array|Promise|JSON|axios|crypto|hash|hasher|cipher|session)$/iu;
/** A procedure of a database that by its name only asks. */
const reads = /^(?:get|is|has|can|list|search|count|check|find|fetch|match|similar)(?:_|$)/u;
const buildersOfChange: ReadonlyMap<string, Told['does']> = new Map([
	['insertInto', 'writes'],
	['updateTable', 'writes'],
	['mergeInto', 'writes'],
	['replaceInto', 'writes'],
	['deleteFrom', 'deletes'],
]);

/** What a call changes or costs by itself; undefined when it does neither, or that cannot be told. */
export function effectOf(call: Call, scope: FileScope, scopes: Scopes): Effect | undefined {
	const told = toldBy(call, scope, scopes);
	return told === undefined
		? undefined
		: {...told, what: told.what === '[]' ? '' : told.what, path: scope.path, line: call.line, text: call.text};
}

function toldBy(call: Call, scope: FileScope, scopes: Scopes): Told | undefined {
	if (call.to === '') return undefined;
	const last = lastOf(call.to);
	const bare = call.to.replaceAll('()', '');
	const parts = bare.split('.');
	return (
		asked(call, last, parts, scope, scopes) ??
		suffixed(parts, call, scope) ??
		packaged(call, scope, scopes, last) ??
		made(call, last, parts, scope, scopes) ??
		data(call, last, parts, scope, scopes) ??
		statement(call, last, scope)
	);
}

/** Calls that only their arguments tell apart: `messages.create` sends a text, or asks a model. */
function asked(call: Call, last: string, parts: readonly string[], scope: FileScope, scopes: Scopes): Told | undefined {
	if (last === 'fetch' || last === 'post' || last === 'request' || last === 'axios') {
		const spot = {path: scope.path, in: call.in};
		const address = addressOf(call.args[0], spot, scopes) ?? addressOf(entryOf(call.args[0], 'url'), spot, scopes);
		const host = address === undefined ? undefined : paidHosts.find(([one]) => address.includes(one));
		return host === undefined ? undefined : {does: host[1], what: host[2]};
	}
	if ((last === 'create' || last === 'stream') && parts.at(-2) === 'messages') {
		const given = (key: string): boolean => entryOf(call.args[0], key) !== undefined || call.named.some(entry => entry.key === key);
		if (given('model') || given('max_tokens')) return {does: 'asks a model', what: 'anthropic'};
		if (given('to') || given('from_') || given('body')) return {does: 'texts', what: 'twilio'};
	}
	return undefined;
}

const asking: ReadonlySet<string> = new Set('invoke ainvoke stream astream batch abatch'.split(' '));

/** What is done with something that was made before: a message is sent, a chain of calls to a model is run. */
function made(call: Call, last: string, parts: readonly string[], scope: FileScope, scopes: Scopes): Told | undefined {
	const isAsking = asking.has(last);
	if (parts.length !== 2 || (last !== 'send' && !isAsking)) return undefined;
	const target = targetOf(scopes, {is: 'name', name: parts[0] ?? ''}, {path: scope.path, in: call.in});
	const maker =
		target.is === 'value' && target.value.is === 'call' ? scopes.at(target.spot.path)?.code.calls[target.value.call] : undefined;
	if (maker === undefined || target.is !== 'value') return undefined;
	if (!isAsking) {
		const said = maker.to.split('.').concat(last);
		const told = bySuffix.get(said.slice(-2).join('.')) ?? bySuffix.get(said.slice(-3).join('.'));
		return told?.does === 'mails' ? told : undefined;
	}
	const from = scopes.modules.definitionOf(target.spot.path, maker.to, target.spot.in);
	return from.is === 'package' && /^@?langchain/u.test(from.package) ? {does: 'asks a model', what: 'langchain'} : undefined;
}

/** An address as it is written, or as the constant that it is called by says. */
function addressOf(value: Value | undefined, spot: Spot, scopes: Scopes, left = 3): string | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'text') return value.text;
	if (value.is === 'template')
		return [value.text, ...value.holes.slice(0, 3).map(hole => addressOf(hole, spot, scopes, left - 1) ?? '')].join(' ');
	if (value.is === 'either') return value.of.map(one => addressOf(one, spot, scopes, left - 1)).find(one => one !== undefined);
	if (value.is !== 'name') return undefined;
	const target = targetOf(scopes, value, spot);
	return target.is === 'value' ? addressOf(target.value, target.spot, scopes, left - 1) : undefined;
}

function suffixed(parts: readonly string[], call: Call, scope: FileScope): Told | undefined {
	for (let length = Math.min(4, parts.length); length > 0; length--) {
		const found = bySuffix.get(parts.slice(-length).join('.'));
		if (found === undefined) continue;
		if (found.what !== '' || (found.does !== 'writes' && found.does !== 'deletes')) return found;
		return {does: found.does, what: modelOf(parts, call, scope)};
	}
	if (parts.length > 2 && parts[0] === 'stripe' && /^(?:create|update|cancel|capture|confirm|pay|del)$/u.test(parts.at(-1) ?? ''))
		return {does: 'pays', what: 'stripe'};
	return undefined;
}

function packaged(call: Call, scope: FileScope, scopes: Scopes, last: string): Told | undefined {
	if (!packagedNames.has(last)) return undefined;
	const from = scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' ? byPackage.get(`${from.part === '' ? from.package : `${from.package}/${from.part}`}#${last}`) : undefined;
}

const packagedNames: ReadonlySet<string> = new Set([...byPackage.keys()].map(key => key.slice(key.indexOf('#') + 1)));

/** The model or table by the callee, the call that it hangs on, or the first argument. */
function modelOf(parts: readonly string[], call: Call, scope: FileScope): string {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	for (let one = on, steps = 0; one !== undefined && steps < 8; steps++) {
		const name = textOf(one.args[0]);
		if (name !== undefined && /(?:^|\.)(?:from|collection|table|into)$|^(?:knex|db|trx)$/u.test(one.to)) return name;
		one = one.on === undefined ? undefined : scope.code.calls[one.on];
	}
	const before = parts
		.slice(0, -1)
		.filter(part => part !== 'objects' && part !== 'query' && part !== 'filter' && part !== 'this' && part !== 'self');
	const kept = before.at(-1) ?? '';
	const said = wordsOf(kept);
	// What keeps one sort of record is called after it: `cardsRepository`.
	return isRepository(said) ? said.slice(0, -1).join('_') : kept;
}

/** Writing and deleting by verbs that many things have: only on what holds data. */
function data(call: Call, last: string, parts: readonly string[], scope: FileScope, scopes: Scopes): Told | undefined {
	const built = buildersOfChange.get(last);
	if (built !== undefined && parts.length > 1) return {does: built, what: textOf(call.args[0]) ?? ''};
	if (last === 'rpc' && parts.length > 1) {
		const name = textOf(call.args[0]);
		return name === undefined || reads.test(name) ? undefined : {does: 'writes', what: `${name}()`};
	}
	const does = changing(last);
	if (does === undefined || parts.length < 2) return undefined;
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	if (call.to.includes('()')) return chained(call, does, last, parts, on, scope);
	const receiver = parts.slice(0, -1).join('.');
	const own = parts.at(-2) ?? '';
	const said = wordsOf(own);
	const [first] = call.args;
	if (prismaVerbs.has(last) && parts.length > 2 && own !== 'session' && isDatabase(wordsOf(parts.slice(0, -2).join('.'))))
		return {does, what: own};
	if (/^(?:insert|update|delete|merge|replace|patch)$/u.test(last) && isDatabase(said))
		return {does, what: first?.is === 'name' ? lastOf(first.name) : (textOf(first) ?? '')};
	if (
		/^(?:add|add_all|merge|delete)$/u.test(last) &&
		said.some(word => word === 'session' || word === 'db' || word === 'uow') &&
		scope.path.endsWith('.py') &&
		first !== undefined
	)
		return {does, what: modelNamed(first, call, scope)};
	if (last === 'commit' && said.some(word => word === 'session' || word === 'db') && scope.path.endsWith('.py'))
		return {does: 'writes', what: ''};
	if (isRepository(said) && !(last === 'create' && said.at(-1) !== 'model' && said.at(-1) !== 'dao') && last !== 'set' && last !== 'push')
		return {does, what: said.slice(0, -1).join('_')};
	if (notData.test(receiver)) return undefined;
	const record = isRecord(receiver, last, call, scope, scopes);
	return record === undefined ? undefined : {does, what: record};
}

/** `supabase.from('x').insert(…)`, `knex('x').del()`, `Model.objects.filter().delete()`, `collection('x').add(…)`. */
function chained(
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

function chainOf(call: Call, scope: FileScope): readonly Call[] {
	const chain: Call[] = [];
	for (
		let one: Call | undefined = call;
		one !== undefined && chain.length < 20;
		one = one.on === undefined ? undefined : scope.code.calls[one.on]
	)
		chain.push(one);
	return chain;
}

/** SQL as text, given to something that runs it; and statements that are built by functions: `execute(insert(User))`. */
function statement(call: Call, last: string, scope: FileScope): Told | undefined {
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
