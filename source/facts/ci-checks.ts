import type {Place} from '../safe-text.ts';
import {joined, scriptLines} from './commands/simple.ts';
import {stageOfName} from './commands/stage.ts';
import {type Command, expanded, type Run} from './commands.ts';
import {type CiJob, type CiStep, runsOnMain, runsOnPush, type Workflow} from './workflows.ts';

/** One check that CI runs: a test, a type check or a linter. Its place is the CI step. */
export type CiCheck = Place & {
	readonly kind: 'test' | 'lint';
	/** What runs in the end. */
	readonly command: string;
	/** Where that is written. */
	readonly written: Place;
	readonly workflow: Workflow;
	readonly job: CiJob;
	/** The line that throws its failure away, when there is one. */
	readonly ignoredAt?: Place;
	/** It runs inside a build, as `tsc && vite build`, and not for its own sake. */
	readonly inBuild: boolean;
	/** Only told, not enforced, by its own name: audits, coverage, budgets. */
	readonly advisory: boolean;
	/** It runs for proposed changes or pushes to a branch; not only by hand, by the clock or for tags. */
	readonly gates: boolean;
};

/** A job that brings something to its users when a branch is pushed. Its place is the step that does. */
export type CiDeploy = Place & {readonly workflow: Workflow; readonly job: CiJob; readonly step: CiStep};

/** What CI checks and releases, and what of it could not be read. */
export type CiChecks = {
	readonly checks: readonly CiCheck[];
	readonly deploys: readonly CiDeploy[];
	/** Workflows that are kept elsewhere, included files, files that do not parse. */
	readonly unread: readonly Place[];
};

const testActions =
	/^(?:cypress-io\/github-action|cypress\/run|node\/test|python\/test|go\/test|ruby\/rspec-test|artiomtr\/jest-coverage-report-action|browserstack\/|saucelabs\/)/iu;
const lintActions =
	/^(?:golangci\/golangci-lint-action|pre-commit\/action|psf\/black|astral-sh\/ruff-action|chartboost\/ruff-action|reviewdog\/action-(?:eslint|tsc|flake8|mypy|rubocop|golangci)\S*|(?:super-linter|github)\/super-linter|wearerequired\/lint-action|oxsecurity\/megalinter|py-actions\/flake8|jpetrucciani\/mypy-check|denoland\/deno-lint|sarisia\/actions-eslint|ataylorme\/eslint-annotate-action|jakebailey\/pyright-action|j178\/prek-action)/iu;
const advisoryName =
	/audit|lighthouse|coverage|codecov|coveralls|upload|report|sonar|snyk|trivy|bundle|\bsize\b|experimental|nightly|canary|bench|perf|outdated|\bdeps?\b|dependenc|visual|chromatic|percy|mutation|\blinks?\b|spell|zizmor|security|semgrep|bandit|safety|gitleaks|scorecard|osv|license|comment|annotat|advisory|optional|informational|preview|storybook/iu;
const deployActions =
	/^(?:firebaseextended\/action-hosting-deploy|amondnet\/vercel-action|peaceiris\/actions-gh-pages|actions\/deploy-pages|jamesives\/github-pages-deploy-action|cloudflare\/(?:wrangler-action|pages-action)|nwtgck\/actions-netlify|netlify\/actions|azure\/(?:webapps-deploy|static-web-apps-deploy|k8s-deploy|container-apps-deploy-action)|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/deploy-\S+|appleboy\/(?:ssh-action|scp-action)|easingthemes\/ssh-deploy|samkirkland\/ftp-deploy-action|akhileshns\/heroku-deploy|digitalocean\/app_action|burnett01\/rsync-deployments|johnbeynon\/render-deploy-action|bervprojects\/railway-deploy|dokku\/github-action|supabase\/deploy)/iu;
