import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {isWrite} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import {chainOf} from '../entry-points/effects/chain.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isChecked} from './checked.ts';
import {filledIn, isTable} from './filled.ts';
import {isBehindSchema} from './held.ts';
import type {Input} from './input.ts';
import {inputsOf} from './inputs-of.ts';

/** A write to the database that runs for a caller, and what of the request goes into it. */
export type Stored = Place & {
	/** Inputs that are a whole body, every field that the caller thought of included. */
	readonly whole: readonly Input[];
	/** Fields that nothing looked at before, by hand or by schema. */
	readonly raw: readonly Input[];
	/** Fields behind a schema, a type that is enforced, a conversion or a choice. */
	readonly checked: readonly Input[];
	readonly points: readonly EntryPoint[];
};

const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'action', 'rpc', 'function', 'socket']);

/** Whether another row of that key exists is asked by the database. */
const identifier = /(?:^|[._])(?:id|uuid)s?$|[a-z](?:Id|ID|Uuid)s?$/u;

/** What a request holds that is written to a database, write by write. */
export function storedOf(facts: Facts): readonly Stored[] {
	const found = new Map<string, Stored>();
	for (const one of dataCallsOf(facts)) {
		if (!isWrite(one) || one.operation === 'delete') continue;
		const scope = facts.program.scopes.at(one.path);
		const call = scope?.code.calls[one.call];
		if (scope === undefined || call === undefined) continue;
		const values = chainOf(call, scope).flatMap(link => writtenBy(link));
		add(found, values, call, scope, facts);
	}
	for (const {path} of facts.files) {
		const scope = path.endsWith('.py') ? facts.program.scopes.at(path) : undefined;
		for (const call of scope?.code.calls ?? [])
			if (scope !== undefined && fillsModel(call, scope, facts)) add(found, spreadIn(call), call, scope, facts);
	}
	for (const {path, role, side} of facts.files) {
		const scope = role === 'app' && side !== 'client' ? facts.program.scopes.at(path) : undefined;
		for (const {values, at} of scope === undefined ? [] : filledIn(scope, facts))
			if (scope !== undefined && !found.has(`${path}:${at.line}`)) add(found, values, at, scope, facts);
	}
	return [...found.values()];
}

function add(
	found: Map<string, Stored>,
	values: readonly Value[],
	call: Pick<Call, 'in' | 'line' | 'text'>,
	scope: FileScope,
	facts: Facts,
): void {
	const points = facts.program.pointsOf(scope.path, call.in).filter(({kind}) => asked.has(kind));
	if (points.length === 0 || values.length === 0) return;
	const held = points.filter(isBehindSchema);
	// What stands in front of one way in says nothing of what comes in by another.
	const behind = held.length === points.length;
	// The function that writes looks at what it is given itself, whoever gives it.
	const looks = scope
		.callsIn(call.in)
		.some(one => one.line <= call.line && /^(?:validate|assert|check|parse|safeParse)/u.test(lastOf(one.to)));
	const isEvery = looks && held.length > 0;
	const heldFiles = new Set(held.flatMap(({path, handler}) => [path, handler?.path ?? path]));
	// What a form has been asked about is clean, whichever way it is read afterwards.
	const isAsked = scope
		.callsIn(call.in)
		.some(one => one.line <= call.line && /^(?:is_valid|validate_on_submit|full_clean|validate)$/u.test(lastOf(one.to)));
	const inputs = inputsOf(facts);
	const at = {path: scope.path, in: call.in, line: call.line};
	// What was looked at one by one and then refused together is not told apart here.
	const byHand = scope.exitsIn(call.in).some(
		exit =>
			exit.line < call.line &&
			(exit.when.some(
				one => /valid|errors?$|(?:^|\.)errors?(?:\.|$)/iu.test(one) && !/^(?:auth|user|db|fetch|insert|select)\w*Error$/iu.test(one),
			) ||
				// `if (Object.keys(errors).length > 0) return`
				(exit.when.includes('Object.keys().length') &&
					scope.callsIn(call.in).some(one => one.to === 'Object.keys' && one.line <= exit.line && namesErrors(one.args[0])))),
	);
	const parts = values.map(value => ({value, sent: inputs.of(value, at).inputs.filter(isSent)}));
	// One of several ways to the same value that goes through a check shows that it is checked, where it comes in at the same file.
	const all = parts.flatMap(({value, sent}) => {
		const passed = new Set(sent.filter(isChecked).map(({path}) => path));
		return sent.map(input => ({
			value,
			input,
			isOpen: !behind && !isEvery && !isAsked && !heldFiles.has(input.path) && !passed.has(input.path) && !(looks && passed.size > 0),
		}));
	});
	if (all.length === 0) return;
	found.set(`${scope.path}:${call.line}`, {
		path: scope.path,
		line: call.line,
		text: call.text,
		points,
		whole: all
			.filter(({input, value, isOpen}) => isOpen && input.whole === true && !input.name.endsWith('.text') && takesAll(value))
			.map(({input}) => input),
		raw: all
			.filter(({isOpen, input}) => isOpen && !byHand && input.checks.length === 0 && !identifier.test(input.name))
			.map(({input}) => input),
		checked: all.filter(({isOpen}) => !isOpen).map(({input}) => input),
	});
}

