import type {CategoryId, Item, Severity} from '../checklists/checklist.ts';
import type {Confidence} from '../probes/probe.ts';
import type {Accepted, Attestation, NotLive} from '../record/decision.ts';
import type {Evidence, SafeText} from '../safe-text.ts';

export const levels = ['Prototype', 'Pilot', 'Production', 'Audit-ready'] as const;
export type Level = (typeof levels)[number];

/** How one check stands in one package: what the probe found and what people said, together. */
export type Standing = {
	readonly item: Item;
	/** The package's folder; `.` for the root and for checks about the repository as a whole. */
	readonly package: string;
	readonly outcome: 'pass' | 'gap' | 'not-applicable' | 'unknown' | 'attested' | 'accepted';
	/** After what the finding and the context raised or lowered. */
	readonly severity: Severity;
	/** Why the severity is not the item's own; empty when it is. */
	readonly raisedBecause: readonly string[];
	readonly confidence: Confidence;
	readonly because: SafeText;
	readonly evidence: readonly Evidence[];
	readonly occurrences: number;
	/** What a person is asked, when the probe could not decide or wants to know more. */
	readonly asks?: SafeText;
	/** Share of the weight that is earned, 0 to 1. */
	readonly credit: number;
	readonly attestation?: Attestation;
	readonly accepted?: Accepted;
	/** Closed in code, not yet true in the world. */
	readonly notLive?: NotLive;
	/** Not-applicable because a person said so, with the reason. */
	readonly saidNotApplicable?: SafeText;
	readonly broke?: true;
};

/** One thing that keeps a category from the next level. */
export type Hold = {
	readonly category: CategoryId;
	readonly check: string;
	readonly package: string;
	readonly level: Level;
	readonly because: string;
};

export type CategoryAssessment = {
	readonly id: CategoryId;
	readonly title: string;
	readonly standings: readonly Standing[];
	/** `undefined` when nothing in the category applies. */
	readonly proven?: Level;
	readonly possible?: Level;
	/** The gaps whose risk somebody would have to accept for what is possible. */
	readonly accepting: readonly Standing[];
	readonly closedPercent: number;
	readonly assessedPercent: number;
	readonly blockers: number;
	readonly toAnswer: number;
	/** What keeps the category below its next proven level. */
	readonly heldBackBy: readonly Hold[];
};

/** One entry of what to do first. */
export type Step = {
	readonly check: string;
	readonly package: string;
	readonly lane: 'gap' | 'question';
	readonly value: number;
	/** `20 × 1 × 0.8 × 1 / 0.5 h = 32` */
	readonly arithmetic: string;
	readonly hours: number;
};

export type Assessment = {
	readonly categories: readonly CategoryAssessment[];
	readonly level: {readonly proven: Level; readonly possible: Level; readonly heldBackBy: readonly Hold[]};
	/** 0 to 100, capped so that it cannot contradict the level. */
	readonly figure: number;
	/** Ordered: today's blockers, then the next gate, then the rest; at most one question in the first three. */
	readonly fixFirst: readonly Step[];
};
