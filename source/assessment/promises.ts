import type {Level} from './assessment.ts';

/** What each level allows, in words. */
export const promises: Readonly<Record<Level, string>> = {
	Prototype: "Show it; do not put real people's data in it.",
	Pilot: 'Good for a few named users who know that it is a pilot.',
	Production: 'Good for strangers, money and promises.',
	'Audit-ready': 'An outside auditor may look.',
};
