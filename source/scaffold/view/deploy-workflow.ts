import type {PlainFacts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {actions} from '../actions.ts';
import type {Data} from '../template-language.ts';
import {type CodeNow, type Given, type SeenAt, said, type View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {askedOf} from './asked.ts';
import {composeOf} from './compose.ts';
import {deployersIn, platformOf} from './deploy-rollback.ts';
import {type Checks, checksOf} from './deploying/checks.ts';
import {type Host, hosts} from './deploying/hosts.ts';
import {appliedAt, type Migrating, migratingIn} from './deploying/migrations.ts';
import {type Waiting, waitingIn} from './deploying/waiting.ts';

const check = 'ops-no-staging';
const tables = 'ops-migrate-on-start';
const ours = '.github/workflows/deploy.yml';
const plainRoute = /^\/[\w./-]*$/u;
/** The database can be reached from where workflows run; inside the others it is closed off. */
const fromOutside: ReadonlySet<string> = new Set(['vercel', 'render', 'railway']);

const nothing = (why: string, hasTables: boolean, {edits, closes, owes}: Waiting): View => ({
	data: {written: false},
	after: [why],
	closes,
	owes: [...[check, ...(hasTables ? [tables] : [])].map(one => ({check: one, owes: why})), ...owes],
	scripts: {},
	edits,
});

/** What stands in the way of a workflow, in one sentence; undefined when nothing does. */
function missing(facts: PlainFacts, platform: string, checks: Checks | undefined): string | undefined {
	const [own] = deployersIn(facts).filter(path => path !== ours || !isOurs(facts));
	if (own !== undefined) return `${own} puts it live already: let it wait for the checks (needs), rather than having two of them`;
	const names = [...hosts.values()].map(({name}) => name).join(', ');
	if (platform === '') return `say where it runs, and have this prepared again. It is written for ${names}`;
	if (!hosts.has(platform))
		return `this workflow is written for ${names}; for another place write the commands of docs/releases.md into one`;
	if (checks === undefined)
		return 'no workflow checks each push to the main branch, so there is nothing to wait for: write ci-workflow first, then this';
	if (platform === 'k8s' && deploymentOf(facts) === '')
		return 'the cluster runs several deployments, or none that can be read: say in a workflow of your own which image goes where';
	if (platform === 'k8s' && !facts.files.some(({path}) => path === 'Dockerfile'))
		return 'there is no Dockerfile at the top to build an image from: write dockerfile first, then this';
	return undefined;
}

const isOurs = ({workflows}: PlainFacts): boolean =>
	workflows.some(({path, jobs}) => path === ours && ['passed', 'production'].every(id => jobs.some(job => job.id === id)));

/** The one deployment of a cluster; empty when there are several or none. */
function deploymentOf({workloads}: PlainFacts): string {
	const names = new Set(workloads.filter(({where}) => where === 'Kubernetes').map(({name}) => name));
	const [name = ''] = names;
	return names.size === 1 && /^[a-z0-9][a-z0-9-]*$/u.test(name) ? name : '';
}

/** A workflow that puts live what passed the checks: the tables first, then the program, then a look at whether it answers. */
export function deployWorkflowView(facts: PlainFacts, given: Given, _code: CodeNow, seenAt: SeenAt): View {
	const platform = platformOf(facts, given);
	const checks = checksOf(facts);
	const problem = missing(facts, platform, checks);
	const host = hosts.get(platform);
	const hasTables = facts.schema.migrations.length > 0;
	const waiting = waitingIn(facts, seenAt);
	if (problem !== undefined || checks === undefined || host === undefined)
		return nothing(problem ?? 'nothing is known of this platform', hasTables, waiting);
	const back = facts.files.some(({path}) => path === 'scripts/roll-back.sh');
	const staging = said(given, 'staging') ?? '';
	const stages = stagesOf(facts, given, staging);
	const applied = appliedAt(facts).filter(({path}) => path !== ours && path !== 'fly.toml');
	const migrating = applied.length === 0 ? migratingIn(facts) : undefined;
	const inside = migrating !== undefined && platform === 'fly' ? releaseCommand(facts, migrating) : undefined;
	const outside = migrating !== undefined && fromOutside.has(platform) ? migrating : undefined;
	const placed = inside !== undefined || outside !== undefined;
	const before = beforeOf(host, {staging, platform, ...(outside && {outside})});
	return {
		data: {
			written: true,
			checks: {name: checks.name, file: checks.file},
			branch: checks.branch,
			platform,
			back,
			before: [...before],
			stages: [...stages],
			bare: stages.some(({asked}) => asked) && askedOf(facts, given).bare,
			migrate: migrateData(outside),
			compose: [...composeOf(facts).files],
			deployment: platform === 'k8s' ? deploymentOf(facts) : '',
			actions,
		},
		closes: [...waiting.closes, ...(staging === '' ? [] : [check]), ...(placed ? [tables] : [])],
		after: [
			`Set up what stands at the top of ${ours}. Until you switch it on there, it does nothing by itself.`,
			'Then start it once by hand: Actions, Deploy, Run workflow.',
			...(back ? [] : ['Write deploy-rollback too, and then this again: its script becomes the job that takes a release back.']),
			...(stages.every(({asked}) => asked)
				? []
				: ['Say the address that customers type, and have this prepared again: it then looks whether the release answers.']),
			...checks.besides.map(path => `It waits for ${checks.name} alone: ${path} checks too, and nothing waits for it.`),
			...applied.slice(0, 1).map(({path, line}) => `${path}:${line} changes the tables already: this workflow does not.`),
		],
		owes: [
			...waiting.owes,
			...(staging === ''
				? [
						{
							check,
							owes: 'set up a second place with a database of its own, say its address, and have this prepared again: a change then goes there first',
						},
					]
				: []),
			...(hasTables && !placed ? [{check: tables, owes: owedFor(applied.length > 0, platform)}] : []),
		],
		scripts: {},
		edits: [...waiting.edits, ...(inside === undefined ? [] : [inside])],
	};
}

const owedFor = (applied: boolean, platform: string): string =>
	applied
		? 'let a step of the release change the tables, instead of each start'
		: platform === 'compose' || platform === 'k8s'
			? 'the database is not reached from outside: apply the migrations inside, before the new program starts (a job of the cluster, docker compose run)'
			: 'say in a step of the release which command applies the migrations: it could not be told from the files';

type Stage = {readonly id: string; readonly before: string; readonly site: string; readonly asked: boolean; readonly words: string};

/** The places that a change goes to, in order, and what is asked there to see that it answers. */
function stagesOf(facts: PlainFacts, given: Given, staging: string): readonly Stage[] {
	const {site, bare} = askedOf(facts, given);
	const whole = said(given, 'site') ?? '';
	const at = (id: string, before: string, address: string): Stage => {
		const routes = routesOf(facts, bare);
		const words = address === '' ? [] : routes.map(route => (route === '' ? address : new URL(route, address).href));
		return {id, before, site: address, asked: words.length > 0, words: words.join(' ')};
	};
	const production = at('production', staging === '' ? '' : 'staging', whole === '' ? site : whole);
	return staging === '' ? [production] : [at('staging', '', staging), production];
}

/** What is asked of a place: the page that people see, and the route that says whether it can do its work, where both stand at one address. */
function routesOf(facts: PlainFacts, bare: boolean): readonly string[] {
	const route = facts.health.map(one => one.route).find(one => plainRoute.test(one)) ?? '';
	const pages = holds(facts, 'app.web', 'app.fullstack', 'app.static', 'app.ui');
	if (route === '' || (pages && !holds(facts, 'app.fullstack'))) return [''];
	return pages || bare ? ['', route] : [route];
}

const migrateData = (outside: Migrating | undefined): Data =>
	outside === undefined
		? {steps: [], folder: '', corepack: false, runtime: '', version: '', versionFile: '', settings: [], run: ''}
		: {
				steps: outside.job.install.map(({name, run, at = ''}) => ({name, run, at})),
				folder: outside.job.folder,
				corepack: outside.job.corepack,
				runtime: outside.job.runtime,
				version: outside.job.version,
				versionFile: outside.job.versionFile,
				settings: [...outside.settings],
				run: `${outside.job.exec}${outside.command}`,
			};

/** A step of Fly.io that runs in the new image, before it takes over. */
function releaseCommand(facts: PlainFacts, {job, command, shipped}: Migrating): Edit | undefined {
	if (!shipped || job.folder !== '.' || !facts.files.some(({path}) => path === 'fly.toml')) return undefined;
	const value = job.runtime === 'node' ? `npx ${command}` : command;
	return {
		kind: 'toml',
		path: 'fly.toml',
		does: 'applies the migrations before a release takes over',
		byHand: `In fly.toml under [deploy] write release_command = "${value}".`,
		table: 'deploy',
		key: 'release_command',
		value,
	};
}

function beforeOf(
	{before, automatic}: Host,
	{staging, platform, outside}: {readonly staging: string; readonly platform: string; readonly outside?: Migrating},
): readonly string[] {
	const places =
		staging === ''
			? 'Environment production (Settings, Environments): what follows is set there.'
			: 'Environments staging and production (Settings, Environments): what follows is set in each of them, with its own values.';
	return [
		places,
		...before,
		...(staging !== '' && platform === 'fly' ? ['Variable FLY_APP in staging: the name of the second app.'] : []),
		...(outside
			? outside.settings.map(name => `Secret ${name}: for the migrations; from outside the platform, with the right to change tables.`)
			: []),
		...(automatic === '' ? [] : [`When a run by hand was good, let nothing else put it live: ${automatic}.`]),
		'Last: variable DEPLOY_AFTER_CHECKS of the repository: yes.',
	];
}
