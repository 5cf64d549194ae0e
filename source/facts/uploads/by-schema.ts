import {type Call, firstOf, lastOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

const checking: ReadonlySet<string> = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'validate', 'validateSync']);
const large = /\.(?:size|byteLength|length)\b|(?:^|\.)file\(\)\.(?:max|\w+\(\)\.max)$/u;
const kinds = /\.(?:type|mimetype|name)\b|\.mime$/u;

/** What a schema that is asked about a file says of it: its own conditions name its size and its kind. */
export function bySchema(call: Call, scope: FileScope, facts: Facts): {readonly size: boolean; readonly kind: boolean} | undefined {
	if (!checking.has(lastOf(call.to))) return undefined;
	const name = firstOf(call.to);
	const target = targetOf(facts.program.scopes, {is: 'name', name}, {path: scope.path, in: call.in});
	if (target.is !== 'value' || target.value.is !== 'call') return undefined;
	const code = facts.program.scopes.at(target.spot.path)?.code;
	const made = code?.calls[target.value.call];
	if (code === undefined || made === undefined) return undefined;
	const isPart = ({line}: {readonly line: number}): boolean => line >= made.line && line <= made.end;
	const said = [...code.functions.filter(isPart).map(({text}) => text), ...code.calls.filter(isPart).map(({to}) => to)];
	return {size: said.some(one => large.test(one)), kind: said.some(one => kinds.test(one))};
}
