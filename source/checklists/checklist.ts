import * as v from 'valibot';

/** The eight categories of gap, in the order in which they are always shown. */
export const categoryIds = [
	'error-handling',
	'security-hardening',
	'observability',
	'data-integrity',
	'compliance',
	'integration',
	'scalability',
	'operational-readiness',
] as const;
export type CategoryId = (typeof categoryIds)[number];

export const severities = ['blocker', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

const sentence = v.pipe(v.string(), v.trim(), v.minLength(8), v.maxLength(400));
const title = v.pipe(v.string(), v.trim(), v.minLength(8), v.maxLength(90));

const conditionSchema = v.union([v.string(), v.strictObject({fact: v.string(), is: v.union([v.string(), v.number(), v.boolean()])})]);
export const whenSchema = v.strictObject({
	any: v.optional(v.array(conditionSchema)),
	all: v.optional(v.array(conditionSchema)),
	none: v.optional(v.array(conditionSchema)),
});

const exampleSchema = v.strictObject({
	name: v.pipe(v.string(), v.minLength(8)),
	expect: v.picklist(['pass', 'gap', 'not-applicable', 'unknown']),
	/** `path:line` of the first evidence. */
	at: v.optional(v.string()),
	/** A severity that the finding must carry. */
	severity: v.optional(v.picklist(severities)),
	/** The example that the card shows as bad or good. */
	show: v.optional(v.boolean()),
	/** Facts taken as true without being found in the files. */
	given: v.optional(v.array(v.string())),
	/** The package whose answer is meant; the root when absent. */
	package: v.optional(v.string()),
	/** Paths that git does not track; all others are tracked. */
	untracked: v.optional(v.array(v.string())),
	files: v.record(v.string(), v.string()),
});

const itemSchema = v.strictObject({
	id: v.pipe(v.string(), v.regex(/^(?:err|sec|obs|dat|cmp|int|scl|ops)-[a-z0-9-]+$/u)),
	/** The title while it is open: what happens to whom. */
	gap: title,
	/** The title when it passes. */
	good: title,
	/** One of the 33 parts of the categories. */
	part: v.pipe(v.string(), v.minLength(4)),
	severity: v.picklist(severities),
	gate: v.picklist(['pilot', 'production', 'audit', 'none']),
	effort: v.picklist(['minutes', 'hours', 'days']),
	/** Facts that must hold; an unknown fact makes the check unknown, a false one not-applicable. */
	when: v.optional(whenSchema),
	/** Whether it is answered once for the repository or once for each package. */
	per: v.optional(v.picklist(['repository', 'package']), 'repository'),
	kind: v.picklist(['code', 'config', 'file', 'dependency', 'command', 'question']),
	confidence: v.picklist(['high', 'medium', 'hint']),
	/** What it takes to be hurt: `internet` anyone, `account` a login, `failure` of something else, `request` of an auditor or customer. */
	likelihood: v.picklist(['internet', 'account', 'failure', 'request']),
	harm: v.picklist(['credential', 'access', 'payment', 'data', 'availability', 'privacy', 'law', 'insight']),
	reads: v.optional(v.picklist(['files', 'code', 'schema', 'history']), 'files'),
	/** It passes only where most entry points that change something could be followed to what they change. */
	follows: v.optional(v.boolean()),
	/** Checks that make sense only after this one. */
	unlocks: v.optional(v.array(v.string()), []),
	/** Days for which an answer's evidence stays fresh. */
	freshness: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 180),
	/** When the context that a person gave changes the severity, and why. */
	raised: v.optional(
		v.array(
			v.strictObject({
				when: v.union([
					v.strictObject({users: v.array(v.picklist(['me', 'pilot', 'customers', 'public']))}),
					v.strictObject({stakes: v.array(v.picklist(['money', 'sensitive', 'both', 'neither']))}),
				]),
				to: v.picklist(severities),
				because: sentence,
			}),
		),
		[],
	),
	/** What happens to whom, in one or two sentences. */
	why: sentence,
	fix: v.pipe(v.array(v.pipe(v.string(), v.minLength(6), v.maxLength(140))), v.minLength(2), v.maxLength(4)),
	/** How the fix is proven. */
	verify: sentence,
	/** What the probe cannot see. */
	blind: v.optional(sentence),
	question: v.strictObject({
		ask: sentence,
		/** Two examples of what would count as evidence. */
		counts: v.pipe(v.array(v.pipe(v.string(), v.minLength(6))), v.length(2)),
		/** A read-only command or query whose output would be evidence. */
		offer: v.optional(v.string()),
	}),
	template: v.optional(v.string()),
	references: v.array(v.string()),
	examples: v.pipe(v.array(exampleSchema), v.minLength(2)),
});

export const checklistSchema = v.strictObject({
	title,
	question: sentence,
	items: v.pipe(v.array(itemSchema), v.minLength(1)),
});

export type Example = v.InferOutput<typeof exampleSchema>;
export type When = v.InferOutput<typeof whenSchema>;
export type Condition = v.InferOutput<typeof conditionSchema>;
/** One check as its checklist describes it. */
export type Item = v.InferOutput<typeof itemSchema> & {readonly category: CategoryId};
/** The checks of one category. */
export type Checklist = {readonly id: CategoryId; readonly title: string; readonly question: string; readonly items: readonly Item[]};

export const examplesSchema = v.array(exampleSchema);
