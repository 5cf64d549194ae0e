import type {Place} from '../../safe-text.ts';
import {answersOf} from '../answers/answers-of.ts';
import type {Call, Code, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Table} from '../schema/schema.ts';
import {tablesOf} from './handed-out.ts';

/** An answer that is made of rows of people, and whether the row's password or token goes with it: `whole` rows, `trimmed` ones, or it cannot be told. */
export type Shown = Place & {readonly column: string; readonly table: string; readonly is: 'whole' | 'trimmed' | 'unsure'};

const secret = /password|passwd|pwd|hash|totp_?secret|otp_?secret|reset_?token|refresh_?token|recovery/iu;
const notSecret = /_at$|_changed|_sent|expires|hint|enabled|_id$|required|count/iu;
const trims =
	/(?:^|\.)(?:select|omit|pick|toJSON|toObject|plainToInstance|plainToClass|instanceToPlain|serialize\w*|sanitize\w*|exclude|without\w*|only|values|values_list|model_validate|from_orm|dump|dumps|lean|jsonify_\w+|toDto|safe\w*|strip\w*|defer|load_only|transform\w*|marshal\w*|filter\w*|redact\w*|clean\w*)(?:\(\)|$)/u;
const reads: ReadonlySet<DataCall['operation']> = new Set<DataCall['operation']>(['read one', 'read many', 'insert', 'update', 'upsert']);

const columnOf = ({columns}: Table): string | undefined => columns.find(({name}) => secret.test(name) && !notSecret.test(name))?.name;

/** Tables of people whose rows hold a password or a token, and that nothing was seen to leave out when a row is made into an answer. */
function leakyTables(facts: Facts): ReadonlyMap<Table, string> {
	const codes = new Map(facts.files.map(({path, code}) => [path, code]));
	return new Map(
		facts.schema.tables.flatMap(table => {
			const column = columnOf(table);
			const code = column === undefined ? undefined : codes.get(table.described?.path ?? table.path);
			return column === undefined || (code !== undefined && hidesColumns(code)) ? [] : [[table, column] as const];
		}),
	);
}

/** Whether the code that describes a table leaves columns out of what is read or answered. */
const hidesColumns = (code: Code): boolean =>
	code.classes.some(({fields}) =>
		fields.some(field => secret.test(field.name) && (field.decorators.length > 1 || saysHidden(field.value, code.calls))),
	) ||
	code.calls.some(({to}) => /(?:^|\.)(?:ClassSerializerInterceptor|Exclude)$/u.test(to)) ||
	code.functions.some(({name}) => /(?:^|\.)(?:toJSON|to_dict|to_json|serialize|asdict)$/u.test(name)) ||
	code.calls.some(({args, named}) => [...args, ...named.map(({value}) => value)].some(arg => hides(arg)));

const saysHidden = (value: Value | undefined, calls: readonly Call[]): boolean =>
	value?.is === 'call' && (calls[value.call]?.args ?? []).some(arg => hides(arg));

/** `{select: false}`, `{omit: {user: {password: true}}}`, `toJSON` and `transform` of a schema, a scope or a plug-in. */
const hides = (value: Value, left = 4): boolean =>
	value.is === 'object' &&
	left > 0 &&
	value.entries.some(
		({key, value: one}) =>
			/^(?:toJSON|toObject|transform|omit|defaultScope|hidden|private)$/u.test(key) ||
			(key === 'select' && one.is === 'literal' && one.value === false) ||
			(key === 'exclude' && one.is === 'list') ||
			hides(one, left - 1),
	);

/** Answers into which a whole row goes that was read from, or written to, such a table. */
export function credentialsShown(facts: Facts): readonly Shown[] {
	const leaky = leakyTables(facts);
	if (leaky.size === 0) return [];
	const rows = new Map<string, DataCall[]>();
	for (const call of dataCallsOf(facts)) {
		if (!reads.has(call.operation)) continue;
		const key = `${call.in} ${call.path}`;
		rows.set(key, [...(rows.get(key) ?? []), call]);
	}
	return answersOf(facts).flatMap(reply => {
		const scope = facts.program.scopes.at(reply.path);
		if (
			scope === undefined ||
			reply.value === undefined ||
			(reply.status ?? 200) >= 400 ||
			!facts.program.pointsOf(reply.path, reply.in).length
		)
			return [];
		const here = rows.get(`${reply.in} ${reply.path}`) ?? [];
		return wholeIn(reply.value).flatMap((name): readonly Shown[] => {
			const row = here.findLast(call => call.line <= reply.line && holdsRow(name, call, scope));
			const column = row === undefined ? undefined : tablesOf(row, facts).flatMap(table => leaky.get(table) ?? [])[0];
			if (row === undefined || column === undefined) return [];
			return [
				{
					path: reply.path,
					line: reply.line,
					text: reply.text,
					table: row.table,
					column,
					is: shownOf(name, row, scope),
				},
			];
		});
	});
}

