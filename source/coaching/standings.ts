import type {Assessment, Standing} from '../assessment/assessment.ts';
import {severities} from '../checklists/checklist.ts';
import type {Evidence} from '../safe-text.ts';

/** Names one check in one package. */
export type Key = string;

/** The key of a check in a package. */
export const keyOf = (check: string, folder: string): Key => (folder === '.' ? check : `${check}@${folder}`);

/** The key of a standing. */
export const keyOfStanding = (standing: Standing): Key => keyOf(standing.item.id, standing.package);

/** Every standing of every category, in the order in which categories are shown. */
export const standingsOf = (assessment: Assessment): readonly Standing[] => assessment.categories.flatMap(category => category.standings);

/** The standing with that key, if the assessment has it. */
export const standingOf = (assessment: Assessment, key: Key): Standing | undefined =>
	standingsOf(assessment).find(standing => keyOfStanding(standing) === key);

/** The places that show it, each once. */
export const placesOf = ({evidence}: Standing): readonly Evidence[] =>
	evidence.filter(
		(place, index) =>
			evidence.findIndex(other => other.path === place.path && other.line === place.line && other.text === place.text) === index,
	);

/** The place that an editor can be opened at: one with a line to read. */
export const lineOf = ({evidence}: Standing): Evidence | undefined => evidence.find(({text}) => text !== '');

/** Whether somebody still has to do or say something about it. */
export const isOpen = (standing: Standing): boolean => standing.outcome === 'gap' || standing.outcome === 'unknown';

/** The number of blockers that are open in the whole repository. */
export const blockersOf = (assessment: Assessment): number => assessment.categories.reduce((sum, category) => sum + category.blockers, 0);

/** Questions whose answer could turn out to be a blocker. */
export const hiddenBlockersOf = (assessment: Assessment): number =>
	standingsOf(assessment).filter(standing => standing.outcome === 'unknown' && standing.severity === 'blocker').length;

/** The number of checks that looked and could tell; each counts once, whatever the number of its packages. */
export const lookedOf = (assessment: Assessment): number =>
	new Set(
		standingsOf(assessment)
			.filter(({item, outcome}) => item.kind !== 'question' && (outcome === 'pass' || outcome === 'gap'))
			.map(({item}) => item.id),
	).size;

const ranks: Readonly<Record<Standing['outcome'], number>> = {gap: 0, unknown: 1, attested: 2, accepted: 3, pass: 4, 'not-applicable': 5};

/** The standings of a category in order of value: gaps, to answer, said, accepted, fine, and what does not apply. */
export const inOrder = (standings: readonly Standing[]): readonly Standing[] =>
	[...standings].sort(
		(one, other) =>
			ranks[one.outcome] - ranks[other.outcome] ||
			severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
			one.item.id.localeCompare(other.item.id) ||
			one.package.localeCompare(other.package),
	);

/** The title that is true of a standing: what happens while it is open, what looking found to hold, or the question that was asked: a word of a person proves no claim. */
export function titleOf(standing: Standing): string {
	switch (standing.outcome) {
		case 'gap':
		case 'accepted':
			return standing.item.gap;
		case 'unknown':
			return standing.asks ?? standing.item.question.ask;
		case 'attested':
			return standing.item.question.ask;
		case 'pass':
			return standing.item.good;
		case 'not-applicable':
			return standing.item.good;
	}
}
