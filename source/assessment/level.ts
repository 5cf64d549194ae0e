import type {CategoryId} from '../checklists/checklist.ts';
import {daysAccepted} from './accepted.ts';
import {type Hold, type Level, levels, type Standing} from './assessment.ts';
import {evidenceCredit} from './attested.ts';
import type {Counted} from './counted.ts';
import {isBare, percent, pointsOf} from './credit.ts';
import {holdOf} from './hold.ts';

/** The highest figure that each level may show, so that the number cannot contradict the word. */
export const figureCaps: Readonly<Record<Level, number>> = {Prototype: 39, Pilot: 69, Production: 89, 'Audit-ready': 100};

/** The lower of two levels. */
export const lower = (one: Level, other: Level): Level => (levels.indexOf(one) < levels.indexOf(other) ? one : other);
/** The higher of two levels. */
export const higher = (one: Level, other: Level): Level => (lower(one, other) === one ? other : one);
/** The level after this one; undefined after the last. */
export const nextLevel = (level: Level): Level | undefined => levels[levels.indexOf(level) + 1];

const probedWell: readonly CategoryId[] = ['security-hardening', 'data-integrity', 'error-handling', 'operational-readiness'];
const neverAcceptable: readonly string[] = ['credential', 'access', 'data'];

/** True of a check that a probe or evidence closes, in the code and in the world. */
const isClosed = ({outcome, credit, notLive}: Standing): boolean =>
	outcome === 'not-applicable' || (outcome === 'pass' && notLive === undefined) || (outcome === 'attested' && credit >= evidenceCredit);

const acceptedWithin = ({accepted, outcome}: Standing, days: number, today: string): boolean =>
	outcome === 'accepted' && accepted !== undefined && (daysAccepted(accepted, today) ?? Number.POSITIVE_INFINITY) <= days;

function opensPilot(standing: Standing, today: string): boolean {
	const {item, severity} = standing;
	if (severity === 'blocker') {
		return !neverAcceptable.includes(item.harm) && acceptedWithin(standing, 30, today);
	}
	return acceptedWithin(standing, severity === 'high' ? 30 : 90, today);
}

/** Every check that nobody knows of, when too few are known. */
function tooLittleKnown(counted: readonly Counted[], level: Level, needed: number): readonly Hold[] {
	const {known, applicable} = pointsOf(counted);
	const share = percent(known, applicable);
	const because = `Not known yet: ${share} % of this category is looked at, and ${level} takes ${needed} %.`;
	const unknown = everywhere(counted).filter(({outcome}) => outcome === 'unknown');
	return share >= needed ? [] : unknown.map(standing => holdOf(standing, level, because));
}

const everywhere = (counted: readonly Counted[]): readonly Standing[] => counted.flatMap(({standings}) => standings);

function keepsFromPilot(counted: readonly Counted[], today: string): readonly Hold[] {
	const open = everywhere(counted).filter(
		standing => (standing.severity === 'blocker' || standing.item.gate === 'pilot') && !isClosed(standing) && !opensPilot(standing, today),
	);
	return [...open.map(standing => holdOf(standing, 'Pilot')), ...tooLittleKnown(counted, 'Pilot', 70)];
}

/** What keeps from Production because too much is only said, or nothing is closed at all. */
function tooLittleProven(counted: readonly Counted[]): readonly Hold[] {
	const {earned, bare, seen, seeable} = pointsOf(counted);
	const standings = everywhere(counted);
	const hold = (those: readonly Standing[], because: string) => those.map(standing => holdOf(standing, 'Production', because));
	if (earned === 0) {
		return hold(standings, 'Nothing in this category is closed yet.');
	}
	const needed = standings.some(({item}) => probedWell.includes(item.category)) ? 50 : 25;
	const share = percent(seen, seeable);
	const unseen = seeable > 0 && share < needed;
	return [
		...(bare / earned > 0.1
			? hold(standings.filter(isBare), 'Too much here is only said: answers without evidence may be a tenth of what is closed.')
			: []),
		...(unseen
			? hold(
					standings.filter(({item, outcome}) => outcome === 'attested' && item.kind !== 'question'),
					`Said and not seen: a probe sees ${share} % of what is closed here, and Production takes ${needed} %.`,
				)
			: []),
	];
}

function keepsFromProduction(counted: readonly Counted[], today: string): readonly Hold[] {
	const open = everywhere(counted).filter(standing => {
		const accepted = standing.severity === 'high' && acceptedWithin(standing, 90, today);
		return (standing.severity === 'blocker' || standing.severity === 'high') && !isClosed(standing) && !accepted;
	});
	return [
		...open.map(standing => holdOf(standing, 'Production')),
		...tooLittleKnown(counted, 'Production', 90),
		...tooLittleProven(counted),
	];
}

function keepsFromAudit(counted: readonly Counted[]): readonly Hold[] {
	const open = everywhere(counted).filter(
		standing => !isClosed(standing) && (standing.severity === 'high' || standing.item.gate === 'audit'),
	);
	return [...open.map(standing => holdOf(standing, 'Audit-ready')), ...tooLittleKnown(counted, 'Audit-ready', 98)];
}

/** Each check once, with the first reason. */
const once = (holds: readonly Hold[]): readonly Hold[] =>
	holds.filter((hold, index) => holds.findIndex(({check}) => check === hold.check) === index);

/** The highest level that a category's checks prove, and everything that keeps it from the next. Audit-ready takes weeks of scans: one scan proves Production at most. */
export function levelOf(counted: readonly Counted[], today: string): {readonly level: Level; readonly heldBackBy: readonly Hold[]} {
	const pilot = keepsFromPilot(counted, today);
	if (pilot.length > 0) {
		return {level: 'Prototype', heldBackBy: once(pilot)};
	}
	const production = keepsFromProduction(counted, today);
	if (production.length > 0) {
		return {level: 'Pilot', heldBackBy: once(production)};
	}
	return {level: 'Production', heldBackBy: once(keepsFromAudit(counted))};
}
