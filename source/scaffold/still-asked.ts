import type {Finding} from '../probes/probe.ts';
import {safeText} from '../safe-text.ts';
import type {Plan} from './plan.ts';

type Seen = {readonly check: string; readonly finding: Finding};

/** A plan that closes only what looking again finds closed. What is asked then still, and what a person's own edit of a file opened, stays open with a word on it. */
export function withStillAsked(plan: Plan, findings: readonly Seen[]): Plan {
	const left = plan.closes.flatMap(check => {
		const owes = leftOf(plan, check, findings);
		return owes === undefined ? [] : [{check, owes: safeText(owes)}];
	});
	const open = new Set(left.map(({check}) => check));
	return {...plan, closes: plan.closes.filter(check => !open.has(check)), prepares: [...plan.prepares, ...left]};
}

function leftOf({files}: Plan, check: string, findings: readonly Seen[]): string | undefined {
	const own = findings.filter(one => one.check === check);
	const remains = own.find(({finding}) => finding.remains !== undefined)?.finding.remains;
	if (remains !== undefined) return `answer what looking again asks then: ${remains}`;
	const kept = files.find(({action}) => action === 'kept');
	const isOpen = own.some(({finding}) => finding.outcome === 'gap' || finding.outcome === 'unknown');
	return kept !== undefined && isOpen ? `${kept.path} is as you edited it, and that leaves it open: put back what it lost` : undefined;
}
