import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';

/** Whether a call gives up by itself: told where it is made, by the client's own default, as the client says that it is made with, not at all, or not to be seen. */
export type Deadline = 'set' | 'default' | 'as its client' | 'none' | 'unknown';

/** What is done about an answer that says that it failed: looked at, ignored, thrown by the client itself, or handed to others unseen. */
export type StatusUse = 'checked' | 'ignored' | 'thrown' | 'unknown';

/** A call to another service in code that runs on a server, or a client that is made for many such calls. */
export type Outbound = Place & {
	/** `fetch`, or the package: `axios`, `requests`, `openai`. */
	readonly client: string;
	/** One call, or a client that others are made with (`axios.create`, `new OpenAI`). */
	readonly is: 'call' | 'client';
	readonly call: Call;
	/** In capitals; empty when it cannot be told. */
	readonly method: string;
	readonly url?: Value;
	/** The address as far as it is written, each unknown part `${}`. */
	readonly address?: string;
	/** It goes to the application itself. */
	readonly isOwn: boolean;
	readonly deadline: Deadline;
	readonly status: StatusUse;
};
