import type {Context} from '../record/decision.ts';
import type {Hold, Standing, Step} from './assessment.ts';
import type {Counted} from './counted.ts';
import {laneOf, stepOf} from './value.ts';

type Tranche = 0 | 1 | 2;
type Ranked = {readonly step: Step; readonly tranche: Tranche; readonly unlocks: readonly string[]};

const hurtsToday: readonly string[] = ['credential', 'access', 'payment', 'data'];

function trancheOf({item, severity}: Standing, gate: ReadonlySet<string>): Tranche {
	if (severity === 'blocker' && hurtsToday.includes(item.harm)) {
		return 0;
	}
	// What weighs little where it was seen waits, whatever the level asks for.
	return gate.has(item.id) && severity !== 'low' ? 1 : 2;
}

const byValue = (one: Ranked, other: Ranked): number =>
	one.tranche - other.tranche ||
	other.step.value - one.step.value ||
	one.step.hours - other.step.hours ||
	(one.step.check < other.step.check ? -1 : 1);

/** Puts what a check needs right before it. */
function prerequisitesFirst(ordered: readonly Ranked[]): readonly Ranked[] {
	const placed = new Map<string, Ranked>();
	const place = (ranked: Ranked, tranche: Tranche, waiting: ReadonlySet<string>): void => {
		const {check} = ranked.step;
		if (placed.has(check) || waiting.has(check)) {
			return;
		}
		for (const other of ordered) {
			if (other.unlocks.includes(check)) {
				place(other, tranche, new Set([...waiting, check]));
			}
		}
		placed.set(check, {...ranked, tranche});
	};
	for (const ranked of ordered) {
		place(ranked, ranked.tranche, new Set());
	}
	return [...placed.values()];
}

/** Lays the two lanes together: of any three steps in a row at most one is a question, and a gap comes first where both are equally pressing. */
function interleaved(gaps: readonly Ranked[], questions: readonly Ranked[]): readonly Step[] {
	const waiting = {gaps: [...gaps], questions: [...questions]};
	const steps: Step[] = [];
	for (;;) {
		const gap = waiting.gaps[0];
		const question = waiting.questions[0];
		if (!gap) {
			return [...steps, ...waiting.questions.map(({step}) => step)];
		}
		const rested = steps.slice(-2).every(({lane}) => lane === 'gap');
		const turn = steps.length === 0 ? question && question.tranche < gap.tranche : question && rested && question.tranche <= gap.tranche;
		if (question && turn) {
			steps.push(question.step);
			waiting.questions.shift();
		} else {
			steps.push(gap.step);
			waiting.gaps.shift();
		}
	}
}

/** What to do first, each check once: blockers that hurt today, then what the next level needs, then the rest, by risk removed per hour. */
export function fixFirst(counted: readonly Counted[], heldBackBy: readonly Hold[], context: Context): readonly Step[] {
	const gate = new Set(heldBackBy.map(({check}) => check));
	const ranked = counted.flatMap(({standings}): readonly Ranked[] => {
		const standing = standings.find(laneOf);
		const lane = standing && laneOf(standing);
		return standing && lane
			? [{step: stepOf(standing, lane, context), tranche: trancheOf(standing, gate), unlocks: standing.item.unlocks}]
			: [];
	});
	const lane = (name: Step['lane']): readonly Ranked[] => prerequisitesFirst(ranked.filter(({step}) => step.lane === name).sort(byValue));
	return interleaved(lane('gap'), lane('question'));
}
