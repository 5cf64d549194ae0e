import type {Severity} from '../checklists/checklist.ts';
import type {Facts} from '../facts/facts.ts';
import type {Evidence, Place, SafeText} from '../safe-text.ts';

export type Confidence = 'high' | 'medium' | 'hint';
type Outcome = 'pass' | 'gap' | 'not-applicable' | 'unknown';

/** What a probe says, in the repository's raw words. `asks` names what a person should be asked besides. */
export type Answer = {
	readonly outcome: Outcome;
	readonly because: string;
	readonly places: readonly Place[];
	/** How often the cause was seen; the number of places when absent. */
	readonly occurrences?: number;
	readonly severity?: Severity;
	readonly confidence?: Confidence;
	readonly asks?: string;
	/** Of a gap: what is asked still when all its places are closed. */
	readonly remains?: string;
};

/** What a probe found, safe to show: at most five places, the worst first. */
export type Finding = {
	readonly outcome: Outcome;
	readonly severity?: Severity;
	readonly confidence: Confidence;
	readonly because: SafeText;
	readonly evidence: readonly Evidence[];
	/** The places of a gap behind those five, for what mends all of them at once. */
	readonly more?: readonly Evidence[];
	readonly occurrences: number;
	readonly asks?: SafeText;
	/** Of a gap: what is asked still when all its places are closed. */
	readonly remains?: SafeText;
	/** The probe broke: a bug of ours, not an answer. */
	readonly broke?: true;
};

/** A probe asks the facts one question. It reads nothing, changes nothing and never catches. */
export type Probe = (facts: Facts) => Answer;

type More = Partial<Pick<Answer, 'occurrences' | 'severity' | 'confidence' | 'asks' | 'remains'>>;

/** The gap is closed, and these places prove it. */
export const pass = (because: string, places: readonly Place[], more: More = {}): Answer => ({outcome: 'pass', because, places, ...more});
/** The gap is open; the worst place first. What is missing may have no place. */
export const gap = (because: string, places: readonly Place[], more: More = {}): Answer => ({outcome: 'gap', because, places, ...more});
/** The repository has nothing that this could be about. */
export const notApplicable = (because: string, places: readonly Place[] = []): Answer => ({outcome: 'not-applicable', because, places});
/** Files cannot decide it: `because` says what was looked at, and the item's question is asked. */
export const unknown = (because: string, places: readonly Place[] = [], more: More = {}): Answer => ({
	outcome: 'unknown',
	because,
	places,
	...more,
});
