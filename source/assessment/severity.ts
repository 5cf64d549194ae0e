import {type Item, type Severity, severities} from '../checklists/checklist.ts';
import type {Finding} from '../probes/probe.ts';
import type {Context} from '../record/decision.ts';

/** What a gap of each severity weighs, in points. */
export const weights: Readonly<Record<Severity, number>> = {blocker: 20, high: 8, medium: 3, low: 1};

type Rule = Item['raised'][number];

function holds({when}: Rule, {users, stakes}: Context): boolean {
	if ('users' in when) {
		return users !== undefined && when.users.includes(users);
	}
	if (stakes === undefined) {
		return false;
	}
	return when.stakes.includes(stakes) || (stakes === 'both' && (when.stakes.includes('money') || when.stakes.includes('sensitive')));
}

/** The severity after what the probe saw and what a person said about the project, and a sentence for each change. The context only ever raises. */
export function effectiveSeverity(
	item: Item,
	finding: Pick<Finding, 'severity'>,
	context: Context,
): {readonly severity: Severity; readonly because: readonly string[]} {
	let severity = finding.severity ?? item.severity;
	const because: string[] = [];
	if (severity !== item.severity) {
		because.push(`What was seen makes it ${severity}; elsewhere it is mostly ${item.severity}.`);
	}
	for (const rule of item.raised) {
		if (holds(rule, context) && severities.indexOf(rule.to) < severities.indexOf(severity)) {
			severity = rule.to;
			because.push(rule.because);
		}
	}
	return {severity, because: severity === item.severity ? [] : because};
}
