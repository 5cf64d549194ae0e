import type {Item} from '../checklists/checklist.ts';
import type {Context} from '../record/decision.ts';
import type {Standing, Step} from './assessment.ts';
import {isBare} from './credit.ts';
import {weights} from './severity.ts';

const likelihoods: Readonly<Record<Item['likelihood'], number>> = {internet: 1, account: 0.7, failure: 0.5, request: 0.3};
const middles: Readonly<Record<Item['effort'], number>> = {minutes: 0.5, hours: 3, days: 12};
const exposures: Readonly<Record<NonNullable<Context['users']>, number>> = {me: 0.5, pilot: 0.8, customers: 1, public: 1};
const questionHours = 0.05;

/** How far the project reaches: 0.8 until a person says. */
function exposureOf({users, stakes}: Context): number {
	if (stakes === 'money' || stakes === 'sensitive' || stakes === 'both') {
		return 1.25;
	}
	return users === undefined ? 0.8 : exposures[users];
}

/** Whether a standing asks for work, for an answer, or for nothing. What someone else knows is on their list. */
export function laneOf(standing: Standing): Step['lane'] | undefined {
	const {outcome, attestation, notLive, broke} = standing;
	if (outcome === 'gap') {
		return 'gap';
	}
	const open = outcome === 'unknown' && !broke && attestation?.says !== 'someone-else';
	return open || isBare(standing) || (outcome === 'pass' && notLive) ? 'question' : undefined;
}

function certaintyOf({outcome, attestation}: Standing): number {
	if (outcome === 'gap') {
		return attestation?.says === 'no' ? 0.8 : 1;
	}
	return outcome === 'unknown' ? 0.4 : 0.5;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Risk removed per hour, with the arithmetic as a person would check it. The hours are the middle of the effort band, more with many places. */
export function stepOf(standing: Standing, lane: Step['lane'], context: Context): Step {
	const {item, severity, occurrences} = standing;
	const places = 1 + 0.25 * Math.log2(Math.max(1, occurrences));
	const hours = lane === 'question' ? questionHours : rounded(middles[item.effort] * places);
	const factors = [weights[severity], likelihoods[item.likelihood], exposureOf(context), certaintyOf(standing)];
	const value = rounded(factors.reduce((product, factor) => product * factor, 1) / hours);
	return {check: item.id, package: standing.package, lane, value, arithmetic: `${factors.join(' × ')} / ${hours} h = ${value}`, hours};
}