/** Names that are answered as they are: `user`, `{user}`, `{data: user}`. */
function wholeIn(value: Value, left = 3): readonly string[] {
	if (left === 0) return [];
	if (value.is === 'name') return value.name.includes('.') ? [] : [value.name];
	if (value.is === 'object') return value.entries.flatMap(({value: one}) => wholeIn(one, left - 1));
	return value.is === 'spread' ? wholeIn(value.of, left - 1) : [];
}

const holdsRow = (name: string, call: DataCall, {code}: FileScope): boolean =>
	code.variables.some(
		one => one.in === call.in && one.line <= call.line && one.line >= call.line - 1 && one.pattern === 'name' && one.names.includes(name),
	);

/** `db.select().from(user)` and `.select('*')` ask for every column there is. */
const isWholeSelect = ({to, args}: Call): boolean =>
	lastOf(to) === 'select' && (args.length === 0 || (args[0]?.is === 'text' && args[0].text.trim() === '*'));

const mostChained = 12;
const leavesOut = /^(?:select|omit|only|values|values_list|exclude|defer|load_only)$/u;
const optionsOfColumns = /^(?:select|omit|attributes|projection|columns|fields)$/u;

/** A call and those that it hangs on, the last first. */
function chainOf(call: Call | undefined, {calls}: FileScope['code']): readonly Call[] {
	const chain: Call[] = [];
	for (let one = call; one !== undefined && chain.length < mostChained; one = one.on === undefined ? undefined : calls[one.on])
		chain.push(one);
	return chain;
}

/** `select: {id: true, passwordHash: true}`, `.select('+password')`: the secret is asked for by its name. */
const asksForSecret = (value: Value, left = 3): boolean =>
	left > 0 &&
	((value.is === 'text' && /\+\s*\w*(?:pass|hash|token|secret)/iu.test(value.text)) ||
		(value.is === 'object' &&
			value.entries.some(
				({key, value: one}) => (secret.test(key) && one.is === 'literal' && one.value === true) || asksForSecret(one, left - 1),
			)));

/** Whether only some of a row's columns are asked for, all of them are, or something on the way may leave some out. */
function columnsOf(row: DataCall, {code}: FileScope): Shown['is'] {
	const chain = chainOf(code.calls[row.call], code);
	if (chain.length === 0) return 'unsure';
	const given = chain.flatMap(({args, named}) => [...args, ...named.map(({value}) => value)]);
	if (given.some(value => asksForSecret(value))) return 'unsure';
	if (chain.some(one => leavesOut.test(lastOf(one.to)) && !isWholeSelect(one))) return 'trimmed';
	if (given.some(value => value.is === 'object' && value.entries.some(({key}) => optionsOfColumns.test(key)))) return 'trimmed';
	if (chain.some(one => trims.test(lastOf(one.to)) && !isWholeSelect(one))) return 'unsure';
	const [, projection] = chain.at(-1)?.args ?? [];
	if (projection === undefined || (row.client !== 'mongoose' && row.client !== 'mongo')) return 'whole';
	return projection.is === 'text' && projection.text.split(' ').every(word => word.startsWith('-') || !secret.test(word))
		? 'trimmed'
		: 'unsure';
}

function shownOf(name: string, row: DataCall, scope: FileScope): Shown['is'] {
	const {code, callsIn} = scope;
	const asked = columnsOf(row, scope);
	if (asked !== 'whole') return asked;
	if (code.assignments.some(one => one.in === row.in && one.to.startsWith(`${name}.`) && secret.test(one.to))) return 'trimmed';
	const calls = callsIn(row.in);
	if (
		calls.some(
			one => one.to === 'delete' && one.args.some(arg => arg.is === 'name' && arg.name.startsWith(`${name}.`) && secret.test(arg.name)),
		)
	)
		return 'trimmed';
	return calls.some(one => trims.test(lastOf(one.to)) && !isWholeSelect(one)) ? 'unsure' : 'whole';
}

/** Reads of people's whole rows that are handed on, to what may answer with them. */
export function credentialsHandedOn(facts: Facts): readonly DataCall[] {
	const leaky = leakyTables(facts);
	return dataCallsOf(facts).filter(call => {
		const scope = facts.program.scopes.at(call.path);
		return (
			scope !== undefined &&
			(call.operation === 'read one' || call.operation === 'read many') &&
			(call.result === 'returned' || call.result === 'given') &&
			tablesOf(call, facts).some(table => leaky.has(table)) &&
			columnsOf(call, scope) !== 'trimmed'
		);
	});
}
