import {assess} from '../../source/assessment/assess.ts';
import {type CategoryId, type Checklist, categoryIds, type Item, type Severity} from '../../source/checklists/checklist.ts';
import type {Look, Progress, Visit, Work} from '../../source/coaching/work.ts';
import type {Found} from '../../source/probes/found.ts';
import {type Context, type Decision, type Decisions, noDecisions} from '../../source/record/decision.ts';
import type {Preferences} from '../../source/record/preferences.ts';
import {evidenceOf, safeText} from '../../source/safe-text.ts';
import type {Plan} from '../../source/scaffold/plan.ts';

/** The day on which all of this happens. */
export const today = '2026-03-31';

type Some = Partial<Omit<Item, 'category' | 'id' | 'examples'>>;

const item = (id: string, category: CategoryId, gap: string, good: string, severity: Severity, more: Some = {}): Item => ({
	id,
	category,
	gap,
	good,
	part: 'backup and recovery',
	severity,
	gate: 'pilot',
	effort: 'minutes',
	per: 'repository',
	kind: 'file',
	confidence: 'high',
	likelihood: 'internet',
	harm: 'data',
	reads: 'files',
	unlocks: [],
	freshness: 180,
	raised: [],
	why: 'Whoever relies on it finds out at the worst moment, and there is nothing to go back to.',
	fix: ['Decide who looks after it.', 'Write down what is done, and try it once.'],
	verify: 'Look again: the check names the file that closes it.',
	question: {
		ask: 'Has this been tried within the last half year, from start to finish?',
		counts: ['docs/restore.md with the day and the time it took', 'The output of the last run'],
		offer: 'ls -l docs',
	},
	references: ['https://example.com/reference'],
	examples: [
		{name: 'a project without it', expect: 'gap', show: true, files: {'package.json': '{"name": "shop"}\n'}},
		{name: 'a project that has it', expect: 'pass', show: true, files: {'docs/restore.md': '# Restore\n\n1. Stop the app.\n'}},
	],
	...more,
});

const customers = {when: {users: ['customers' as const, 'public' as const]}, to: 'blocker' as const, because: 'strangers will use it'};

const items: readonly Item[] = [
	item(
		'err-no-failure-tests',
		'error-handling',
		'No test proves what happens when things go wrong',
		'Tests cover what happens when things go wrong',
		'medium',
	),
	item('sec-secret-in-repo', 'security-hardening', 'A live credential is in the code', 'No credential is in the code', 'blocker', {
		harm: 'credential',
	}),
	item(
		'sec-no-security-headers',
		'security-hardening',
		'The browser is not told to protect users',
		'The browser is told to protect users',
		'medium',
	),
	item('obs-no-alerts', 'observability', 'Nobody is woken when it breaks', 'Somebody is woken when it breaks', 'high', {
		raised: [customers],
	}),
	item(
		'dat-restore-untested',
		'data-integrity',
		'A backup that was never restored may be no backup',
		'A restore was rehearsed',
		'blocker',
		{kind: 'question', effort: 'hours'},
	),
	item(
		'cmp-no-privacy-notice',
		'compliance',
		'People are not told what happens to their data',
		'People are told what happens to their data',
		'medium',
		{raised: [customers]},
	),
	item('int-vendor-drift', 'integration', 'A change at a vendor surprises you in production', 'Changes at vendors are noticed', 'low', {
		gate: 'production',
		effort: 'days',
	}),
	item('scl-no-load-test', 'scalability', 'Nobody knows how many users it can carry', 'It is known how many users it can carry', 'medium', {
		gate: 'production',
		effort: 'hours',
	}),
	item(
		'ops-no-ci',
		'operational-readiness',
		'Nothing checks a change before it goes live',
		'Every change is checked before it goes live',
		'high',
		{template: 'ci-workflow'},
	),
	item('ops-no-runbooks', 'operational-readiness', 'Whoever is on call has no page to open', 'Runbooks say what to do', 'medium', {
		template: 'runbooks',
		effort: 'hours',
	}),
];

const checklists: readonly Checklist[] = categoryIds.map(id => ({
	id,
	title: `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`,
	question: 'What happens when it matters?',
	items: items.filter(({category}) => category === id),
}));

const found = (
	check: string,
	outcome: Found['finding']['outcome'],
	because: string,
	places: readonly [string, number, string][] = [],
): Found => ({
	check,
	package: '.',
	finding: {
		outcome,
		confidence: 'high',
		because: safeText(because),
		evidence: places.map(([path, line, text]) => evidenceOf({path, line, text})),
		occurrences: places.length,
	},
});

