import type {Severity} from '../checklists/checklist.ts';
import type {Accepted} from '../record/decision.ts';
import {daysBetween} from './days.ts';

/** The longest time for which a risk may be accepted, in days from the day on which it was. */
export const longestAccepted: Readonly<Record<Severity, number>> = {blocker: 30, high: 180, medium: 180, low: 180};

/** Days since a risk was accepted; undefined when its date is none, or lies in the future. */
export function daysAccepted({on}: Accepted, today: string): number | undefined {
	const days = daysBetween(on, today);
	return days === undefined || days < -1 ? undefined : days;
}

/** Why an accepted risk no longer counts, in one sentence; undefined while it does. */
export function whyExpired(accepted: Accepted, severity: Severity, today: string): string | undefined {
	const days = daysAccepted(accepted, today);
	if (days === undefined) {
		return `Accepted by ${accepted.owner} on ${accepted.on}, which is not a day that has been.`;
	}
	if (days > longestAccepted[severity]) {
		return `Accepted by ${accepted.owner} on ${accepted.on}; a ${severity} may be accepted for ${longestAccepted[severity]} days, and they are over.`;
	}
	const left = daysBetween(today, accepted.until);
	return left === undefined || left < 0 ? `Accepted by ${accepted.owner} until ${accepted.until}, which is over.` : undefined;
}
