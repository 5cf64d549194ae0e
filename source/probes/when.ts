import type {Condition, When} from '../checklists/checklist.ts';
import type {Fact, Facts} from '../facts/facts.ts';
import {labelOf} from '../facts/labels.ts';
import type {Place} from '../safe-text.ts';

/** Whether a check applies here, and the words and places for it when it does not. */
export type Applies =
	| {readonly applies: true}
	| {readonly applies: false | 'unknown'; readonly because: string; readonly places: readonly Place[]};

type Truth = boolean | 'unknown';

/** Judges an item's `when` on the facts: an unknown or weak fact makes it unknown, an absent one false. */
export function appliesTo(when: When | undefined, facts: Pick<Facts, 'stack'>): Applies {
	if (when === undefined) return {applies: true};
	const all = (when.all ?? []).map(condition => ({condition, truth: truthOf(condition, facts)}));
	const any = (when.any ?? []).map(condition => ({condition, truth: truthOf(condition, facts)}));
	const none = (when.none ?? []).map(condition => ({condition, truth: truthOf(condition, facts)}));

	const present = none.find(({truth}) => truth === true);
	if (present)
		return {applies: false, because: `it does not concern ${labelOf(idOf(present.condition))}`, places: placesOf(present.condition, facts)};
	const missing = all.find(({truth}) => truth === false);
	if (missing) return {applies: false, because: `no sign of ${labelOf(idOf(missing.condition))} was found`, places: []};
	const anyHolds = any.length === 0 || any.some(({truth}) => truth === true);
	if (!anyHolds && any.every(({truth}) => truth === false)) {
		return {applies: false, because: `no sign of ${listed(any.map(({condition}) => labelOf(idOf(condition))))} was found`, places: []};
	}
	const unsure = [...all, ...none, ...(anyHolds ? [] : any)].find(({truth}) => truth === 'unknown');
	if (unsure)
		return {
			applies: 'unknown',
			because: factsFor(unsure.condition, facts).some(({value}) => value === 'unknown')
				? `whether there is ${labelOf(idOf(unsure.condition))} cannot be told from the files that were read`
				: `it is not clear whether ${labelOf(idOf(unsure.condition))} is used: a manifest names it, and nothing imports it`,
			places: placesOf(unsure.condition, facts),
		};
	return {applies: true};
}

const idOf = (condition: Condition): string => (typeof condition === 'string' ? condition : condition.fact);
const factsFor = (condition: Condition, facts: Pick<Facts, 'stack'>): readonly Fact[] =>
	facts.stack.filter(({id}) => id === idOf(condition));
const placesOf = (condition: Condition, facts: Pick<Facts, 'stack'>): readonly Place[] =>
	factsFor(condition, facts)
		.flatMap(({evidence}) => evidence)
		.slice(0, 3);

function truthOf(condition: Condition, facts: Pick<Facts, 'stack'>): Truth {
	const found = factsFor(condition, facts);
	const holds = (fact: Fact): boolean =>
		typeof condition === 'string' ? fact.value !== false && fact.value !== 'unknown' : fact.value === condition.is;
	if (found.some(fact => holds(fact) && fact.confidence !== 'low')) return true;
	return found.some(fact => fact.value === 'unknown' || holds(fact)) ? 'unknown' : false;
}

/** `a`, `a or b`, `a, b or c` */
export const listed = (words: readonly string[], last = 'or'): string =>
	words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
