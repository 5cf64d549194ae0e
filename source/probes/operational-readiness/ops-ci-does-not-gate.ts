import type {Severity} from '../../checklists/checklist.ts';
import {type CiCheck, ciChecksOf} from '../../facts/ci-checks.ts';
import {holesOf} from '../../facts/ci-holes.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const rank: Readonly<Record<Severity, number>> = {blocker: 0, high: 1, medium: 2, low: 3};

const probe: Probe = facts => {
	const ci = ciChecksOf(facts.workflows, facts.commands);
	const gating = ci.checks.filter(({gates}) => gates);
	const holes = holesOf(ci, gating, facts);
	const sorted = [...holes].sort((one, other) => rank[one.severity] - rank[other.severity]);
	const [worst] = sorted;
	if (worst) {
		const more = new Set(sorted.map(({because}) => because)).size - 1;
		return gap(`${worst.because}${more > 0 ? `, and ${more} more of the kind` : ''}`, sorted.map(placeOf), {severity: worst.severity});
	}
	const enforced = gating.filter(({ignoredAt, inBuild}) => ignoredAt === undefined && !inBuild);
	if (enforced.length > 0)
		return pass(
			`no failure of the ${distinct(enforced).length === 1 ? 'check' : `${distinct(enforced).length} checks`} in the pipelines is ignored`,
			distinct(enforced).slice(0, 5).map(placeOf),
		);
	if (facts.inside) return unknown('this folder lies inside a larger repository, and its pipelines stand above it');
	if (ci.unread.length > 0) return unknown('a pipeline is kept elsewhere or could not be read', ci.unread);
	return notApplicable(
		facts.workflows.length === 0
			? 'there is no pipeline whose result could be ignored, and no build flag ignores errors'
			: 'the pipelines check nothing that could be ignored, and no build flag ignores errors',
	);
};

export default probe;

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});
const distinct = (checks: readonly CiCheck[]): readonly CiCheck[] =>
	checks.filter((one, index) => checks.findIndex(({path, line}) => path === one.path && line === one.line) === index);
