import type {Place} from '../../safe-text.ts';
import type {Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Reply} from './answers.ts';
import {answersOf} from './answers-of.ts';
import {namesAt} from './at-hand.ts';
import type {ErrorName} from './errors.ts';
import {isGated, isTyped} from './expected.ts';
import {throughHelpers} from './helpers.ts';
import {type Told, toldBy} from './told.ts';

/** An answer that holds an unexpected error. */
export type Leak = Place & {
	readonly told: Told;
	readonly status?: number;
	readonly how: Reply['how'];
	readonly from: ErrorName['from'];
	/** Otherwise it depends on conditions that were not read. */
	readonly isSure: boolean;
};

const known = new WeakMap<Facts['program'], readonly Leak[]>();

/** The answers of server code that hold an error which nobody expected; by file, then line. */
export function leaksOf(facts: Facts): readonly Leak[] {
	const all = known.get(facts.program) ?? leaksIn(facts);
	known.set(facts.program, all);
	if (facts.root === '.') return all;
	const paths = new Set(facts.files.map(({path}) => path));
	return all.filter(({path}) => paths.has(path));
}

function leaksIn(facts: Facts): readonly Leak[] {
	const replies = answersOf(facts);
	const direct = replies.flatMap(reply => {
		const scope = facts.program.scopes.at(reply.path);
		return scope === undefined ? [] : leakOf(reply, reply.value, scope, reply.in, facts);
	});
	return [...direct, ...throughHelpers(replies, facts)].toSorted((one, other) =>
		one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1,
	);
}

function leakOf(reply: Reply, value: Value | undefined, scope: FileScope, at: number, facts: Facts): readonly Leak[] {
	if (isGated(reply.when) || isTyped(reply.when)) return [];
	const found = namesAt(scope, at, reply.line, facts);
	const sure = toldBy(value, {scope, names: found?.names ?? new Map(), facts});
	const kind = sure ?? (found === undefined ? undefined : toldBy(value, {scope, names: found.maybe, facts}));
	if (kind === undefined) return [];
	if (found === undefined && kind !== 'stack') return [];
	const {path, line, text, status, how} = reply;
	if (found?.isOfOthers === true && found.error.from === 'catch' && status !== undefined && status < 500) return [];
	return [
		{
			path,
			line,
			text,
			told: kind,
			how,
			from: found?.error.from ?? 'catch',
			isSure: sure !== undefined && found?.isOfOthers !== true,
			...(status === undefined ? {} : {status}),
		},
	];
}
