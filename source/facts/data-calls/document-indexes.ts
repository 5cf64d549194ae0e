import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';

/** An index that code tells a collection of documents to have; `table` is empty where it cannot be told whose it is. */
export type DocumentIndex = Place & {readonly table: string; readonly columns: readonly string[]; readonly unique: boolean};

const known = new WeakMap<Program, readonly DocumentIndex[]>();
const making = /^(?:createIndex|createIndexes|ensureIndex|create_index|create_indexes|ensure_index)$/u;

/** The indexes that any file, scripts included, makes by the driver of a document database. */
export function documentIndexesOf(facts: Facts): readonly DocumentIndex[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = facts.files.flatMap(({path, role}): readonly DocumentIndex[] => {
		const scope = role === 'test' ? undefined : facts.program.scopes.at(path);
		return scope === undefined ? [] : scope.code.calls.flatMap(call => (making.test(lastOf(call.to)) ? [indexMadeBy(call, scope)] : []));
	});
	known.set(facts.program, made);
	return made;
}

function indexMadeBy(call: Call, scope: FileScope): DocumentIndex {
	const options = [...call.args.slice(1), ...call.named.map(({key, value}): Value => ({is: 'object', entries: [{key, value, line: 0}]}))];
	const unique = options.some(one => {
		const said = entryOf(one, 'unique');
		return said?.is === 'literal' && said.value === true;
	});
	return {path: scope.path, line: call.line, text: call.text, table: collectionOf(call, scope), columns: columnsOf(call.args[0]), unique};
}

/** `{email: 1}`, `'email'`, `[('email', 1)]`. */
function columnsOf(value: Value | undefined): readonly string[] {
	if (value?.is === 'text') return [value.text];
	if (value?.is === 'object') return value.entries.map(({key}) => key);
	if (value?.is !== 'list') return [];
	return value.items.flatMap(item => (item.is === 'list' ? columnsOf(item.items[0]) : columnsOf(item)));
}

function collectionOf(call: Call, scope: FileScope): string {
	const named = (one: Call | undefined): string | undefined =>
		one !== undefined && /(?:^|\.)(?:collection|get_collection)$/u.test(one.to) ? textOf(one.args[0]) : undefined;
	const before = call.on === undefined ? undefined : named(scope.code.calls[call.on]);
	if (before !== undefined) return before;
	const parts = call.to.split('.').slice(0, -1);
	const binding = parts.length === 1 ? scope.binding(parts[0] ?? '', call.in, call.line) : undefined;
	const held =
		binding?.is === 'variable' && binding.variable.value.is === 'call' ? named(scope.code.calls[binding.variable.value.call]) : undefined;
	const last = parts.at(-1) ?? '';
	return held ?? (last.includes('()') || last.includes('[') ? '' : last);
}
