import {plainJob, plainStep, stepsOf} from './plain-step.ts';
import {entriesOf, fieldOf, itemsOf, type Tree, textOf} from './tree.ts';
import {everyPush, noTriggers, type Read, type ReadJob, type Triggers} from './workflow.ts';

/** Reads Bitbucket Pipelines: one workflow for each pipeline in the file. Steps run one after another. */
export function bitbucket(tree: Tree): readonly Read[] {
	const pipelines = fieldOf(tree, 'pipelines');
	return entriesOf(pipelines).flatMap(({key, line, value}) => {
		if (key === 'default') return [pipeline(key, line, value, {...noTriggers, push: everyPush})];
		return entriesOf(value).map(entry => pipeline(`${key} ${entry.key}`, entry.line, entry.value, triggersOf(key, entry.key)));
	});
}

function triggersOf(section: string, pattern: string): Triggers {
	switch (section) {
		case 'branches':
			return {...noTriggers, push: {branches: [pattern], ignored: [], tags: []}};
		case 'tags':
			return {...noTriggers, push: {branches: [], ignored: [], tags: [pattern]}};
		case 'pull-requests':
			return {...noTriggers, pullRequest: true};
		default:
			return {...noTriggers, manual: true};
	}
}

const stepTrees = (item: Tree): readonly Tree[] => {
	const step = fieldOf(item, 'step');
	if (step) return [step];
	const parallel = fieldOf(item, 'parallel');
	const inner = parallel?.kind === 'map' ? fieldOf(parallel, 'steps') : parallel;
	return [...itemsOf(inner), ...itemsOf(fieldOf(fieldOf(item, 'stage'), 'steps'))].flatMap(stepTrees);
};

function pipeline(name: string, line: number, list: Tree, triggers: Triggers): Read {
	const jobs = itemsOf(list).reduce<readonly ReadJob[]>((before, item) => {
		const needs = before.map(({id}) => id);
		const next = stepTrees(item).map((step, index) => {
			const environment = textOf(fieldOf(step, 'deployment'));
			const pipes = itemsOf(fieldOf(step, 'script')).flatMap(entry => {
				const pipe = textOf(fieldOf(entry, 'pipe'));
				return pipe === undefined ? [] : [plainStep(entry.line, {uses: pipe})];
			});
			return plainJob(
				textOf(fieldOf(step, 'name')) ?? `step ${before.length + index + 1}`,
				step.line,
				[...stepsOf(fieldOf(step, 'script')), ...pipes],
				{
					needs,
					...(environment === undefined ? {} : {environment}),
					...(textOf(fieldOf(step, 'trigger')) === 'manual' ? {if: 'manual'} : {}),
				},
			);
		});
		return before.concat(next);
	}, []);
	return {name, line, triggers, jobs, includes: []};
}
