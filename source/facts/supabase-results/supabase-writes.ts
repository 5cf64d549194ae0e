import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, lastOf, moduleLevel, textOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {isWrite} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {giversIn} from '../outbound/around.ts';
import {namesWithin} from '../outbound/status.ts';
import {isReached} from '../reached.ts';

/** A write through Supabase's client for scripts, which hands errors back instead of throwing them. */
export type SupabaseWrite = Place & {
	/** The table, or what else is written: `storage`, `auth`. */
	readonly what: string;
	/** Nobody looks whether it failed. */
	readonly isIgnored: boolean;
};

const changing =
	/(?:\bstorage(?:\(\))?\.from\(\)\.(?:upload|remove|move|copy|update)|\bauth(?:\(\))?\.(?:updateUser|admin\.(?:createUser|updateUserById|deleteUser|inviteUserByEmail)))$/u;
const verbs: ReadonlySet<string> = new Set(
	'increment decrement update insert add create delete remove set save record deduct use consume upsert complete process mark'.split(' '),
);

/** The writes through Supabase in scripts that run; by file, then line. */
export function supabaseWritesOf(facts: Facts): readonly SupabaseWrite[] {
	const {scopes} = facts.program;
	const rows = dataCallsOf(facts)
		.filter(one => one.client === 'supabase' && isWrite(one) && !one.path.endsWith('.py'))
		.flatMap(({path, line, text, table, call}): readonly SupabaseWrite[] => {
			const scope = scopes.at(path);
			return scope === undefined ? [] : [{path, line, text, what: table, isIgnored: isIgnored(call, scope)}];
		});
	const others = facts.files.flatMap((file): readonly SupabaseWrite[] => {
		const {code, path} = file;
		if (
			file.role !== 'app' ||
			code === undefined ||
			file.language === 'py' ||
			!mayName(code, ['.upload', '.remove', '.rpc', '.updateUser', 'User', 'UserById', '.move', '.copy', '.update'])
		)
			return [];
		const scope = isReached(file, facts.reached) === false ? undefined : scopes.at(path);
		if (scope === undefined) return [];
		return code.calls.flatMap((call, at) => {
			const what = writtenBy(call);
			return what === undefined ? [] : [{path, line: call.line, text: call.text, what, isIgnored: isIgnored(at, scope)}];
		});
	});
	return [...rows, ...others].toSorted((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1));
}

function writtenBy(call: Call): string | undefined {
	if (lastOf(call.to) === 'rpc' && wordsOf(call.to).some(word => word === 'supabase' || word === 'admin' || word === 'client')) {
		const name = textOf(call.args[0]);
		return name !== undefined && verbs.has(wordsOf(name)[0] ?? '') ? name : undefined;
	}
	if (!changing.test(call.to)) return undefined;
	return call.to.includes('storage') ? 'storage' : 'auth';
}

/** Whether nobody looks at what the call, with all that hangs on it, gave back. */
function isIgnored(at: number, scope: FileScope): boolean {
	const call = scope.code.calls[at];
	if (call === undefined || call.to.includes('throwOnError')) return false;
	const next = scope.callsIn(call.in).find(one => one.on === at);
	if (next !== undefined) return lastOf(next.to) === 'then' && isThenBlind(next, scope);
	if (lastOf(call.to) === 'then') return isThenBlind(call, scope);
	const end = call;
	if (end.result === 'dropped') return true;
	if (end.result === 'given') return isDroppedTogether(end, scope);
	if (end.result !== 'kept') return false;
	const variable = scope.code.variables.find(one => one.value.is === 'call' && one.value.call === at);
	if (variable === undefined || !end.isAwaited || variable.pattern === 'list') return false;
	if (variable.pattern === 'object')
		return !variable.names.some(
			(name, index) => (variable.keys?.[index] ?? name) === 'error' || (variable.keys?.[index] ?? name) === '...',
		);
	return isReadForDataOnly(variable.names[0] ?? '', scope, variable.in);
}

/** `.then(…)` whose function does not take the error. */
function isThenBlind(call: Call, scope: FileScope): boolean {
	if (call.result !== 'dropped') return false;
	const [given] = call.args;
	if (given === undefined) return true;
	if (given.is !== 'function') return false;
	const [parameter] = scope.code.functions[given.function]?.parameters ?? [];
	return parameter === undefined || (/^\{/u.test(parameter.name) && !parameter.name.includes('error'));
}

/** `await Promise.all([…])` by itself. */
function isDroppedTogether(call: Call, scope: FileScope): boolean {
	const around = giversIn(scope).givenTo(call);
	return around !== undefined && /^Promise\.(?:all|allSettled)$/u.test(around.to) && around.result === 'dropped';
}

function isReadForDataOnly(name: string, scope: FileScope, at: number): boolean {
	let isRead = false;
	for (const here of at === moduleLevel ? [at] : scope.bodyOf(at)) {
		const said = [
			...scope.callsIn(here).flatMap(call => [`${call.to}()`, ...call.when, ...call.args.flatMap(arg => namesWithin(arg))]),
			...scope.exitsIn(here).flatMap(exit => [...exit.when, ...(exit.value === undefined ? [] : namesWithin(exit.value))]),
			...scope.assignmentsIn(here).flatMap(one => namesWithin(one.value)),
			...scope.code.variables.flatMap(one => (one.in === here ? namesWithin(one.value) : [])),
		];
		for (const one of said) {
			if (firstOf(one) !== name) continue;
			if (!/^\w+\.data\b/u.test(one)) return false;
			isRead = true;
		}
	}
	return isRead;
}
