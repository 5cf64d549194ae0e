import type {Place} from '../../safe-text.ts';
import type {Entry, Value} from '../code/code.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Source} from '../inputs/input.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {nearest} from '../schema/nearest.ts';
import {dataCallsFor, tablesOf} from './handed-out.ts';

/** A row that a sign-up adds, and where its role comes from: the caller, only known values, the code, or it cannot be told. */
export type SignedUp = Place & {readonly role: 'caller' | 'chosen' | 'fixed' | 'unknown'; readonly column?: string};

const signUp = /register|registration|sign-?_?up/iu;
const people: ReadonlySet<string> = new Set([
	'user',
	'users',
	'account',
	'accounts',
	'profile',
	'profiles',
	'member',
	'members',
	'customer',
	'customers',
	'usermodel',
	'auth',
]);
const rights = /^(?:user_?)?(?:roles?)$|^(?:is_?)?(?:admin|superuser|super_?admin)$|^is_?staff$|^permissions$|^user_?type$/iu;
/** Every entry point that people make themselves an account at, guarded ones left out. */
export const signUpsOf = (facts: Facts): readonly EntryPoint[] =>
	facts.entryPoints.points.filter(
		({route, handler, method, guards, kind}) =>
			(signUp.test(route) || signUp.test(handler?.name ?? '')) &&
			method !== 'GET' &&
			kind !== 'webhook' &&
			!guards.some(one => one.kind === 'role'),
	);

/** What has a password signs in, whatever it is called. */
const addsPerson = (call: DataCall, facts: Facts): boolean =>
	(call.operation === 'insert' || call.operation === 'upsert') &&
	(wordsOf(call.table).some(word => people.has(word)) ||
		tablesOf(call, facts).some(({columns}) => columns.some(({name}) => /^(?:hashed_?)?password(?:_?hash)?$/iu.test(name))));

/** The rows that sign-ups add to the tables of people. */
export function signedUp(facts: Facts): readonly SignedUp[] {
	return signUpsOf(facts).flatMap(point => {
		const isValidated = point.guards.some(({kind}) => kind === 'validation');
		return dataCallsFor(point, facts, 2)
			.filter(call => addsPerson(call, facts))
			.map(call => roleIn(call, facts))
			.map((one): SignedUp => (one.role === 'caller' && isValidated ? {...one, role: 'unknown'} : one));
	});
}

function roleIn(call: DataCall, facts: Facts): SignedUp {
	const place = {path: call.path, line: call.line, text: call.text};
	const given = call.values.length > 0 ? call.values : entriesOf(call, facts);
	const role = given.find(({key}) => rights.test(key));
	if (role !== undefined)
		return {
			...place,
			line: role.line,
			role: originOf(inputsOf(facts).of(role.value, {path: call.path, in: call.in, line: call.line})),
			column: role.key,
		};
	const whole = given.find(({key}) => key === '...');
	if (whole !== undefined || given.length === 0) {
		const keyless = whole === undefined ? firstArgument(call, facts) : whole.value.is === 'spread' ? whole.value.of : whole.value;
		const source = keyless === undefined ? undefined : inputsOf(facts).of(keyless, {path: call.path, in: call.in, line: call.line});
		const column = columnOf(call, facts);
		if (
			source !== undefined &&
			column !== undefined &&
			originOf(source) === 'caller' &&
			source.inputs.every(({checks, shape}) => checks.length === 0 && shape === 'any')
		)
			return {...place, role: 'caller', column};
		return {...place, role: 'unknown'};
	}
	return {...place, role: 'fixed'};
}

function firstArgument(call: DataCall, {program}: Facts): Value | undefined {
	const made = program.scopes.at(call.path)?.code.calls[call.call];
	return made?.args[0];
}

/** What is written, where it stands in the call's own argument, or where the row is made that it is given. */
function entriesOf(call: DataCall, facts: Facts): readonly Entry[] {
	const first = firstArgument(call, facts);
	if (first?.is === 'object') {
		const data = first.entries.find(({key}) => key === 'data');
		// `{data: request.body}`: all of it.
		if (data !== undefined) return data.value.is === 'object' ? data.value.entries : [{...data, key: '...'}];
		return first.entries;
	}
	const scope = facts.program.scopes.at(call.path);
	const bound = first?.is === 'name' ? scope?.binding(first.name, call.in, call.line) : undefined;
	const value = first?.is === 'call' ? first : bound?.is === 'variable' ? bound.variable.value : undefined;
	if (value?.is === 'object') return value.entries;
	const made = value?.is === 'call' ? scope?.code.calls[value.call] : undefined;
	if (made === undefined) return [];
	const [given] = made.args;
	if (given?.is === 'object') return given.entries;
	/** `User.model_validate(given, …)`: what is given goes in whole, and cannot be listed. */
	return given === undefined ? made.named : [];
}

const columnOf = (call: DataCall, {schema, packages}: Facts): string | undefined =>
	nearest(
		schema.tables.filter(
			({name, described}) =>
				name.toLowerCase().replace(/s$/u, '') === call.table.toLowerCase().replace(/s$/u, '') || described?.model === call.table,
		),
		call.path,
		packages,
	)[0]?.columns.find(({name}) => rights.test(name))?.name;

function originOf(source: Source): SignedUp['role'] {
	const given = source.inputs.filter(({by}) => by === 'caller');
	if (given.length === 0) return source.unknown.length > 0 ? 'unknown' : 'fixed';
	if (given.some(({checks, shape}) => shape === 'safe' || shape === 'checked' || checks.some(({is}) => is === 'schema' || is === 'chosen')))
		return 'chosen';
	return given.every(({from}) => from === 'body' || from === 'form' || from === 'query' || from === 'request') ? 'caller' : 'unknown';
}
