import type {Place} from '../../safe-text.ts';
import type {Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import type {Program} from '../program.ts';
import {isReached} from '../reached.ts';

/** A line on which a right is read from what the person it is about can write, and which of the two it is. */
export type Claimed = Place & {readonly from: 'metadata' | 'request'; readonly name: string; readonly side: FileFact['side']};

const right = 'role|roles|is_?admin|is_?superuser|is_?staff|admin|permissions?|plan|tier|is_?pro|is_?premium';
const onMetadata = new RegExp(`(?:user_?metadata|raw_user_meta_data|unsafe_?metadata)\\.(?:${right})(?:\\.|$)`, 'iu');
const named = new RegExp(`^(?:\\w+\\.){0,3}(?:user_?|x_?user_?|requester_?|current_?)?(?:${right})$`, 'iu');
const refuses = /\b40[13]\b|forbidden|unauthori[sz]ed|permission|access denied|not allowed|not authori[sz]ed|admins? only|HTTP_403|PermissionDenied/iu;
const known = new WeakMap<Program, readonly Claimed[]>();

/** Every place where code of the application takes a person's own word for what they may do. */
export function claimedRights(facts: Facts): readonly Claimed[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const actions = new Map(facts.entryPoints.points.filter(({kind}) => kind === 'action').map(point => [keyOf(point), point]));
	const made = facts.files.flatMap(file => {
		const scope = file.role === 'app' && isReached(file, facts.reached) !== false ? facts.program.scopes.at(file.path) : undefined;
		return scope === undefined ? [] : [...metadataIn(scope, file), ...(file.side === 'client' ? [] : requestIn(scope, file, facts, actions))];
	});
	known.set(facts.program, made);
	return made;
}

const keyOf = ({handler, path, line}: EntryPoint): string => `${handler?.path ?? path}:${handler?.line ?? line}`;

function namesOf(value: Value | undefined, left = 3): readonly string[] {
	if (value === undefined || left === 0) return [];
	if (value.is === 'name') return [value.name];
	if (value.is === 'either') return value.of.flatMap(one => namesOf(one, left - 1));
	return [];
}

function metadataIn({code, path}: FileScope, {side}: FileFact): readonly Claimed[] {
	const at = (name: string | undefined, {line, text}: {readonly line: number; readonly text: string}): readonly Claimed[] =>
		name === undefined ? [] : [{path, line, text, from: 'metadata', name, side}];
	const read = (names: readonly string[]): string | undefined => names.find(name => onMetadata.test(name));
	return [
		...code.variables.flatMap(one => at(read(namesOf(one.value)), one)),
		...code.exits.flatMap(one => at(read([...one.when, ...namesOf(one.value)]), one)),
		...code.calls.flatMap(one => at(read(one.when), one)),
	];
}

/** A refusal whose condition is the caller's own word: `if (req.body.role !== 'admin') return 403`. */
function requestIn(scope: FileScope, file: FileFact, facts: Facts, actions: ReadonlyMap<string, EntryPoint>): readonly Claimed[] {
	const {code, path} = scope;
	const exits = code.exits.filter(one => refuses.test(one.text) && !one.inCatch && one.when.some(name => named.test(name)));
	const calls = code.calls.filter(one => refuses.test(one.text) && one.when.some(name => named.test(name)) && one.result !== 'kept');
	return [...exits, ...calls].flatMap((one): readonly Claimed[] => {
		const name = one.when.find(each => named.test(each) && isCallers(each, one, scope, facts, actions));
		return name === undefined ? [] : [{path, line: one.line, text: one.text, from: 'request', name, side: file.side}];
	});
}

function isCallers(
	name: string,
	{in: at, line}: {readonly in: number; readonly line: number},
	scope: FileScope,
	facts: Facts,
	actions: ReadonlyMap<string, EntryPoint>,
): boolean {
	const [first = ''] = name.split('.');
	const binding = scope.binding(first, at, line);
	const own = binding?.is === 'parameter' ? scope.code.functions[binding.of] : undefined;
	if (own !== undefined && actions.has(`${scope.path}:${own.line}`)) return true;
	if (own !== undefined && !/^(?:req|request|ctx|context|event|c)$/u.test(first)) return false;
	const source = inputsOf(facts).ofName(name, {path: scope.path, in: at, line});
	const given = source.inputs.filter(({by}) => by === 'caller');
	return (
		source.unknown.length === 0 &&
		given.length > 0 &&
		given.length === source.inputs.length &&
		given.every(({from}) => from === 'body' || from === 'query' || from === 'form') &&
		!/(?:^|\.)(?:user|session|auth|locals|state|account)\./u.test(name)
	);
}
