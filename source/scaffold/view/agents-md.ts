import {factsNamed, holds, type PlainFacts} from '../../facts/facts.ts';
import {hostingOf} from '../../facts/hosting.ts';
import type {Data} from '../template-language.ts';
import type {Given, View} from '../view.ts';
import {nodeJobs} from './ci-node.ts';
import {pythonJobs} from './ci-python.ts';
import type {CiJob} from './ci-workflow.ts';
import {shown} from './personal-data.ts';

/** A command that stands in a fenced block as it is: nothing in it ends the block or the line. */
const plainCommand = /^[\w@.,:/=+'" ()&>-]{2,160}$/u;
const plainFolder = /^(?!-)[A-Za-z0-9._@/-]+$/u;
const mostJobs = 6;
const mostStarts = 3;
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const listed = (names: readonly string[]): Data => names.map((name, index) => ({name, more: index < names.length - 1}));

const linesOf = ({steps}: CiJob): readonly string[] =>
	steps.map(({run, at}) => (at === undefined ? run : `(cd ${at} && ${run})`)).filter(line => plainCommand.test(line));

function startsOf({packages}: PlainFacts): readonly string[] {
	return packages
		.filter(({ecosystems, path}) => ecosystems.includes('npm') && plainFolder.test(path))
		.flatMap(({path, scripts, managers}) => {
			const script = ['dev', 'start'].find(name => scripts.some(one => one.name === name));
			const run = `${managers[0] ?? 'npm'} run ${script}`;
			return script === undefined ? [] : [path === '.' ? run : `cd ${path} && ${run}`];
		})
		.slice(0, mostStarts);
}

/** What the page for newcomers says of this repository: the commands that its manifests hold, what to read first, and what is where. */
export function agentsMdView(facts: PlainFacts, {name}: Given): View {
	const jobs = [...nodeJobs(facts), ...pythonJobs(facts)].filter(({folder}) => plainFolder.test(folder)).slice(0, mostJobs);
	const known = jobs.map(job => ({job, lines: linesOf(job)})).filter(({lines}) => lines.length > 0);
	const tables = facts.schema.tables.filter(({made}) => made !== 'elsewhere');
	const [migration] = facts.schema.migrations;
	const points = facts.entryPoints.points;
	return {
		data: {
			app: name,
			jobs: known.map(({job, lines}) => ({
				folder: job.folder === '.' ? './' : job.folder,
				runtime: job.runtime === 'node' ? 'Node' : 'Python',
				version: job.version === '' ? `as ${job.versionFile} says` : job.version,
				steps: lines.map(line => ({line})),
			})),
			starts: startsOf(facts).map(line => ({line})),
			settings: facts.settings.named.length,
			example: shown(facts.settings.examples[0]?.path ?? ''),
			files: facts.readFirst.map(({path, why}) => ({path: shown(path), why: shown(why)})),
			points: points.length,
			frameworks: listed([...new Set(points.map(({framework}) => framework))]),
			tables: tables.length,
			migrations: migration === undefined ? '' : shown(folderOf(migration.path)),
			hosts: listed(hostingOf(facts).map(one => one.name)),
			companies: listed(facts.people.thirdParties.filter(({role}) => role !== 'hosting').map(one => one.name)),
			tests: facts.testFiles.length,
			personal: factsNamed(facts, 'data.pii').length > 0,
			workflow: holds(facts, 'ci.github', 'ci.gitlab'),
		},
		after: ['Nothing in AGENTS.md was run: run its commands once on a fresh clone, and correct it.'],
		owes: [],
		scripts: {},
	};
}
