import type {Place} from '../../safe-text.ts';
import type {Role} from '../role.ts';
import type {Stage} from './stage.ts';

/** A command that something runs. Its place is where it is written. */
export type Command = Place & {
	/** As written, on one line. */
	readonly command: string;
	readonly where: 'script' | 'ci' | 'image' | 'platform' | 'shell' | 'make' | 'compose';
	/** Of the script, the target, the process, the service, the CI step, or the field or instruction that holds it. */
	readonly name?: string;
	readonly stage: Stage;
	/** The role of its file. */
	readonly role: Role;
	/** Where it runs, relative to the root; `.` for the root or when it cannot be told. */
	readonly folder: string;
	/** The job, for a CI step. */
	readonly job?: string;
	/** `exec` for `["node", "app.js"]` in an image or a compose file: no shell between. */
	readonly form?: 'exec' | 'shell';
	/** For a command of an image: it stands in the stage that is shipped. */
	readonly final?: boolean;
};

/** A command as the reader of one kind of file finds it. */
export type ReadCommand = Omit<Command, 'path' | 'text' | 'role'>;
