import type {Place} from '../../safe-text.ts';
import {answersOf} from '../answers/answers-of.ts';
import type {Call, Value} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Table} from '../schema/schema.ts';
import {isNamed} from './handed-out.ts';

/** An answer that is made of whole rows of people, and whether the row's password or token goes with it. */
export type Shown = Place & {readonly column: string; readonly table: string; readonly is: 'whole' | 'trimmed'};

const secret = /password|passwd|pwd|hash|totp_?secret|otp_?secret|reset_?token|refresh_?token|recovery/iu;
const notSecret = /_at$|_changed|_sent|expires|hint|enabled|_id$|required|count/iu;
const trims =
	/(?:^|\.)(?:select|omit|pick|toJSON|toObject|plainToInstance|plainToClass|instanceToPlain|serialize\w*|sanitize\w*|exclude|without\w*|only|values|values_list|model_validate|from_orm|dump|dumps|lean|jsonify_\w+|toDto|safe\w*|strip\w*|defer|load_only|transform\w*|marshal\w*|filter\w*|redact\w*|clean\w*)(?:\(\)|$)/u;
const reads: ReadonlySet<DataCall['operation']> = new Set<DataCall['operation']>(['read one', 'read many', 'insert', 'update', 'upsert']);

const columnOf = ({columns}: Table): string | undefined => columns.find(({name}) => secret.test(name) && !notSecret.test(name))?.name;

/** Tables of people whose rows hold a password or a token, and that nothing was seen to leave out when a row is made into an answer. */
function leakyTables(facts: Facts): ReadonlyMap<Table, string> {
	const cleaned = new Set<string>();
	for (const {path, code} of facts.files) {
		if (code === undefined) continue;
		const isClean =
			code.classes.some(({fields}) =>
				fields.some(field => secret.test(field.name) && (field.decorators.length > 1 || saysHidden(field.value, code.calls))),
			) ||
			code.calls.some(({to}) => /(?:^|\.)(?:ClassSerializerInterceptor|Exclude)$/u.test(to)) ||
			code.functions.some(({name}) => /(?:^|\.)(?:toJSON|to_dict|to_json|serialize|asdict)$/u.test(name)) ||
			code.calls.some(({args, named}) => [...args, ...named.map(({value}) => value)].some(arg => hides(arg)));
		if (isClean) cleaned.add(path);
	}
	const all = cleaned.size > 0;
	return new Map(
		facts.schema.tables.flatMap(table => {
			const column = columnOf(table);
			const described = table.described?.path ?? table.path;
			return column === undefined || cleaned.has(described) || (all && [...cleaned].some(path => path === described))
				? []
				: [[table, column] as const];
		}),
	);
}

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
	const leaky = [...leakyTables(facts)];
	if (leaky.length === 0) return [];
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
			const found = row === undefined ? undefined : leaky.find(([table]) => isNamed(table, row.table));
			if (row === undefined || found === undefined) return [];
			return [
				{
					path: reply.path,
					line: reply.line,
					text: reply.text,
					table: row.table,
					column: found[1],
					is: isTrimmed(name, row, scope) ? 'trimmed' : 'whole',
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

function isTrimmed(name: string, row: DataCall, {code, callsIn}: FileScope): boolean {
	const call = code.calls[row.call];
	if (call === undefined || trims.test(call.to)) return true;
	if (
		[...call.args, ...call.named.map(entry => entry.value)].some(
			arg => arg.is === 'object' && arg.entries.some(({key}) => /^(?:select|omit|attributes|projection|columns|fields)$/u.test(key)),
		)
	)
		return true;
	if ((row.client === 'mongoose' || row.client === 'mongo') && call.args.length > 1) return true;
	if (code.assignments.some(one => one.in === row.in && one.to.startsWith(`${name}.`) && secret.test(one.to))) return true;
	return callsIn(row.in).some(
		one =>
			trims.test(one.to) ||
			one.args.some(arg => arg.is === 'name' && arg.name.startsWith(`${name}.`) && secret.test(arg.name) && one.to === 'delete'),
	);
}
