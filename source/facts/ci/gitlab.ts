import {plainJob, stepsOf} from './plain-step.ts';
import {type Entry, entriesOf, entryOf, fieldOf, isTrue, itemsOf, type Tree, textOf, textsOf} from './tree.ts';
import {everyPush, noTriggers, type Read, type ReadJob} from './workflow.ts';

const reserved = new Set([
	'stages',
	'variables',
	'default',
	'include',
	'workflow',
	'image',
	'services',
	'cache',
	'before_script',
	'after_script',
	'spec',
]);
const defaultStages = ['.pre', 'build', 'test', 'deploy', '.post'];
const deepest = 4;

/** Reads GitLab CI. A job of a later stage needs all jobs of the stages before it, unless it says otherwise. */
export function gitlab(tree: Tree): readonly Read[] {
	const stages = fieldOf(tree, 'stages') === undefined ? defaultStages : ['.pre', ...textsOf(fieldOf(tree, 'stages')), '.post'];
	const entries = entriesOf(tree).filter(({key, value}) => !reserved.has(key) && !key.startsWith('.') && value.kind === 'map');
	const stageOf = (job: Tree): string => textOf(inherited(tree, job, 'stage')?.value) ?? 'test';
	const merges = entries.some(({value}) => mentionsMergeRequests(tree, value));
	return [
		{
			triggers: {...noTriggers, push: everyPush, pullRequest: merges || mentionsMerge(fieldOf(tree, 'workflow'))},
			jobs: entries.map(entry => jobIn(tree, entry, entries, stages, stageOf)),
			includes: itemsOf(fieldOf(tree, 'include')).flatMap(
				item =>
					textOf(item) ?? textOf(fieldOf(item, 'local')) ?? textOf(fieldOf(item, 'template')) ?? textOf(fieldOf(item, 'project')) ?? [],
			),
		},
	];
}

function jobIn(
	tree: Tree,
	{key, line, value}: Entry,
	all: readonly Entry[],
	stages: readonly string[],
	stageOf: (job: Tree) => string,
): ReadJob {
	const stage = stages.indexOf(stageOf(value));
	const needs = inherited(tree, value, 'needs')?.value;
	const before = all.filter(other => stages.indexOf(stageOf(other.value)) < stage).map(other => other.key);
	const allowed = inherited(tree, value, 'allow_failure');
	const environment = textOf(fieldOf(value, 'environment')) ?? textOf(fieldOf(fieldOf(value, 'environment'), 'name'));
	const script = ['before_script', 'script'].flatMap(name =>
		stepsOf(inherited(tree, value, name)?.value ?? fieldOf(fieldOf(tree, 'default'), name)),
	);
	return plainJob(key, line, script, {
		needs: needs === undefined ? before : itemsOf(needs).flatMap(item => textOf(item) ?? textOf(fieldOf(item, 'job')) ?? []),
		continueOnError: isTrue(allowed?.value),
		continueLine: allowed?.line ?? line,
		...(environment === undefined ? {} : {environment}),
		...(textOf(fieldOf(value, 'when')) === 'manual' ? {if: 'manual'} : {}),
	});
}

/** A key of the job, or of what it extends. */
function inherited(tree: Tree, job: Tree, key: string, depth = 0): Entry | undefined {
	const own = entryOf(job, key);
	if (own || depth >= deepest) return own;
	return [...textsOf(fieldOf(job, 'extends'))]
		.reverse()
		.map(name => fieldOf(tree, name))
		.flatMap(parent => (parent === undefined ? [] : (inherited(tree, parent, key, depth + 1) ?? [])))[0];
}

const mentionsMergeRequests = (tree: Tree, job: Tree): boolean =>
	['rules', 'only'].some(key => mentionsMerge(inherited(tree, job, key)?.value));
const mentionsMerge = (tree: Tree | undefined): boolean => {
	if (tree === undefined) return false;
	if (tree.kind === 'scalar') return tree.text.includes('merge_request');
	if (tree.kind === 'list') return tree.items.some(mentionsMerge);
	return tree.entries.some(({value}) => mentionsMerge(value));
};
