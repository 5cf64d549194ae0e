import {lineCounter} from '../imports.ts';
import {plainJob, plainStep, stepsOf} from './plain-step.ts';
import {entriesOf, fieldOf, isTrue, itemsOf, type Tree, textOf} from './tree.ts';
import {everyPush, noTriggers, type Read} from './workflow.ts';

const shell =
	/\b(?:sh|bat)\s*(?:\(\s*)?(?:'''(?<long>[\s\S]{0,2000}?)'''|"""(?<wide>[\s\S]{0,2000}?)"""|'(?<single>[^'\n]{1,500})'|"(?<double>[^"\n]{1,500})")/gu;

/** Reads the shell steps of a Jenkinsfile as one job. When it starts is set in Jenkins: pushes and pull requests are assumed. */
export function jenkins(text: string): Read {
	const lines = lineCounter(text);
	const steps = [...text.matchAll(shell)].map(match => {
		const run = match.groups?.long ?? match.groups?.wide ?? match.groups?.single ?? match.groups?.double ?? '';
		return plainStep(lines.at(match.index), {run: run.trim()});
	});
	return {
		triggers: {...noTriggers, push: everyPush, pullRequest: true},
		jobs: [plainJob('pipeline', steps[0]?.line ?? 1, steps)],
		includes: [],
	};
}

/** Reads Buildkite, Woodpecker and Drone: a list or a map of steps with `command` or `commands`. */
export function plainSteps(tree: Tree): readonly Read[] {
	const steps = fieldOf(tree, 'steps') ?? fieldOf(tree, 'pipeline');
	const listed = itemsOf(steps?.kind === 'map' ? undefined : steps).map((value, index) => ({
		key: textOf(fieldOf(value, 'name')) ?? textOf(fieldOf(value, 'label')) ?? `step ${index + 1}`,
		line: value.line,
		value,
	}));
	const jobs = [...listed, ...entriesOf(steps)].map(({key, line, value}) =>
		plainJob(key, line, stepsOf(fieldOf(value, 'commands') ?? fieldOf(value, 'command')), {
			continueOnError: isTrue(fieldOf(value, 'soft_fail')) || textOf(fieldOf(value, 'failure')) === 'ignore',
		}),
	);
	return [{triggers: {...noTriggers, push: everyPush, pullRequest: true}, jobs, includes: []}];
}
