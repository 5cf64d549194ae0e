import type {SafeText} from '../safe-text.ts';

/** What writing would do to one file. Only `create`, `update` and a clean `merge` are ever written. */
export type FileAction = 'create' | 'same' | 'update' | 'merge' | 'conflict' | 'foreign' | 'kept' | 'deleted';

export type PlannedFile = {
	readonly path: string;
	readonly action: FileAction;
	/** The text that would be there afterwards; of a file that is left alone, the text that it would have been given. */
	readonly text: string;
	/** What the template itself says, when `text` is a merge of it with a person's edits. */
	readonly generated?: string;
	/** What is there now; undefined when nothing is. */
	readonly before?: string;
	/** sha256 of what was there when the plan was made; `absent` when nothing was. Writing checks it again. */
	readonly seen: string;
	readonly executable: boolean;
	/** Why this action, in one sentence. */
	readonly because: SafeText;
};

/** The file changes that a template would make, before any is made. */
export type Plan = {
	readonly template: string;
	readonly version: number;
	readonly title: string;
	readonly files: readonly PlannedFile[];
	/** Checks that this closes by itself. */
	readonly closes: readonly string[];
	/** Checks that stay open because a person still owes something, and what. */
	readonly prepares: readonly {readonly check: string; readonly owes: string}[];
	/** Which validator looked at the rendered files, and what it said. */
	readonly validated: readonly {readonly path: string; readonly by: string; readonly problem?: SafeText}[];
	/** What to do after writing, in one line each. */
	readonly after: readonly string[];
};
