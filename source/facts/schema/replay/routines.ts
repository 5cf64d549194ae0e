import type {Place} from '../../../safe-text.ts';
import type {GrantStep, Named, RoutineStep, SchemaStep} from '../step.ts';
import {type Ground, keyOfName, type Live, type LiveRoutine} from './state.ts';

type Called = Named & {readonly takes?: readonly string[]};

const publicRoles = ['anon', 'authenticated', 'service_role'];
const keyOf = (routine: RoutineStep): string =>
	`${routine.kind === 'trigger' ? `on ${routine.table ?? ''}` : routine.kind === 'function' ? `(${(routine.takes ?? []).join()})` : 'view'} ${keyOfName(routine)}`;

/** Makes a function, view or trigger, or puts another in its place, which keeps its callers. */
export function createRoutine(live: Live, routine: RoutineStep, place: Place, ground: Ground): void {
	const key = keyOf(routine);
	const before = live.routines.get(key);
	const schema = routine.schema === '' && ground.isPostgres ? 'public' : routine.schema;
	live.routines.set(key, {
		...routine,
		schema,
		...place,
		package: ground.package,
		callers: before?.callers ?? firstCallers(live, {...routine, schema}, ground),
	});
}

function firstCallers(live: Live, routine: RoutineStep, ground: Ground): ReadonlySet<string> {
	if (routine.kind === 'trigger') return new Set();
	const exposed = ground.isSupabase && routine.schema === 'public' ? publicRoles : [];
	const on = routine.kind === 'function' ? 'function' : 'table';
	return live.later.reduce(
		(callers, {grant}) =>
			grant.on === on && grant.schemas.some(schema => schema === '' || schema === routine.schema) ? changed(callers, grant) : callers,
		new Set([...(on === 'function' ? ['public'] : []), ...exposed]),
	);
}

const rights = new Set(['all', 'execute', 'select']);

function changed(callers: ReadonlySet<string>, grant: GrantStep): Set<string> {
	if (!grant.privileges.some(each => rights.has(each.toLowerCase()))) return new Set(callers);
	return grant.give ? new Set([...callers, ...grant.roles]) : new Set([...callers].filter(role => !grant.roles.includes(role)));
}

const isNamed = (routine: LiveRoutine, named: Called): boolean =>
	routine.name === named.name &&
	(named.schema === '' || named.schema === (routine.schema || 'public')) &&
	(named.takes === undefined || routine.takes === undefined || named.takes.join() === routine.takes.join());

/** The functions that a statement names: one by its types; by its name alone where the types lead to none. */
function named(live: Live, called: Called, kind?: RoutineStep['kind']): readonly (readonly [string, LiveRoutine])[] {
	const isKind = (routine: LiveRoutine): boolean =>
		kind === undefined ? routine.kind !== 'trigger' : kind === 'view' ? routine.kind.endsWith('view') : routine.kind === kind;
	const all = [...live.routines].filter(([, routine]) => isKind(routine));
	const exact = all.filter(([, routine]) => isNamed(routine, called));
	if (exact.length > 0 || called.takes === undefined) return exact;
	const {takes, ...byName} = called;
	const found = all.filter(([, routine]) => isNamed(routine, byName));
	return found.length === 1 && takes.length === found[0]?.[1].takes?.length ? found : [];
}

/** Gives or takes the right to call functions and to read views. */
export function grantOnRoutines(live: Live, grant: GrantStep): void {
	const targets = new Map(
		grant.named.flatMap(each => named(live, each)).filter(([, routine]) => (routine.kind === 'function') === (grant.on === 'function')),
	);
	for (const [key, routine] of live.routines)
		if (
			grant.schemas.includes(routine.schema || 'public') &&
			routine.kind !== 'trigger' &&
			(routine.kind === 'function') === (grant.on === 'function')
		)
			targets.set(key, routine);
	for (const [key, routine] of targets) live.routines.set(key, {...routine, callers: changed(routine.callers, grant)});
}

/** Changes what is named of a function or view. */
export function changeRoutine(live: Live, {routine: called, change}: SchemaStep & {readonly does: 'change routine'}): void {
	for (const [key, routine] of named(live, called)) {
		const after = {
			...routine,
			definer: change.definer ?? routine.definer,
			searchPath: change.searchPath ?? routine.searchPath,
			name: change.rename ?? routine.name,
			schema: change.schema ?? routine.schema,
		};
		live.routines.delete(key);
		live.routines.set(keyOf(after), after);
	}
}

/** Takes a function, view or trigger away. */
export function dropRoutine(live: Live, routine: Called & {readonly kind: RoutineStep['kind']; readonly table?: string}): void {
	for (const [key, {table}] of named(live, routine, routine.kind))
		if (routine.table === undefined || routine.table === table) live.routines.delete(key);
}