const atFirst: readonly Found[] = [
	found('err-no-failure-tests', 'gap', 'No test throws, rejects or answers with an error.'),
	found('sec-secret-in-repo', 'gap', 'Two keys of a payment service are in files that git tracks.', [
		['packages/storefront/app/api/payments/refunds/internal/route.ts', 8, "const key = 'sk_live_… (32 characters)';"],
		[
			'scripts/注文の一覧を作成する.ts',
			3,
			"export const 鍵 = 'sk_live_…'; // é ü 日本語のとても長い行が続くので途中で切られるべきです、画面の幅を越えないように",
		],
	]),
	found('sec-no-security-headers', 'pass', 'helmet is used.', [['src/server.ts', 12, 'app.use(helmet());']]),
	found('obs-no-alerts', 'gap', 'No alert rule and no client of a service that calls people was found.'),
	found('dat-restore-untested', 'unknown', 'Files cannot show whether a restore was tried.'),
	found('cmp-no-privacy-notice', 'gap', 'No page, route or document is named after privacy.'),
	found('int-vendor-drift', 'unknown', 'Files cannot show who reads the vendors’ news.'),
	found('scl-no-load-test', 'not-applicable', 'It serves no requests.'),
	found('ops-no-ci', 'gap', 'Looked for workflows in .github/workflows, .gitlab-ci.yml and six other places.'),
	found('ops-no-runbooks', 'gap', 'No runbook was found in docs, runbooks or ops.'),
];

const ciPlan: Plan = {
	template: 'ci-workflow',
	version: 1,
	title: 'A CI workflow',
	files: [
		{
			path: '.github/workflows/ci.yml',
			action: 'create',
			text: `name: ci\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n${Array.from({length: 20}, (_, index) => `      - run: npm run step-${index}`).join('\n')}\n`,
			seen: 'absent',
			executable: false,
			because: safeText('Nothing is there yet.'),
		},
		{
			path: 'README.md',
			action: 'merge',
			before: '# Shop\n\nSells things.\n',
			text: '# Shop\n\nSells things.\n\nEvery change runs the tests.\n',
			seen: 'abc',
			executable: false,
			because: safeText('One line is added below what is there.'),
		},
		{
			path: 'package.json',
			action: 'foreign',
			text: '{}',
			before: '{"name": "shop"}',
			seen: 'abc',
			executable: false,
			because: safeText('It is yours and stays as it is.'),
		},
	],
	closes: ['ops-no-ci'],
	prepares: [{check: 'ops-no-runbooks', owes: 'a name for who answers at night'}],
	validated: [{path: '.github/workflows/ci.yml', by: 'the workflow schema'}],
	after: ['push the branch and switch the required check on'],
};

/** What a practice repository is opened with. */
export type Practice = {
	readonly empty?: boolean;
	readonly fails?: boolean;
	readonly slow?: Promise<void>;
	readonly findings?: readonly Found[];
};

/** What was asked of the practice repository, in order. */
export type Asked = {
	readonly work: Work;
	readonly wrote: readonly string[];
	readonly kept: readonly Visit[];
	readonly saved: readonly Decision[];
	readonly preferred: readonly Preferences[];
};

/** Decisions with one more. */
const withDecision = (decisions: Decisions, decision: Decision): Decisions => {
	switch (decision.kind) {
		case 'answer':
			return {...decisions, answers: [...decisions.answers, decision]};
		case 'accepted':
			return {...decisions, accepted: [...decisions.accepted, decision]};
		case 'not-applicable':
			return {...decisions, notApplicable: [...decisions.notApplicable, decision]};
		case 'live':
			return {...decisions, live: [...decisions.live.filter(({check}) => check !== decision.check), decision]};
	}
};