const deployCommand =
	/\bvercel\b[^;&|]*(?:--prod|deploy)|\bnetlify\b[^;&|]*deploy|\b(?:flyctl|fly) deploy(?!.*--build-only)|\bwrangler(?: pages)? (?:deploy|publish)|\bfirebase deploy|\bkubectl (?:apply|set image|rollout restart)|\bhelm upgrade|\bgcloud (?:run|app|functions) deploy|\baws (?:s3 sync|ecs update-service|lambda update-function-code)|\bdocker (?:image )?push\b|\b(?:rsync|scp|ssh)\s+-?\S|\brailway up|\bheroku (?:container:release|builds)|git push (?:heroku|dokku|production)|\bkamal deploy|docker[ -]compose[^;&|]*\sup\b[^;&|]*\s-d|\b(?:serverless|sls|sst|cdk|eb|copilot|convex) deploy|\bpulumi up|\b(?:terraform|tofu) apply|\bsupabase (?:functions deploy|db push)|api\.render\.com\/deploy|\bfastapi deploy|\bansible-playbook/u;
const notRelease = /\b(?:docs?|storybook|preview|chromatic|demo|mirror|cache|test|e2e|ci-image|smoke)\b/iu;
const trial = /stag|preview|\bdev|test|docs|sandbox/iu;
const tagsOnly =
	/refs\/tags|startsWith\(github\.ref,|ref_type\s*==\s*'tag'|event_name\s*==\s*'(?:release|workflow_dispatch|pull_request)'/u;

/** Reads what the pipelines check and release. */
export function ciChecksOf(workflows: readonly Workflow[], commands: readonly Command[]): CiChecks {
	const starts = new Map(workflows.map(workflow => [workflow.path, startsOnChange(workflow, workflows)]));
	const checks = workflows.flatMap(workflow =>
		workflow.jobs.flatMap(job => checksIn(workflow, job, commands, starts.get(workflow.path) === true)),
	);
	return {
		checks,
		deploys: workflows
			.filter(({triggers}) => runsOnMain(triggers))
			.flatMap(workflow => workflow.jobs.flatMap(job => deploysIn(workflow, job, commands))),
		unread: workflows.flatMap(workflow => [
			...(workflow.broken === undefined ? [] : [placeOf(workflow)]),
			...(workflow.includes.length === 0 ? [] : [placeOf(workflow)]),
			...workflow.jobs.filter(({uses}) => uses !== undefined && !uses.startsWith('./')).map(placeOf),
			...workflow.jobs
				.flatMap(({steps}) => steps.filter(({uses}) => uses?.startsWith('./') === true && /test|check|lint|verify|ci\b/iu.test(uses)))
				.map(placeOf),
		]),
	};
}

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

function startsOnChange(workflow: Workflow, all: readonly Workflow[], depth = 0): boolean {
	const {triggers} = workflow;
	if (runsOnPush(triggers) || triggers.pullRequest || triggers.pullRequestTarget) return true;
	if (depth > 3) return false;
	const callers = triggers.called
		? all.filter(other =>
				other.jobs.some(({uses}) => uses !== undefined && workflow.path.endsWith(uses.replace(/^\.\//u, '').replace(/@.*$/u, ''))),
			)
		: [];
	const before = all.filter(({name}) => name !== undefined && triggers.after.includes(name));
	return [...callers, ...before].some(other => startsOnChange(other, all, depth + 1));
}

function checksIn(workflow: Workflow, job: CiJob, commands: readonly Command[], gates: boolean): readonly CiCheck[] {
	return job.steps.flatMap(step => {
		const advisory = advisoryName.test(`${job.id} ${job.name ?? ''} ${step.name ?? ''}`);
		const soft =
			step.continueOnError && !isJudgedLater(step, job)
				? at(workflow, step.continueLine, 'continue-on-error: true')
				: job.continueOnError
					? at(workflow, job.continueLine, 'continue-on-error: true')
					: undefined;
		const bare = {...placeOf(step), workflow, job, advisory, gates};
		const uses = step.uses ?? '';
		const kind = testActions.test(uses) ? 'test' : lintActions.test(uses) ? 'lint' : undefined;
		const acted: readonly CiCheck[] =
			kind === undefined
				? []
				: [{...bare, kind, inBuild: false, command: uses, written: placeOf(step), ...(soft === undefined ? {} : {ignoredAt: soft})}];
		const ran = runsOf(workflow, step, commands).flatMap(({run, place}): readonly CiCheck[] => {
			if (run.stage !== 'test' && run.stage !== 'lint') return [];
			const ignoredAt = soft ?? run.swallowedAt ?? (/\s--exit-zero\b/u.test(run.command) ? placeOf(run) : undefined);
			return [
				{
					...bare,
					...place,
					kind: run.stage,
					inBuild: run.via.some(name => stageOfName(name) === 'build'),
					command: run.command,
					written: placeOf(run),
					advisory: advisory || advisoryCommand.test(run.command),
					...(ignoredAt === undefined ? {} : {ignoredAt}),
				},
			];
		});
		return [...acted, ...ran];
	});
}

/** A later step asks how it went, and decides. */
const isJudgedLater = ({id}: CiStep, job: CiJob): boolean =>
	id !== undefined &&
	job.steps.some(other => [other.if, other.run, ...Object.values(other.env)].some(text => text?.includes(`steps.${id}.`) === true));

const advisoryCommand =
	/--coverage\b.*\|\|| audit\b|bandit|safety check|semgrep|knip|lighthouse|lhci|markdownlint|lychee|linkinator|spectral|hadolint|shellcheck|actionlint|helm lint|terraform|tflint|exit-zero/iu;
const at = (workflow: Workflow, line: number, text: string): Place => ({path: workflow.path, line, text});

function runsOf(workflow: Workflow, step: CiStep, commands: readonly Command[]): readonly {readonly run: Run; readonly place: Place}[] {
	return scriptLines(step.run ?? '', joined('.', step.workingDirectory ?? '.')).flatMap(({text, offset, folder}) => {
		const place = {path: workflow.path, line: step.runLine + offset, text: text.slice(0, 300)};
		return expanded({...place, command: text, folder}, commands).map(run => ({run, place}));
	});
}

function deploysIn(workflow: Workflow, job: CiJob, commands: readonly Command[]): readonly CiDeploy[] {
	if (
		tagsOnly.test(job.if ?? '') ||
		trial.test(job.environment ?? '') ||
		notRelease.test(`${job.id} ${job.name ?? ''} ${workflow.name ?? ''}`)
	)
		return [];
	const step = job.steps.find(one => {
		if (tagsOnly.test(one.if ?? '')) return false;
		const uses = one.uses ?? '';
		if (deployActions.test(uses)) return true;
		if (/^docker\/build-push-action/u.test(uses)) return one.with.push === 'true';
		return runsOf(workflow, one, commands).some(({run}) => deployCommand.test(run.command));
	});
	return step === undefined ? [] : [{...placeOf(step), workflow, job, step}];
}

/** Whether a deploy waits for a check: in its own job, in a job that it needs, or in the workflow after which it starts. */
export function waitsForChecks(deploy: CiDeploy, checks: readonly CiCheck[], workflows: readonly Workflow[]): boolean {
	const {workflow, job} = deploy;
	const own = checks.filter(({inBuild}) => !inBuild);
	const has = (one: CiJob): boolean =>
		own.some(check => check.workflow.path === workflow.path && check.job.id === one.id) || callsChecks(one, own);
	if (own.some(check => check.workflow.path === workflow.path && check.job.id === job.id && check.line < deploy.line)) return true;
	const seen = new Set<string>();
	const queue = [...job.needs];
	for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
		if (seen.has(id)) continue;
		seen.add(id);
		const needed = workflow.jobs.find(other => other.id === id);
		if (needed === undefined) continue;
		if (has(needed)) return true;
		queue.push(...needed.needs);
	}
	const before = workflows.filter(({name}) => name !== undefined && workflow.triggers.after.includes(name));
	return before.some(({path}) => own.some(check => check.workflow.path === path));
}

const callsChecks = ({uses}: CiJob, checks: readonly CiCheck[]): boolean =>
	uses !== undefined && (!uses.startsWith('./') || checks.some(check => check.workflow.path.endsWith(uses.replace(/^\.\//u, ''))));
