import {type CiCheck, ciChecksOf} from '../../facts/ci-checks.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {hostingOf} from '../../facts/hosting.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const probe: Probe = facts => {
	const {checks, unread} = ciChecksOf(facts.workflows, facts.commands);
	const gating = checks.filter(({gates, inBuild}) => gates && !inBuild);
	const [first] = gating;
	if (first) return pass(`${kindsOf(gating)} run ${whenOf(gating)}`, oneOfEach(gating));

	if (facts.inside) return unknown('this folder lies inside a larger repository, and its pipelines stand above it');
	const [other] = unread;
	if (other) return unknown('no check was found in the pipelines, and one of them is kept elsewhere or could not be read', unread);

	const inBuild = checks.filter(({gates}) => gates);
	if (inBuild.length > 0)
		return gap('the pipelines only build: types are checked on the way, and no test and no linter runs', inBuild.map(placeOf), {
			severity: 'medium',
		});
	if (facts.capped) return unknown('no check was found, but the repository is too large to have been looked at whole');
	const later = checks[0];
	if (later)
		return gap(`checks exist, but nothing starts them when a change is proposed or pushed: only ${startsOf(later)}`, oneOfEach(checks));
	const steps = facts.workflows.flatMap(({jobs}) => jobs.flatMap(job => job.steps.filter(({run}) => run !== undefined)));
	if (facts.workflows.length > 0)
		return gap(
			`${facts.workflows.length === 1 ? 'the one pipeline runs' : `the ${facts.workflows.length} pipelines run`} no test, no type check and no linter`,
			[...steps, ...facts.workflows].slice(0, 5).map(placeOf),
		);
	const [misplaced] = deaf(facts);
	if (misplaced !== undefined)
		return gap(`${misplaced.path} never runs: GitHub starts only what lies in .github/workflows at the top of the repository`, [
			misplaced,
			...deaf(facts).slice(1, 3),
		]);
	return gap(`no pipeline checks a change${hosted(facts)}`, surface(facts), holdsNothing(facts) ? {severity: 'medium'} : {});
};

export default probe;

/** Pages and nothing behind them: what breaks is seen by looking, and nobody's data is at stake. */
const holdsNothing = (facts: Facts): boolean =>
	holds(facts, 'app.static') &&
	!holds(facts, 'app.server', 'app.api', 'app.fullstack', 'app.web', 'app.mobile', 'db.any', 'auth.any', 'data.pii');

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

const kindsOf = (checks: readonly CiCheck[]): string =>
	checks.some(({kind}) => kind === 'test')
		? checks.some(({kind}) => kind === 'lint')
			? 'tests and static checks'
			: 'tests'
		: 'static checks';

function whenOf(checks: readonly CiCheck[]): string {
	const triggers = checks.map(({workflow}) => workflow.triggers);
	const proposed = triggers.some(({pullRequest, pullRequestTarget}) => pullRequest || pullRequestTarget);
	const pushed = triggers.some(({push}) => push !== undefined);
	return proposed && pushed ? 'for proposed changes and for pushes' : proposed ? 'for proposed changes' : 'for pushes';
}

function startsOf({workflow: {triggers}}: CiCheck): string {
	const ways = [
		...(triggers.manual ? ['by hand'] : []),
		...(triggers.schedule ? ['by the clock'] : []),
		...(triggers.push !== undefined || triggers.release ? ['for a release'] : []),
	];
	return ways.length === 0 ? 'another workflow could' : listed(ways);
}

/** A few of each kind, each line once. */
function oneOfEach(checks: readonly CiCheck[]): readonly Place[] {
	const sorted = [...checks.filter(({advisory}) => !advisory), ...checks.filter(({advisory}) => advisory)];
	const lines = sorted.filter((one, index) => sorted.findIndex(({path, line}) => path === one.path && line === one.line) === index);
	return [...lines.filter(({kind}) => kind === 'test').slice(0, 3), ...lines.filter(({kind}) => kind === 'lint').slice(0, 2)].map(placeOf);
}

/** Where it goes live, when a file says so. */
function hosted(facts: Facts): string {
	const [host] = hostingOf(facts).filter(({deploysPushes}) => deploysPushes);
	return host === undefined ? '' : `, although the files are set up for ${host.name}`;
}

/** Workflows in a folder where GitHub does not look. */
const deaf = (facts: Facts): readonly Place[] =>
	facts.files
		.filter(({path, role}) => /\/\.github\/workflows\/[^/]+\.ya?ml$/u.test(path) && !elsewhere.has(role))
		.map(({firstLine}) => placeOf(firstLine));
const elsewhere: ReadonlySet<string> = new Set(['vendored', 'generated', 'example', 'test', 'agent-tooling', 'docs']);

/** The manifests whose scripts or dependencies nothing checks. */
const surface = (facts: Facts): readonly Place[] =>
	facts.packages
		.flatMap(({manifests}) => manifests.slice(0, 1))
		.slice(0, 3)
		.map(placeOf);
