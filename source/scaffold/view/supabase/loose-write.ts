import {type Call, type Code, lastOf, textOf} from '../../../facts/code/code.ts';

/** A write through Supabase that stands by itself in its lines, so that it can be wrapped or prolonged. */
export type LooseWrite = {
	/** Where it begins, when nothing else stands before it there. */
	readonly first?: number;
	readonly last: number;
	/** It is made with tables or functions of the database, whose client can be told to throw. */
	readonly isRows: boolean;
	/** The table, function or bucket. */
	readonly what: string;
};

const changing =
	/\.(?:insert|update|upsert|delete|rpc|upload|remove|move|copy|updateUser|createUser|updateUserById|deleteUser|inviteUserByEmail)$/u;
const starts = /^(?:(?:const|let)\s+\{?[^=]*=\s*)?await\s+[\w$.]+/u;

/** The last call of a chain. */
function endOf(code: Code, at: number): number {
	const next = code.calls.findIndex(one => one.on === at);
	return next === -1 ? at : endOf(code, next);
}

/** The first call of a chain. */
const startOf = (code: Code, call: Call): Call => {
	const before = call.on === undefined ? undefined : code.calls[call.on];
	return before === undefined ? call : startOf(code, before);
};

/** The write at a line, when it is awaited and its result dropped or only taken apart; undefined for anything that cannot be changed line by line. */
export function looseWriteAt(code: Code, line: number): LooseWrite | undefined {
	const found = code.calls.flatMap((call, at) =>
		(call.line === line || startOf(code, call).line === line) && changing.test(call.to) ? [at] : [],
	);
	const [at] = found;
	const end = at === undefined ? undefined : code.calls[endOf(code, at)];
	const write = at === undefined ? undefined : code.calls[at];
	if (found.length !== 1 || write === undefined || end === undefined || !end.isAwaited || lastOf(end.to) === 'then') return undefined;
	if (end.result !== 'dropped' && end.result !== 'kept') return undefined;
	const start = startOf(code, write);
	const kept = code.variables.find(one => one.value.is === 'call' && code.calls[one.value.call] === end);
	if (end.result === 'kept' && kept === undefined) return undefined;
	const isRows = /(?:^|\.)(?:from\(\)|rpc)(?:$|\.)/u.test(write.to) && !/\b(?:storage|auth)\b/u.test(write.to);
	// To be wrapped, its own lines must begin with the waiting: no condition, arrow or other call stands before it.
	const head = [kept, start].find(one => one !== undefined && starts.test(one.text));
	if (end.text.endsWith('}') || (kept === undefined && end.result === 'kept')) return undefined;
	return {...(head === undefined ? {} : {first: head.line}), last: end.end, isRows, what: textOf(start.args[0]) ?? ''};
}
