import type {Call} from '../code/code.ts';
import type {Router, RouterRef} from './router.ts';
import type {Frame, Known} from './running/known.ts';
import type {Machine} from './running/machine.ts';

/** A call that is being made. */
export type Made = {readonly call: Call; readonly at: number; readonly frame: Frame; readonly machine: Machine};

/** How one framework registers routes in code. */
export type Dialect = {
	readonly framework: string;
	/** The packages whose import makes a file worth running. */
	readonly packages: readonly string[];
	/** What calling something of a package makes, by `package:name` (`express:Router`). */
	readonly makes: ReadonlyMap<string, (made: Made) => Known>;
	/** A method called on a router. */
	readonly on: (ref: RouterRef, method: string, made: Made) => Known;
	/** Whether what is used counts only for what is registered later. */
	readonly inOrder: boolean;
	/** Whether what a mounted router uses also stands before what its parent registers later. */
	readonly leaks: (parent: Router) => boolean;
	/** The types (`Express`) that a parameter has when it surely is a router. */
	readonly types: ReadonlySet<string>;
};
