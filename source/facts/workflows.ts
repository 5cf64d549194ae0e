import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {azure} from './ci/azure.ts';
import {bitbucket} from './ci/bitbucket.ts';
import {circle} from './ci/circle.ts';
import {github} from './ci/github.ts';
import {gitlab} from './ci/gitlab.ts';
import {jenkins, plainSteps} from './ci/others.ts';
import {travis} from './ci/travis.ts';
import {type Tree, treeOf} from './ci/tree.ts';
import {type CiProvider, noTriggers, type Read, type Workflow} from './ci/workflow.ts';
import {lineCounter} from './imports.ts';

type Reader = {readonly provider: CiProvider; readonly path: RegExp; readonly read: (tree: Tree) => readonly Read[]};

const readers: readonly Reader[] = [
	{provider: 'github', path: /^\.github\/workflows\/[^/]+\.ya?ml$/u, read: github},
	{provider: 'gitea', path: /^\.(?:gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/u, read: github},
	{provider: 'gitlab', path: /^\.gitlab-ci\.ya?ml$/u, read: gitlab},
	{provider: 'circle', path: /^\.circleci\/config\.ya?ml$/u, read: circle},
	{provider: 'azure', path: /^(?:\.?azure-pipelines|azure-pipelines\/[^/]+|\.azure\/[^/]+|\.pipelines\/[^/]+)\.ya?ml$/u, read: azure},
	{provider: 'bitbucket', path: /^bitbucket-pipelines\.ya?ml$/u, read: bitbucket},
	{provider: 'travis', path: /^\.travis\.ya?ml$/u, read: travis},
	{provider: 'buildkite', path: /^\.buildkite\/[^/]+\.ya?ml$/u, read: plainSteps},
	{provider: 'woodpecker', path: /^\.woodpecker(?:\/[^/]+)?\.ya?ml$|^\.drone\.ya?ml$/u, read: plainSteps},
];
const jenkinsfile = /^(?:Jenkinsfile|\.?jenkins\/Jenkinsfile)$/u;

/** Every CI pipeline that the repository defines, by path. A file that does not parse is one as well: a broken one. */
export function workflowsOf(repository: Repository): readonly Workflow[] {
	return repository.files.flatMap(({path}) => {
		const reader = readers.find(one => one.path.test(path));
		if (reader === undefined && !jenkinsfile.test(path)) return [];
		const text = repository.text(path);
		if (text === undefined) return [];
		const lines = lineCounter(text);
		const rows = text.split('\n');
		const last = rows.findLastIndex(row => row.trim() !== '') + 1;
		const at = (wanted: number): Place => {
			const line = Math.max(1, Math.min(wanted, last));
			return {path, line, text: (rows[line - 1] ?? '').trim().slice(0, 300)};
		};
		const start = lines.at(Math.max(text.search(/\S/u), 0));
		if (reader === undefined) return [placed(jenkins(text), 'jenkins', at, start)];
		const parsed = treeOf(text);
		if ('problem' in parsed)
			return [
				{...at(parsed.problem.line), provider: reader.provider, triggers: noTriggers, jobs: [], includes: [], broken: parsed.problem},
			];
		return reader.read(parsed.tree).map(read => placed(read, reader.provider, at, start));
	});
}

const placed = (read: Read, provider: CiProvider, at: (line: number) => Place, start: number): Workflow => ({
	...read,
	provider,
	...at(read.line ?? start),
	jobs: read.jobs.map(job => ({...job, ...at(job.line), steps: job.steps.map(step => ({...step, ...at(step.line)}))})),
});

export {type CiJob, type CiStep, runsOnMain, runsOnPush, type Workflow} from './ci/workflow.ts';
