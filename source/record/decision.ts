import type {SafeText} from '../safe-text.ts';

/** What a person said to a check's question. Dates are `YYYY-MM-DD`. */
export type Attestation = {
	readonly check: string;
	readonly package: string;
	/** `yes`: it is so. `no`: it is not, and the gap is open. `someone-else`: somebody else knows. */
	readonly says: 'yes' | 'no' | 'someone-else';
	readonly by: SafeText;
	readonly on: string;
	/** A path, a link, or the hash of pasted output; without it the answer is bare. */
	readonly evidence?: SafeText;
	readonly note?: SafeText;
};

/** A gap that a named person accepts until a date. */
export type Accepted = {
	readonly check: string;
	readonly package: string;
	readonly owner: SafeText;
	readonly reason: SafeText;
	readonly on: string;
	readonly until: string;
};

export type NotApplicable = {
	readonly check: string;
	readonly package: string;
	readonly reason: SafeText;
	readonly by: SafeText;
	readonly on: string;
};

/** A gap that is closed in code but not yet in the world. `confirmed` ends it. */
export type NotLive = {
	readonly check: string;
	readonly package: string;
	/** What must still be done, in one line. */
	readonly until: SafeText;
	readonly on: string;
	readonly confirmed?: {readonly by: SafeText; readonly on: string};
};

export type Decision =
	| ({readonly kind: 'answer'} & Attestation)
	| ({readonly kind: 'accepted'} & Accepted)
	| ({readonly kind: 'not-applicable'} & NotApplicable)
	| ({readonly kind: 'live'} & NotLive);

/** A file of the record that cannot be read. It is left as it is. */
export type BrokenRecord = {readonly path: string; readonly line: number; readonly problem: SafeText};

/** Everything that people decided about a repository. */
export type Decisions = {
	readonly answers: readonly Attestation[];
	readonly accepted: readonly Accepted[];
	readonly notApplicable: readonly NotApplicable[];
	readonly live: readonly NotLive[];
	readonly broken: readonly BrokenRecord[];
};

export const noDecisions: Decisions = {answers: [], accepted: [], notApplicable: [], live: [], broken: []};

/** What a person said about the project as a whole. Every part may be missing: "don't know" is an answer. */
export type Context = {
	readonly users?: 'me' | 'pilot' | 'customers' | 'public';
	readonly stakes?: 'money' | 'sensitive' | 'both' | 'neither';
	/** Hours to spend now. */
	readonly hours?: number;
};
