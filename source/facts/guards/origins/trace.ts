import type {Call, Value} from '../../code/code.ts';
import type {Target} from '../../entry-points/resolve.ts';
import type {Scopes, Spot} from '../../entry-points/scope.ts';
import type {Origin} from '../origin.ts';

/** What every part of following a value back needs: the repository, and the way back to the whole. */
export type Trace = {
	readonly scopes: Scopes;
	/** What a call calls. */
	readonly callee: (call: Call, path: string) => Target;
	readonly ofName: (name: string, spot: Spot, line: number, left: number) => Origin;
	readonly ofValue: (value: Value, spot: Spot, line: number, left: number) => Origin;
	readonly ofCall: (call: Call, path: string, left: number) => Origin;
	/** What a function gives back. */
	readonly resultOf: (target: Target, left: number) => Origin;
};
