import type {SafeText} from '../safe-text.ts';
import type {Said} from './store.ts';

/**
 * What writing would do to one file. Only `create`, `update`, a clean `merge` and `edit` are ever written.
 * `edit` wires what is generated into a file of the person's own; `by-hand`: that cannot be done safely, and `because` says what to add where.
 */
export type FileAction = 'create' | 'same' | 'update' | 'merge' | 'edit' | 'by-hand' | 'conflict' | 'foreign' | 'kept' | 'deleted';

const written: ReadonlySet<FileAction> = new Set<FileAction>(['create', 'update', 'merge', 'edit']);

/** Whether a file of a plan changes when the plan is written. */
export const isWritten = ({action}: Pick<PlannedFile, 'action'>): boolean => written.has(action);

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
	/** Generated files that an edit brings in: without them what it wires would not run. */
	readonly needs?: readonly string[];
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
	/** Which validator looked at the rendered files, and what it said. A problem is a mistake of ours; a remark is what a program of the person's says. */
	readonly validated: readonly {readonly path: string; readonly by: string; readonly problem?: SafeText; readonly remark?: SafeText}[];
	/** What to do after writing, in one line each. */
	readonly after: readonly string[];
	/** What a person said to the template's needs: kept with the files, so that a newer template is filled the same way. */
	readonly said?: Said;
};
