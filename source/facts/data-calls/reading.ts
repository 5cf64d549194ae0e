import type {Call, Entry, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import type {SchemaSource} from '../schema/schema.ts';
import type {Chain} from './chains.ts';
import type {DataSeen, RowLimit} from './data-call.ts';

/** What the readers of calls know of the repository. */
export type DataGround = {
	readonly scopes: Scopes;
	/** Whether the repository uses what a stack fact stands for. */
	readonly uses: (...ids: readonly string[]) => boolean;
	/** The names of the models that code describes, in small letters. */
	readonly models: ReadonlyMap<SchemaSource, ReadonlySet<string>>;
};

/** Reads one chain of calls as a call to a database; undefined when it is none. */
export type DataReader = (chain: Chain, scope: FileScope, ground: DataGround) => DataSeen | undefined;

const nothing: Omit<DataSeen, 'client' | 'operation' | 'table'> = {
	filters: [],
	filtersUnknown: false,
	limit: 'none',
	bounded: false,
	includes: [],
	values: [],
};

/** What was seen, with what was not left empty. */
export const seen = (
	client: DataSeen['client'],
	operation: DataSeen['operation'],
	table: string,
	more: Partial<DataSeen> = {},
): DataSeen => ({...nothing, client, operation, table, ...more});

/** Whether code describes a model of this name; true as well where none of that kind is described. */
export function isDescribed(model: string, by: SchemaSource, {models}: DataGround): boolean {
	const described = models.get(by);
	return described === undefined || described.has(model.toLowerCase()) || described.has(model.toLowerCase().replace(/model$/u, ''));
}

/** The call of a chain with one of these names, and its arguments. */
export const linked = (chain: Chain, ...verbs: readonly string[]): Call | undefined =>
	chain.links.find(({verb}) => verbs.includes(verb))?.call;

/** What a value is, where it is a name for something that is written out. */
export function written(value: Value | undefined, call: Call, scope: FileScope, ground: DataGround): Value | undefined {
	if (value?.is !== 'name') return value;
	const target = targetOf(ground.scopes, value, {path: scope.path, in: call.in});
	return target.is === 'value' ? target.value : value;
}

/** The limit that a value says. */
export function limitOf(value: Value | undefined, call: Call, scope: FileScope, ground: DataGround): RowLimit {
	if (value === undefined) return 'none';
	const said = written(value, call, scope, ground);
	if (said?.is === 'literal') return typeof said.value === 'number' ? 'fixed' : 'none';
	return 'given';
}

/** The keys of an object of conditions, those under `AND` and `$and` included; `unknown` when not all of it is written out. */
export function keysOf(value: Value | undefined, left = 4): {readonly keys: readonly string[]; readonly unknown: boolean} {
	if (value === undefined) return {keys: [], unknown: false};
	if (value.is !== 'object' || left === 0) return {keys: [], unknown: true};
	const inner = value.entries.map(entry => {
		if (entry.key === '...') return {keys: [], unknown: true};
		if (!/^(?:\$?(?:and|or)|AND|OR)$/u.test(entry.key)) return {keys: [entry.key], unknown: false};
		const all = entry.value.is === 'list' ? entry.value.items : [entry.value];
		const found = all.map(one => keysOf(one, left - 1));
		return {keys: found.flatMap(({keys}) => keys), unknown: found.some(one => one.unknown)};
	});
	return {keys: inner.flatMap(({keys}) => keys), unknown: inner.some(({unknown}) => unknown)};
}

/** Whether a condition only lets rows through that hold one of the values given: `{id: {in: ids}}`. */
export const picksKeys = (value: Value | undefined): boolean =>
	value?.is === 'object' &&
	value.entries.some(({value: one}) => (entryOf(one, 'in') ?? entryOf(one, '$in') ?? entryOf(one, 'hasSome')) !== undefined);

/** The entries of an object, as far as it is written out. */
export const entriesOf = (value: Value | undefined): readonly Entry[] =>
	value?.is === 'object'
		? value.entries
		: value?.is === 'list'
			? value.items.flatMap(item => (item.is === 'object' ? item.entries : []))
			: [];

/** The plain name at the end of a value: the model of `models.User`, `User`. */
export const nameOf = (value: Value | undefined): string =>
	value?.is === 'name' ? lastOf(value.name) : value?.is === 'text' ? value.text : value?.is === 'generic' ? nameOf(value.of[0]) : '';

/** The columns that conditions made by functions name: `and(eq(users.id, id), gt(users.age, 3))`. */
export function comparedIn(value: Value | undefined, scope: FileScope, left = 4): readonly string[] {
	if (value === undefined || left === 0) return [];
	if (value.is === 'either') return value.of.flatMap(one => comparedIn(one, scope, left - 1));
	if (value.is === 'other') return [nameOf(value.of?.[0])].filter(name => name !== '');
	if (value.is !== 'call') return value.is === 'template' ? value.holes.map(nameOf).slice(0, 1) : [];
	const call = scope.code.calls[value.call];
	if (call === undefined) return [];
	if (/^(?:and|or|not|and_|or_|not_)$/u.test(lastOf(call.to))) return call.args.flatMap(one => comparedIn(one, scope, left - 1));
	if (/\.(?:in_|is_|like|ilike|contains|startswith|between|isnot|is_not|any_)$/u.test(call.to)) return [call.to.split('.').at(-2) ?? ''];
	return call.args[0]?.is === 'name' ? [lastOf(call.args[0].name)] : [];
}
