import {entriesOf, entryOf, fieldOf, isTrue, itemsOf, type Tree, textOf, textsOf} from './tree.ts';
import type {Read, ReadJob, ReadStep, Triggers} from './workflow.ts';

/** Reads a workflow of GitHub Actions, Gitea or Forgejo. */
export function github(tree: Tree): readonly Read[] {
	const name = textOf(fieldOf(tree, 'name'));
	const permissions = permissionsIn(tree);
	const folder = textOf(fieldOf(fieldOf(fieldOf(tree, 'defaults'), 'run'), 'working-directory'));
	return [
		{
			...(name === undefined ? {} : {name}),
			...(permissions === undefined ? {} : {permissions}),
			triggers: triggersIn(fieldOf(tree, 'on') ?? fieldOf(tree, 'true')),
			jobs: entriesOf(fieldOf(tree, 'jobs')).map(({key, line, value}) => jobIn(key, line, value, folder)),
			includes: [],
		},
	];
}

const known = new Set([
	'push',
	'pull_request',
	'merge_group',
	'pull_request_target',
	'schedule',
	'workflow_dispatch',
	'repository_dispatch',
	'workflow_call',
	'workflow_run',
	'release',
]);

function triggersIn(on: Tree | undefined): Triggers {
	const events = on?.kind === 'map' ? on.entries.map(({key}) => key) : textsOf(on);
	const push = fieldOf(on, 'push');
	const branches = textsOf(fieldOf(push, 'branches'));
	return {
		...(events.includes('push')
			? {
					push: {
						branches: branches.filter(branch => !branch.startsWith('!')),
						ignored: textsOf(fieldOf(push, 'branches-ignore')),
						tags: textsOf(fieldOf(push, 'tags')),
					},
				}
			: {}),
		pullRequest: events.includes('pull_request') || events.includes('merge_group'),
		pullRequestTarget: events.includes('pull_request_target'),
		schedule: events.includes('schedule'),
		manual: events.includes('workflow_dispatch') || events.includes('repository_dispatch'),
		called: events.includes('workflow_call'),
		after: textsOf(fieldOf(fieldOf(on, 'workflow_run'), 'workflows')),
		release: events.includes('release'),
		other: events.filter(event => !known.has(event)),
	};
}

function jobIn(id: string, line: number, job: Tree, folder: string | undefined): ReadJob {
	const name = textOf(fieldOf(job, 'name'));
	const condition = textOf(fieldOf(job, 'if'));
	const environment = textOf(fieldOf(job, 'environment')) ?? textOf(fieldOf(fieldOf(job, 'environment'), 'name'));
	const uses = textOf(fieldOf(job, 'uses'));
	const permissions = permissionsIn(job);
	const own = textOf(fieldOf(fieldOf(fieldOf(job, 'defaults'), 'run'), 'working-directory')) ?? folder;
	return {
		id,
		line,
		...(name === undefined ? {} : {name}),
		...(condition === undefined ? {} : {if: condition}),
		...(environment === undefined ? {} : {environment}),
		...(uses === undefined ? {} : {uses}),
		...(permissions === undefined ? {} : {permissions}),
		needs: textsOf(fieldOf(job, 'needs')),
		continueOnError: isTrue(fieldOf(job, 'continue-on-error')),
		continueLine: entryOf(job, 'continue-on-error')?.line ?? line,
		steps: itemsOf(fieldOf(job, 'steps')).map(step => stepIn(step, own)),
	};
}

function stepIn(step: Tree, folder: string | undefined): ReadStep {
	const id = textOf(fieldOf(step, 'id'));
	const name = textOf(fieldOf(step, 'name'));
	const run = fieldOf(step, 'run');
	const uses = textOf(fieldOf(step, 'uses'));
	const condition = textOf(fieldOf(step, 'if'));
	const workingDirectory = textOf(fieldOf(step, 'working-directory')) ?? folder;
	const text = textOf(run);
	return {
		line: step.line,
		...(id === undefined ? {} : {id}),
		...(name === undefined ? {} : {name}),
		...(text === undefined ? {} : {run: text}),
		runLine: run?.kind === 'scalar' ? run.first : step.line,
		...(uses === undefined ? {} : {uses}),
		...(condition === undefined ? {} : {if: condition}),
		with: wordsIn(fieldOf(step, 'with')),
		env: wordsIn(fieldOf(step, 'env')),
		continueOnError: isTrue(fieldOf(step, 'continue-on-error')),
		continueLine: entryOf(step, 'continue-on-error')?.line ?? step.line,
		...(workingDirectory === undefined ? {} : {workingDirectory}),
	};
}

const wordsIn = (tree: Tree | undefined): Readonly<Record<string, string>> =>
	Object.fromEntries(entriesOf(tree).flatMap(({key, value}) => (value.kind === 'scalar' ? [[key, value.text] as const] : [])));

function permissionsIn(tree: Tree): string | undefined {
	const permissions = fieldOf(tree, 'permissions');
	if (permissions === undefined) return undefined;
	if (permissions.kind !== 'map') return textOf(permissions) ?? '{}';
	return permissions.entries.length === 0 ? '{}' : permissions.entries.map(({key, value}) => `${key}: ${textOf(value) ?? ''}`).join(', ');
}
