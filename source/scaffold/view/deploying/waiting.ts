import {type CiDeploy, ciChecksOf, waitsForChecks} from '../../../facts/ci-checks.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {SeenAt, View} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';

const check = 'ops-ci-does-not-gate';
const plainId = /^[A-Za-z_][\w-]*$/u;

/** What lets releases of the person's own wait for their checks, and what is left of the gap. */
export type Waiting = Required<Pick<View, 'closes' | 'owes' | 'edits'>>;

/** Each job that releases a push beside its checks waits for them: by a line where both stand in one workflow, by hand where they do not. */
export function waitingIn(facts: PlainFacts, seenAt: SeenAt): Waiting {
	const places = seenAt(check);
	if (places.length === 0) return {closes: [], owes: [], edits: []};
	const {checks, deploys} = ciChecksOf(facts.workflows, facts.commands);
	const gating = checks.filter(({gates, inBuild}) => gates && !inBuild);
	const loose = deploys.filter(
		deploy =>
			!waitsForChecks(deploy, gating, facts.workflows) && places.some(({path, line}) => path === deploy.path && line === deploy.line),
	);
	const others = places.filter(({path, line}) => !loose.some(one => one.path === path && one.line === line));
	return {
		closes: [check],
		edits: loose.map(deploy => waits(deploy, gating)),
		owes:
			others.length === 0
				? []
				: [
						{
							check,
							owes: `take out what lets a failing check pass, and mend what then fails: ${others.map(({path, line}) => `${path}:${line}`).join(', ')}`,
						},
					],
	};
}

function waits({workflow, job}: CiDeploy, gating: ReturnType<typeof ciChecksOf>['checks']): Edit {
	const own = gating.filter(one => one.workflow.path === workflow.path).map(one => one.job.id);
	const needs = [...new Set(own)].filter(id => id !== job.id && plainId.test(id));
	const [elsewhere] = gating.filter(one => one.workflow.path !== workflow.path);
	const safe = workflow.provider === 'github' && needs.length > 0 && plainId.test(job.id);
	const called = elsewhere?.workflow.path;
	return {
		kind: 'needs',
		path: workflow.path,
		does: 'lets the release wait for the checks',
		byHand: safe
			? `Give the job ${job.id} the line needs: [${needs.join(', ')}].`
			: called === undefined || workflow.provider !== 'github'
				? `Let the job ${job.id} start only after the jobs that check.`
				: `Add workflow_call: to what starts ${called} (below on:); then add here a job checks: with the one line uses: ./${called}, and give the job ${job.id} the line needs: [checks].`,
		job: job.id,
		needs,
		beyond: safe ? '' : 'what checks it stands in another file',
	};
}
