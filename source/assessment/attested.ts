import type {Item} from '../checklists/checklist.ts';
import type {Attestation} from '../record/decision.ts';
import {daysBetween} from './days.ts';

/** Share of the weight that an answer with fresh evidence earns. */
export const evidenceCredit = 0.8;
/** Share of the weight that an answer without evidence earns. */
const bareCredit = 0.3;

const fullHash = /sha256:([0-9a-f]{12})[0-9a-f]{52}/u;

/** What a `yes` is worth, and a sentence that says why. Evidence that is too old counts as none. */
export function worthOf(
	{by, on, evidence}: Attestation,
	{freshness}: Pick<Item, 'freshness'>,
	today: string,
): {readonly credit: number; readonly because: string} {
	if (evidence === undefined) {
		return {credit: bareCredit, because: `${by} said so on ${on}. Nothing here proves it yet.`};
	}
	const days = daysBetween(on, today);
	if (days === undefined || days < -1) {
		return {
			credit: bareCredit,
			because: `${by} said so on ${on}, which is not a day that has been: the evidence counts once its date is right.`,
		};
	}
	if (days > freshness) {
		return {
			credit: bareCredit,
			because: `${by} said so on ${on}. The evidence is ${days} days old and stays fresh for ${freshness}: look again.`,
		};
	}
	return {credit: evidenceCredit, because: `${by} said so on ${on}, with evidence: ${evidence.replace(fullHash, '(sha256 $1…)')}.`};
}
