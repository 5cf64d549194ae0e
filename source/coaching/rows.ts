import type {Standing} from '../assessment/assessment.ts';
import {inOrder, standingsOf} from './standings.ts';
import type {Look} from './work.ts';

/** What is hidden behind one row until it is opened. */
export type Fold = 'fine' | 'not-applicable';

/** A row of a list of checks: a check, or the fold that hides what needs nobody. */
export type CheckRow =
	| {readonly row: 'check'; readonly standing: Standing}
	| {readonly row: 'fold'; readonly fold: Fold; readonly standings: readonly Standing[]};

const foldOf = ({outcome}: Standing): Fold | undefined =>
	outcome === 'pass' ? 'fine' : outcome === 'not-applicable' ? 'not-applicable' : undefined;

/** The rows of a list of checks: what is open or said, then what is fine and what does not apply behind folds. */
export function rowsOf(standings: readonly Standing[], unfolded: readonly Fold[]): readonly CheckRow[] {
	const ordered = inOrder(standings);
	const checks = (list: readonly Standing[]): readonly CheckRow[] => list.map(standing => ({row: 'check', standing}));
	const folded = (fold: Fold): readonly CheckRow[] => {
		const mine = ordered.filter(standing => foldOf(standing) === fold);
		if (mine.length === 0) return [];
		return [{row: 'fold', fold, standings: mine}, ...(unfolded.includes(fold) ? checks(mine) : [])];
	};
	return [...checks(ordered.filter(standing => foldOf(standing) === undefined)), ...folded('fine'), ...folded('not-applicable')];
}

/** The folds after one was opened or closed. */
export const toggled = (unfolded: readonly Fold[], fold: Fold): readonly Fold[] =>
	unfolded.includes(fold) ? unfolded.filter(one => one !== fold) : [...unfolded, fold];

/** A package with its checks. */
export type PackageRow = {readonly folder: string; readonly standings: readonly Standing[]};

const weight = ({standings}: PackageRow): number =>
	standings.reduce((sum, {outcome, severity}) => sum + (outcome !== 'gap' ? 0 : severity === 'blocker' ? 1000 : 1), 0);

/** The packages that checks are about, the one with most to do first; what is true of the whole repository stands under `.`. */
export function packagesOf(look: Pick<Look, 'assessment'>): readonly PackageRow[] {
	const all = standingsOf(look.assessment);
	return [...new Set(all.map(standing => standing.package))]
		.map(folder => ({folder, standings: all.filter(standing => standing.package === folder)}))
		.sort((one, other) => weight(other) - weight(one) || one.folder.localeCompare(other.folder));
}
