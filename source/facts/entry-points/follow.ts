import type {Value} from '../code/code.ts';
import {nothingFound, type Walked} from '../guards/found.ts';
import {type Origins, originsIn} from '../guards/origins.ts';
import {rejectionsIn} from '../guards/rejection.ts';
import type {Said} from '../guards/said.ts';
import {calleesIn} from './callees.ts';
import type {Scopes, Spot} from './scope.ts';
import {bodyOf} from './walk/body.ts';
import {ofValue} from './walk/value.ts';
import type {Walk} from './walk/walk.ts';

/** How many calls are followed from an entry point. */
export const mostCalls = 3;

/** A function by its place in its file's list; `moduleLevel` for the module's own body. */
export type FunctionAt = {readonly path: string; readonly function: number};

/** Follows values to what they do. */
export type Follower = {
	readonly value: (value: Value, spot: Spot, left: number, as: 'handler' | 'step') => Walked;
	/** What a handler does, and the functions that it is: with those that wrap it, or the methods of its class. */
	readonly handler: (value: Value, spot: Spot) => {readonly walked: Walked; readonly functions: readonly FunctionAt[]};
	readonly origins: Origins;
};

/** Makes the follower for one repository, and what people said of its functions; each function is looked into once for each distance. */
export function followerOf(scopes: Scopes, said?: Said): Follower {
	const walked = new Map<string, Walked>();
	let depth = 0;
	let entered: FunctionAt[] = [];
	const walk: Walk = {
		scopes,
		said,
		origins: originsIn(scopes, said),
		rejections: rejectionsIn(scopes),
		callee: calleesIn(scopes),
		ofFunction: (path, at, left) => {
			if (depth === 0) entered.push({path, function: at});
			const key = `${path}:${at}:${left}`;
			const before = walked.get(key);
			if (before !== undefined) return before;
			walked.set(key, nothingFound);
			const scope = scopes.at(path);
			const one = scope?.code.functions[at];
			depth++;
			const made = scope === undefined || one === undefined ? nothingFound : bodyOf(walk, scope, one, at, left);
			depth--;
			walked.set(key, made);
			return made;
		},
		ofValue: (value, spot, left, as) => ofValue(walk, value, spot, left, as),
	};
	return {
		value: walk.ofValue,
		handler: (value, spot) => {
			const functions: FunctionAt[] = [];
			entered = functions;
			const found = walk.ofValue(value, spot, mostCalls, 'handler');
			// What is followed afterwards, the steps in front of this handler or another, is none of it.
			entered = [];
			return {walked: found, functions};
		},
		origins: walk.origins,
	};
}
