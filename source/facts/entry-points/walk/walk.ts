import type {Call, Value} from '../../code/code.ts';
import type {Walked} from '../../guards/found.ts';
import type {Origins} from '../../guards/origins.ts';
import type {Rejections} from '../../guards/rejection.ts';
import type {Said} from '../../guards/said.ts';
import type {Target} from '../resolve.ts';
import type {Scopes, Spot} from '../scope.ts';

/** What every part of following needs: the repository, what was found out about it, and the way back to the whole. */
export type Walk = {
	readonly scopes: Scopes;
	readonly origins: Origins;
	readonly rejections: Rejections;
	/** What people said of functions. */
	readonly said: Said | undefined;
	/** What a call calls. */
	readonly callee: (call: Call, path: string) => Target;
	/** What a function does, and what those that it calls do. */
	readonly ofFunction: (path: string, at: number, left: number) => Walked;
	/** What a value does where it stands as a handler, or in front of one as a step. */
	readonly ofValue: (value: Value, spot: Spot, left: number, as: 'handler' | 'step') => Walked;
};
