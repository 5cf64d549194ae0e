import {driftIn} from '../../facts/dependencies/locking.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import {actions} from '../actions.ts';
import type {Data} from '../template-language.ts';
import type {View} from '../view.ts';
import {nodeJobs} from './ci-node.ts';
import {pythonJobs} from './ci-python.ts';

/** One command of a job. `note` becomes a comment above it; `at` is another folder than the job's. */
export type CiStep = {readonly name: string; readonly run: string; readonly note: string; readonly at?: string};
/** One job of the workflow: where it works, with what, and what it runs. `checks`: whether anything in it can fail for a bug. */
export type CiJob = {
	readonly id: string;
	readonly folder: string;
	readonly runtime: 'node' | 'python';
	/** A version, or a file that names it. */
	readonly version: string;
	readonly versionFile: string;
	/** The lockfile that downloads are cached by; empty for none. */
	readonly cache: string;
	readonly corepack: boolean;
	/** The first of the steps: they install it. */
	readonly install: readonly CiStep[];
	/** What stands in front of a program of a dependency to run it; it ends with a blank where it is not empty. */
	readonly exec: string;
	readonly steps: readonly CiStep[];
	readonly checks: boolean;
	readonly after: readonly string[];
};

const nothingToCheck = 'add tests, a linter or a type check: until then the workflow only installs and builds';
const notOurs = 'shipworthy writes workflows for Node and Python only: write one for this language';
const mostJobs = 12;
/** Folders that can stand in a workflow as they are: nothing in them is an expression, an option or a blank. */
const plainFolder = /^(?!-)[A-Za-z0-9._@/-]+$/u;

function named(jobs: readonly CiJob[]): readonly CiJob[] {
	const seen = new Map<string, number>();
	return jobs.map(job => {
		const slug = job.folder === '.' ? job.runtime : `${job.runtime}-${job.folder.replace(/[^A-Za-z0-9]+/gu, '-').replace(/^-|-$/gu, '')}`;
		const count = (seen.get(slug) ?? 0) + 1;
		seen.set(slug, count);
		return {...job, id: count === 1 ? slug : `${slug}-${count}`};
	});
}

const dataOf = ({id, folder, runtime, version, versionFile, cache, corepack, steps}: CiJob): Data => ({
	id,
	folder,
	runtime,
	version,
	versionFile,
	cache,
	corepack,
	steps: steps.map(({name, run, note, at = ''}) => ({name, run, note, at})),
});

/** What the workflow checks in this repository: one job for each package that can be checked by itself. */
export function ciWorkflowView(facts: PlainFacts): View {
	const branches = facts.branch === undefined ? ['main', 'master'] : [facts.branch];
	const strange = facts.packages.filter(({path}) => path !== '.' && !plainFolder.test(path));
	const plain = {...facts, packages: facts.packages.filter(one => !strange.includes(one))};
	const all = [...nodeJobs(plain), ...pythonJobs(plain)];
	const ranked = [...all.filter(({checks}) => checks), ...all.filter(({checks}) => !checks)];
	const jobs = named(ranked.slice(0, mostJobs));
	const checked = jobs.some(({checks}) => checks);
	return {
		data: {
			branches,
			jobs: jobs.map(dataOf),
			actions: {
				checkout: actions.checkout,
				setupNode: actions.setupNode,
				setupPython: actions.setupPython,
			},
		},
		scripts: Object.fromEntries(facts.packages.map(({path, scripts}) => [path, scripts.map(({name}) => name)])),
		after: [
			...new Set(jobs.flatMap(({after}) => after)),
			...driftIn(facts)
				.slice(0, 1)
				.map(({said}) => `The install will fail until manifest and lockfile agree: ${said}. Install once by hand and commit the lockfile.`),
			...strange.map(({path}) => `${path} is not in the workflow: its name holds characters that a workflow could misread.`),
			...(all.length > mostJobs
				? [`${all.length - mostJobs} packages are not in the workflow; a root script that tests all packages would cover them.`]
				: []),
		],
		owes: checked ? [] : [{check: 'ops-no-ci', owes: jobs.length > 0 ? nothingToCheck : notOurs}],
	};
}
