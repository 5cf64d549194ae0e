import type {Call} from '../../code/code.ts';
import {lastOf, textOf} from '../../code/code.ts';
import {wordsOf} from '../../guards/words.ts';
import {changing, isDatabase, isRepository} from '../effect-words.ts';
import {isRecord, modelNamed} from '../records.ts';
import type {FileScope, Scopes} from '../scope.ts';
import {chained} from './chained-data.ts';
import type {Told} from './told.ts';

const prismaVerbs: ReadonlySet<string> = new Set(
	'create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany'.split(' '),
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

/** Writing and deleting by verbs that many things have: only on what holds data. */
export function data(call: Call, last: string, parts: readonly string[], scope: FileScope, scopes: Scopes): Told | undefined {
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
	// A piece of an address is replaced in a text: `dbUrl.replace(/^postgres/, 'http')`.
	if (last === 'replace' && call.args.length === 2 && call.args[0]?.is !== 'name' && call.args[1]?.is === 'text') return undefined;
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
