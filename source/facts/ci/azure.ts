import {plainJob, plainStep} from './plain-step.ts';
import {entryOf, fieldOf, isTrue, itemsOf, type Tree, textOf, textsOf} from './tree.ts';
import {everyPush, noTriggers, type Read, type ReadJob, type ReadStep, type Triggers} from './workflow.ts';

const shells = ['script', 'bash', 'pwsh', 'powershell'];

/** Reads Azure Pipelines: steps, jobs or stages. */
export function azure(tree: Tree): readonly Read[] {
	const stages = itemsOf(fieldOf(tree, 'stages'));
	const jobs =
		stages.length > 0
			? stages.flatMap((stage, index) => {
					const before = fieldOf(stage, 'dependsOn') === undefined ? stages.slice(0, index).flatMap(jobIds) : [];
					return jobsIn(stage, before);
				})
			: jobsIn(tree, []);
	return [
		{
			triggers: triggersIn(tree),
			jobs,
			includes: [...textsOf(fieldOf(fieldOf(tree, 'extends'), 'template'))],
		},
	];
}

const nameOf = (job: Tree): string => textOf(fieldOf(job, 'job')) ?? textOf(fieldOf(job, 'deployment')) ?? 'job';
const jobIds = (stage: Tree): readonly string[] => itemsOf(fieldOf(stage, 'jobs')).map(nameOf);

function jobsIn(tree: Tree, before: readonly string[]): readonly ReadJob[] {
	const jobs = itemsOf(fieldOf(tree, 'jobs'));
	if (jobs.length === 0) {
		const steps = itemsOf(fieldOf(tree, 'steps')).map(stepIn);
		return steps.length === 0 ? [] : [plainJob('job', steps[0]?.line ?? 1, steps, {needs: before})];
	}
	return jobs.map(job => {
		const deploy = fieldOf(fieldOf(fieldOf(fieldOf(job, 'strategy'), 'runOnce'), 'deploy'), 'steps');
		const environment = textOf(fieldOf(job, 'environment')) ?? textOf(fieldOf(fieldOf(job, 'environment'), 'name'));
		return plainJob(nameOf(job), job.line, itemsOf(fieldOf(job, 'steps') ?? deploy).map(stepIn), {
			needs: [...textsOf(fieldOf(job, 'dependsOn')), ...before],
			continueOnError: isTrue(fieldOf(job, 'continueOnError')),
			continueLine: entryOf(job, 'continueOnError')?.line ?? job.line,
			...(environment === undefined ? {} : {environment}),
		});
	});
}

function stepIn(step: Tree): ReadStep {
	const run = shells.map(shell => fieldOf(step, shell)).find(found => found !== undefined) ?? npmScript(step);
	const text = textOf(run);
	const uses = textOf(fieldOf(step, 'task'));
	const name = textOf(fieldOf(step, 'displayName'));
	const workingDirectory = textOf(fieldOf(step, 'workingDirectory'));
	return plainStep(step.line, {
		...(text === undefined ? {} : {run: text}),
		runLine: run?.kind === 'scalar' ? run.first : step.line,
		...(uses === undefined ? {} : {uses}),
		...(name === undefined ? {} : {name}),
		...(workingDirectory === undefined ? {} : {workingDirectory}),
		continueOnError: isTrue(fieldOf(step, 'continueOnError')),
		continueLine: entryOf(step, 'continueOnError')?.line ?? step.line,
	});
}

/** `Npm@1` with `command: custom` and `customCommand: run test`, and the inline script of the shell tasks. */
function npmScript(step: Tree): Tree | undefined {
	const inputs = fieldOf(step, 'inputs');
	const custom = fieldOf(inputs, 'customCommand');
	if (custom?.kind === 'scalar') return {...custom, text: `npm ${custom.text}`};
	return fieldOf(inputs, 'script');
}

function triggersIn(tree: Tree): Triggers {
	const trigger = fieldOf(tree, 'trigger');
	const pr = fieldOf(tree, 'pr');
	const branches = trigger?.kind === 'map' ? textsOf(fieldOf(fieldOf(trigger, 'branches'), 'include')) : textsOf(trigger);
	const tags = textsOf(fieldOf(fieldOf(trigger, 'tags'), 'include'));
	return {
		...noTriggers,
		...(textOf(trigger) === 'none' ? {} : trigger === undefined ? {push: everyPush} : {push: {branches, ignored: [], tags}}),
		pullRequest: textOf(pr) !== 'none',
		schedule: fieldOf(tree, 'schedules') !== undefined,
	};
}
