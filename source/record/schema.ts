import * as v from 'valibot';
import {safeText} from '../safe-text.ts';

const dateForm = /^\d{4}-\d{2}-\d{2}$/u;
const isDay = (date: string): boolean => !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
const date = v.pipe(
	v.string('must be a date such as 2026-01-31'),
	v.regex(dateForm, 'must be a date such as 2026-01-31'),
	v.check(isDay, 'must be a day that exists'),
);
const words = v.pipe(
	v.string('must be text'),
	v.trim(),
	v.minLength(1, 'must not be empty'),
	v.maxLength(400, 'must be at most 400 characters'),
	v.transform(text => safeText(text)),
);
const sha256 = v.pipe(v.string('must be a sha256'), v.regex(/^[0-9a-f]{64}$/u, 'must be a sha256 in hex'));
const evidence = v.union(
	[v.object({path: words, sha256}), v.object({link: words}), v.object({pasted: sha256}), words],
	'must be a path with its sha256, a link, or the sha256 of what was pasted',
);
const about = {check: v.string('must name a check'), package: v.optional(v.string('must name a package'), '.')};

/** What each kind of decision looks like in its file. Keys that are not known are left out. */
export const schemas = {
	answer: v.object({
		...about,
		says: v.picklist(['yes', 'no', 'someone-else'], 'must be yes, no or someone-else'),
		by: words,
		on: date,
		evidence: v.optional(evidence),
		note: v.optional(words),
	}),
	accepted: v.object({...about, owner: words, reason: words, on: date, until: date}),
	'not-applicable': v.object({...about, reason: words, by: words, on: date}),
	live: v.object({...about, until: words, on: date, confirmed: v.optional(v.object({by: words, on: date}))}),
} as const;

export type StoredEvidence = v.InferOutput<typeof evidence>;
