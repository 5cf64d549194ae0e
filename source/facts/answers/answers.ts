import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';

/** What a piece of server code gives back to its caller. */
export type Reply = Place & {
	/** The function that it stands in. */
	readonly in: number;
	/** An answer in itself, an error that the framework turns into one, or what a handler returns. */
	readonly how: 'answer' | 'thrown' | 'returned';
	/** The status, where it is written; 200 where none is set on an answer. */
	readonly status?: number;
	/** What is sent: the body, the detail, the message. */
	readonly value?: Value;
	/** The call that answers. */
	readonly call?: Call;
	/** What the error is called that is at hand where it stands, and where it came from. */
	readonly error?: {
		readonly name: string;
		readonly from: 'catch' | 'callback' | 'middleware' | 'result';
		readonly types: readonly string[];
	};
	/** The names in the conditions around it. */
	readonly when: readonly string[];
};