const namesErrors = (value: Value | undefined): boolean => value?.is === 'name' && /errors?$|problems?$|issues$/iu.test(value.name);

const isSent = (input: Input): boolean =>
	input.by === 'caller' && (input.from === 'body' || input.from === 'form' || input.from === 'message');

/** The value is what was sent itself, or is filled from all of it. */
const takesAll = (value: Value): boolean => value.is === 'name' || value.is === 'spread' || value.is === 'call';

/** What a call in the chain of a write is given to write; the conditions of an update are not among it. */
function writtenBy(call: Call): readonly Value[] {
	const last = lastOf(call.to);
	if (/^(?:where|eq|filter|filter_by|match|from|from_|table|select|returning|single|in|get|query|execute)$/u.test(last)) return [];
	const [first, second] = call.args;
	const isPair =
		/^(?:update|updateOne|updateMany|findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|replaceOne|update_one|update_many|replace_one|find_one_and_update|setDoc|updateDoc|save)$/u.test(
			last,
		) &&
		second !== undefined &&
		second.is !== 'function';
	const given = isPair
		? last === 'update' && second.is === 'object' && first?.is === 'object' && second.entries.some(({key}) => key === 'where')
			? first
			: second
		: first;
	return given === undefined || given.is === 'function' ? [] : fieldsOf(given);
}

const holders: ReadonlySet<string> = new Set(['data', 'create', 'update', '$set', '$setOnInsert', '$push', 'values']);
const conditions: ReadonlySet<string> = new Set(['where', 'include', 'select', 'filter']);

/** The values that are written, one by one; a spread stays as it is. */
function fieldsOf(value: Value, left = 3): readonly Value[] {
	if (value.is !== 'object' || left === 0) return value.is === 'list' ? value.items.flatMap(item => fieldsOf(item, left - 1)) : [value];
	return value.entries.flatMap(entry =>
		conditions.has(entry.key)
			? []
			: holders.has(entry.key)
				? fieldsOf(entry.value, left - 1)
				: entry.key === '...'
					? [entry.value]
					: [{is: 'list', items: [entry.value]} as const],
	);
}

/** `User(**data)`: an object of a table that is filled with every key that was sent. */
function fillsModel(call: Call, scope: FileScope, facts: Facts): boolean {
	if (spreadIn(call).length === 0) return false;
	if (call.to === 'setattr') return !isAllowed(call);
	if (/\.objects\.(?:create|update_or_create)$/u.test(call.to)) return true;
	return isTable(call, scope, facts);
}

/** `if key in allowed`: the key is held against a list first; that the row has such a column is no list. */
function isAllowed({args: [, key], when}: Call): boolean {
	return key?.is === 'name' && when.includes(key.name) && when.length > 1 && !when.some(name => /^(?:has|get)attr\b/u.test(name));
}

function spreadIn(call: Call): readonly Value[] {
	if (call.to === 'setattr') return call.args[1]?.is === 'name' ? [call.args[1]] : [];
	return call.named.filter(({key}) => key === '...').map(({value}) => value);
}
