import type {Place} from '../../safe-text.ts';
import {type Catch, lastOf} from '../code/code.ts';
import {isWrite} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';

/** A write whose failure stays in the function that writes, while its caller says that all went well. */
export type ToldAnyway = Place & {readonly table: string; readonly said: Place};

const nearby = 4;
const keeping = (one: Catch): boolean => !one.rethrows && one.types.every(type => /^(?:Exception|BaseException)$/u.test(lastOf(type)));

/** Where a person is told that something was saved, whether or not it was. */
export function toldAnywayIn(facts: Facts): readonly ToldAnyway[] {
	const files = serverFiles(facts);
	const writes = new Map<string, Map<number, string>>();
	for (const one of dataCallsOf(facts))
		if (isWrite(one)) writes.set(one.path, (writes.get(one.path) ?? new Map<number, string>()).set(one.line, one.table));
	const silent = new Map<string, Place & {readonly table: string}>();
	const names = new Set<string>();
	for (const {scope} of files)
		for (const one of scope.code.catches) {
			const table = keeping(one) && one.in >= 0 ? tableIn(one, scope, writes.get(scope.path)) : undefined;
			const name = scope.code.functions[one.in]?.name ?? '';
			// What gives something back may tell its caller.
			if (table === undefined || name === '' || scope.exitsIn(one.in).length > 0) continue;
			silent.set(`${scope.path} ${one.in}`, {path: scope.path, line: one.line, text: one.text, table});
			names.add(lastOf(name));
		}
	if (silent.size === 0) return [];
	return files.flatMap(({scope}) =>
		scope.code.calls.flatMap((call): readonly ToldAnyway[] => {
			if (call.result !== 'dropped' || !names.has(lastOf(call.to))) return [];
			const target = facts.program.calleeOf(call, scope.path);
			const lost = target.is === 'function' ? silent.get(`${target.path} ${target.function}`) : undefined;
			const said = scope
				.callsIn(call.in)
				.find(
					one =>
						lastOf(one.to) === 'success' && one.line > call.line && one.line - call.end <= nearby && one.when.join() === call.when.join(),
				);
			return lost === undefined || said === undefined ? [] : [{...lost, said: {path: scope.path, line: said.line, text: said.text}}];
		}),
	);
}

const tableIn = (one: Catch, scope: FileScope, rows: ReadonlyMap<number, string> | undefined): string | undefined => {
	const held = scope.callsIn(one.in).find(({line, inTry}) => inTry && line >= one.from && line < one.line && rows?.has(line) === true);
	return held === undefined ? undefined : rows?.get(held.line);
};
