import type {Edit} from '../../wiring/edit.ts';

/** One side of an application that is to send its errors: the file that is made, and what wires it in. */
export type Side = {
	/** The file that is made. */
	readonly made: string;
	/** It is loaded by `require`. */
	readonly commonjs: boolean;
	readonly edits: readonly Edit[];
	/** What a person runs so that the tracker's package is there. */
	readonly install: string;
};