/** A repository that exists in memory only, behind the coach's own interface; weighed by the real assessment. */
export function practice({empty = false, fails = false, slow, findings = atFirst}: Practice = {}): Asked {
	let seen = findings;
	let before = findings;
	let decisions = noDecisions;
	const wrote: string[] = [];
	const kept: Visit[] = [];
	const saved: Decision[] = [];
	const preferred: Preferences[] = [];
	const lookNow = (context: Context): Look => ({
		name: safeText('shop'),
		head: safeText('0123456'),
		stack: ['Next.js', 'Supabase', 'Stripe', 'Vercel'].map(name => safeText(name)),
		packages: [safeText('.')],
		files: empty ? 0 : 214,
		skipped: [{path: safeText('media/film.mov'), because: safeText('it is larger than 1 MB')}],
		capped: false,
		facts: empty
			? []
			: Array.from({length: 30}, (_, index) => ({
					id: `fact.${index}`,
					label: safeText(`A fact called ${index}`),
					value: safeText(index % 2 === 0 ? 'yes' : '4.2'),
					package: safeText('.'),
					evidence: [evidenceOf({path: `src/deeply/nested/module-${index}.ts`, line: index + 1, text: `const fact = ${index};`})],
				})),
		map: [
			{id: 'stack', title: 'What it is', lead: safeText('214 files, 9000 lines of application code.'), rows: []},
			{
				id: 'callers',
				title: 'Who can call what',
				lead: safeText(empty ? 'No entry points were found.' : '30 entry points.'),
				rows: Array.from({length: empty ? 0 : 30}, (_, index) => ({
					cells: [index < 4 ? 'anyone' : 'signed in', 'POST', `/api/things/${index}`, 'writes things'].map(cell => safeText(cell)),
					places: [
						evidenceOf({path: `src/deeply/nested/module-${index}.ts`, line: index + 1, text: `app.post('/api/things/${index}', save)`}),
					],
				})),
			},
			{
				id: 'read-first',
				title: 'Read these first',
				lead: safeText('In this order they tell the most.'),
				rows: [
					{
						cells: ['src/server.ts', 'where the server starts'].map(cell => safeText(cell)),
						places: [evidenceOf({path: 'src/server.ts', line: 3, text: 'const app = express();'})],
					},
				],
			},
		],
		assessment: assess({
			checklists,
			findings: empty ? items.map(({id}) => found(id, 'not-applicable', 'There is no file.')) : seen,
			decisions,
			context,
			today,
			packages: [],
		}),
		decisions,
		...(wrote.length === 0 ? {} : {lastWrite: {template: 'ci-workflow', files: wrote.map(path => safeText(path))}}),
		templates: [
			{id: 'ci-workflow', title: safeText('the CI workflow'), files: 2, needs: []},
			{
				id: 'runbooks',
				title: safeText('the runbooks'),
				files: 6,
				needs: [
					{id: 'owner', ask: 'Who looks after this system?'},
					{id: 'site', ask: 'The address that customers type.'},
				],
			},
		],
	});
	const ok = <Value>(value: Value) => ({ok: true, value}) as const;
	const work: Work = {
		look: async (context: Context, report: (progress: Progress) => void) => {
			report({files: 120, of: 214, seen: safeText('package.json')});
			await slow;
			if (fails)
				return {
					ok: false,
					problem: {what: safeText('The folder cannot be read.'), next: safeText('Check its permissions and look again.')},
				};
			return ok(lookNow(context));
		},
		assess: async context => ok(lookNow(context)),
		plan: async template => ok({...ciPlan, template}),
		write: async (plan, leftOut) => {
			const paths = plan.files
				.filter(({path, action}) => (action === 'create' || action === 'merge') && !leftOut.includes(path))
				.map(({path}) => path);
			wrote.push(...paths);
			before = seen;
			seen = seen.map(each =>
				plan.closes.includes(each.check)
					? found(each.check, 'pass', 'A workflow runs the tests.', [['.github/workflows/ci.yml', 2, 'on: [push]']])
					: each,
			);
			return ok(paths.map(path => safeText(path)));
		},
		recover: async () => ok([safeText('docs/site-down.md')]),
		undo: async () => {
			seen = before;
			const files = wrote.map(path => safeText(path));
			wrote.length = 0;
			return ok({taken: files, kept: []});
		},
		remember: async (decision, given) => {
			if (given.given === 'path' && given.text === 'missing.md')
				return {ok: false, problem: {what: safeText('There is no missing.md in the repository.'), next: safeText('Check the path.')}};
			const first = saved.length === 0;
			saved.push(decision);
			decisions = withDecision(decisions, decision);
			return ok({look: lookNow({}), path: safeText(`.shipworthy/answers/${decision.check}.yaml`), madeFolder: first});
		},
		openEditor: async () => ok(undefined),
		around: async place =>
			place.path.endsWith('route.ts')
				? {
						path: place.path,
						line: place.line,
						from: place.line - 1,
						lines: ['export async function POST(request: Request) {', `  ${place.text} // why`, '}'].map(text => safeText(text)),
					}
				: undefined,
		prefer: async preferences => {
			preferred.push(preferences);
			return ok(undefined);
		},
		exercises: async () => [
			{id: 'forged-webhook', title: 'A forged message is believed', minutes: 25, folder: safeText('~/shipworthy-exercises/forged-webhook')},
		],
		exercise: async () => ({
			ok: false,
			problem: {what: safeText('This folder is no exercise any more.'), next: safeText('Esc goes back.')},
		}),
		copyForAgent: async task => ok(safeText(`~/tasks/${task.name}.md`)),
		watch: () => undefined,
		keep: async visit => {
			kept.push(visit);
			return ok(undefined);
		},
	};
	return {work, wrote, kept, saved, preferred};
}

/** The look that the practice repository gives, without a screen. */
export async function practiceLook(context: Context = {}, options: Practice = {}): Promise<Look> {
	const result = await practice(options).work.look(context, () => {}, new AbortController().signal);
	if (!result.ok) throw new Error(result.problem.what);
	return result.value;
}
