import {plainJob, plainStep, stepsOf} from './plain-step.ts';
import {entryOf, fieldOf, itemsOf, type Tree, textOf, textsOf} from './tree.ts';
import {everyPush, noTriggers, type Read} from './workflow.ts';

/** What Travis runs when a file names a language and no script. */
const implied: Readonly<Record<string, string>> = {
	node_js: 'npm test',
	go: 'go test ./...',
	ruby: 'rake',
	java: 'mvn test',
	php: 'phpunit',
	rust: 'cargo test',
};

/** Reads Travis CI. It starts at pushes and pull requests. */
export function travis(tree: Tree): readonly Read[] {
	const only = textsOf(fieldOf(fieldOf(tree, 'branches'), 'only'));
	const before = ['before_install', 'install', 'before_script'].flatMap(key => stepsOf(fieldOf(tree, key)));
	const language = entryOf(tree, 'language');
	const fallback = implied[textOf(language?.value) ?? ''];
	const included = itemsOf(fieldOf(fieldOf(tree, 'jobs') ?? fieldOf(tree, 'matrix'), 'include'));
	const own = stepsOf(fieldOf(tree, 'script'));
	const assumed =
		own.length > 0 || language === undefined || fallback === undefined || included.some(job => fieldOf(job, 'script') !== undefined)
			? own
			: [plainStep(language.line, {run: fallback})];
	const main = plainJob('script', own[0]?.line ?? language?.line ?? 1, [...before, ...assumed]);
	const jobs = included
		.filter(job => fieldOf(job, 'script') !== undefined)
		.map((job, index) =>
			plainJob(
				textOf(fieldOf(job, 'stage')) ?? textOf(fieldOf(job, 'name')) ?? `job ${index + 1}`,
				job.line,
				stepsOf(fieldOf(job, 'script')),
			),
		);
	return [
		{
			triggers: {...noTriggers, push: only.length === 0 ? everyPush : {branches: only, ignored: [], tags: []}, pullRequest: true},
			jobs: main.steps.length === 0 ? jobs : [main, ...jobs],
			includes: [],
		},
	];
}
