import type {Place} from '../../safe-text.ts';
import type {Call, Code, Exit, Value} from '../code/code.ts';
import {oncePer} from '../code/once-per.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import type {Program} from '../program.ts';
import {isReached} from '../reached.ts';

/** A line on which a right is read from what the person it is about can write, and which of the two it is. */
export type Claimed = Place & {readonly from: 'metadata' | 'request'; readonly name: string; readonly side: FileFact['side']};

const right = 'role|roles|is_?admin|is_?superuser|is_?staff|admin|permissions?|plan|tier|is_?pro|is_?premium';
const onMetadata = new RegExp(`(?:user_?metadata|raw_user_meta_data|unsafe_?metadata)\\.(?:${right})(?:\\.|$)`, 'iu');
/** The person that a call says it is made by, and what they may do: `user.role`. */
const ofCaller = new RegExp(`^(?:user|current_?user|caller|actor|requester|session\\.user)\\.(?:${right})$`, 'iu');
const ofRequest = new RegExp(`^(?:req|request)\\.(?:body|query|headers)\\.(?:x-)?(?:user_?)?(?:${right})$`, 'iu');
const refuses =
	/\b40[13]\b|forbidden|unauthori[sz]ed|permission|access denied|not allowed|not authori[sz]ed|admins? only|HTTP_403|PermissionDenied/iu;
const known = new WeakMap<Program, readonly Claimed[]>();

/** Every place where code of the application takes a person's own word for what they may do. */
export function claimedRights(facts: Facts): readonly Claimed[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const actions = new Set(facts.entryPoints.points.filter(({kind, framework}) => kind === 'action' && framework === 'next.app').map(keyOf));
	const made = facts.files.flatMap(file => {
		const scope = file.role === 'app' && isReached(file, facts.reached) !== false ? facts.program.scopes.at(file.path) : undefined;
		return scope === undefined ? [] : [...metadataIn(scope, file), ...(file.side === 'client' ? [] : requestIn(scope, file, actions))];
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

/** What turns a caller away under a condition. */
const refusalsIn = oncePer((code: Code): readonly (Exit | Call)[] =>
	[...code.exits.filter(({inCatch}) => !inCatch), ...code.calls.filter(({result}) => result !== 'kept')].filter(
		one => one.when.length > 0 && refuses.test(one.text),
	),
);

/** A refusal whose condition is the caller's own word: `if (req.body.role !== 'admin') return 403`, or an action that is handed the user. */
function requestIn({code, path, binding}: FileScope, {side}: FileFact, actions: ReadonlySet<string>): readonly Claimed[] {
	const isHanded = (name: string, {in: at, line}: {readonly in: number; readonly line: number}): boolean => {
		const bound = binding(name.slice(0, name.indexOf('.')), at, line);
		const own = bound?.is === 'parameter' ? code.functions[bound.of] : undefined;
		return own !== undefined && actions.has(`${path}:${own.line}`);
	};
	return refusalsIn(code).flatMap((one): readonly Claimed[] => {
		const name = one.when.find(each => ofRequest.test(each) || (ofCaller.test(each) && isHanded(each, one)));
		return name === undefined ? [] : [{path, line: one.line, text: one.text, from: 'request', name, side}];
	});
}
