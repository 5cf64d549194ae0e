import {spawnSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {templateById} from '../../source/scaffold/templates.ts';
import {runbookIndexProblem, runbookParts, runbookProblem} from '../../source/scaffold/validators/runbook.ts';
import {runbooksView} from '../../source/scaffold/view/runbooks.ts';
import {vendors} from '../../source/scaffold/view/vendors.ts';
import {givenProblem} from '../../source/scaffold/view-of.ts';
import {has} from '../scaffold/grounds.ts';
import {readCode} from '../support/facts.ts';
import {factsIn, planFor, repositories} from './repositories.ts';

const pages = (name: string, answers = {}): ReadonlyMap<string, string> =>
	new Map(planFor('runbooks', repositories[name] ?? {}, answers).files.map(({path, text}) => [path.replace('docs/runbooks/', ''), text]));
const blocks = (text: string): readonly string[] =>
	[...text.matchAll(/^( *)```bash\n([\s\S]*?)^\1```$/gmu)].map(match => (match[2] ?? '').replaceAll(new RegExp(`^${match[1]}`, 'gmu'), ''));
const page = (name: string, file: string): string => pages(name).get(file) ?? '';

describe.each(Object.keys(repositories))('the runbooks for %s', name => {
	it('are accepted by the checker', () => {
		const plan = planFor('runbooks', repositories[name] ?? {});
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.validated).toHaveLength(plan.files.length);
		expect(plan.files.length).toBeGreaterThanOrEqual(4);
	});

	it('hold nothing of the template language, and no empty table or list', () => {
		for (const text of pages(name).values()) {
			expect(text).not.toMatch(/<%|%>|undefined|\[object/u);
			expect(text).not.toMatch(/\| --- \|\n\n/u);
		}
	});

	it.skipIf(!has('bash'))('hold only commands that a shell can read', () => {
		const all = [...pages(name).values()].flatMap(blocks);
		const {status, stderr} = spawnSync('bash', ['--norc', '-n'], {input: all.join('\n'), encoding: 'utf8'});
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
	});

	it.skipIf(!has('shellcheck'))('hold only commands that shellcheck accepts (skipped where it is not installed)', () => {
		const said = [...pages(name).values()]
			.flatMap(blocks)
			.map(input =>
				spawnSync('shellcheck', ['--shell=bash', '--format=gcc', '--exclude=SC2016,SC2034,SC2154,SC2162', '-'], {input, encoding: 'utf8'}),
			);
		expect(said.map(({stdout}) => stdout).filter(Boolean)).toEqual([]);
		expect(said.map(({status}) => status).filter(Boolean)).toEqual([]);
	});
});

it.each([
	[
		'prisma',
		{
			'package.json': '{"dependencies": {"@prisma/client": "6.0.0", "pg": "8.0.0"}}',
			'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
		},
		'P2024',
		'QueuePool',
	],
	[
		'sqlalchemy',
		{'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.0\npsycopg==3.2.0\n', 'app/main.py': 'import sqlalchemy\nimport psycopg\n'},
		'QueuePool limit',
		'P2024',
	],
	[
		'a driver alone',
		{'package.json': '{"dependencies": {"express": "5.0.0", "pg": "8.0.0"}}', 'src/db.js': "import pg from 'pg';\n"},
		'timeout exceeded when trying to connect',
		'P2024',
	],
])('names the errors of %s, and of nothing else', (_name, files, own, other) => {
	const text = planFor('runbooks', files).files.find(({path}) => path.endsWith('database-down.md'))?.text ?? '';
	expect(text).toContain(own);
	expect(text).not.toContain(other);
});

describe('which pages there are', () => {
	it.each([
		['npm, express, postgres, stripe, fly', ['database-down', 'restore', 'provider-outage', 'data-breach'], ['queue-backlog']],
		['yarn berry, mongo, bullmq, helm', ['database-down', 'queue-backlog', 'provider-outage'], []],
		[
			'npm without a lockfile and without checks, heroku',
			['site-down', 'bad-release', 'leaked-secret'],
			['database-down', 'restore', 'queue-backlog', 'provider-outage', 'data-breach'],
		],
	])('%s', (name, there, missing) => {
		const names = [...pages(name).keys()];
		expect(names).toEqual(expect.arrayContaining([...there.map(one => `${one}.md`), 'README.md']));
		for (const one of missing) expect(names).not.toContain(`${one}.md`);
	});
});

describe('the commands fit the repository', () => {
	it.each([
		[
			'npm, express, postgres, stripe, fly',
			'bad-release.md',
			['fly deploy --image "$IMAGE"', 'fly releases --image'],
			['vercel', 'heroku'],
		],
		[
			'pnpm, next, supabase, vercel',
			'bad-release.md',
			['vercel rollback "$GOOD_URL"', 'Until then new pushes to the main branch do not go live'],
			['fly '],
		],
		['yarn berry, mongo, bullmq, helm', 'bad-release.md', ['helm rollback "$RELEASE"'], ['kubectl rollout undo']],
		['npm without a lockfile and without checks, heroku', 'bad-release.md', ['heroku rollback "$RELEASE_VERSION"'], ['git revert']],
		['pip, flask, mysql, celery, render', 'bad-release.md', ['Rollback to this deploy'], ['git revert']],
		['uv, fastapi, postgres, compose', 'bad-release.md', ['docker compose up --detach --build'], ['git revert']],
		['bun, sqlite, no host', 'bad-release.md', ['git revert --no-edit "$BAD"'], ['vercel']],
		['workspaces whose root script runs all of them, netlify', 'bad-release.md', ['restoreSiteDeploy'], ['wrangler']],
		[
			'workspaces that are tested one by one, cloudflare and railway',
			'bad-release.md',
			['npx wrangler rollback', 'In Railway'],
			['netlify'],
		],
		['both languages, each in its folder, firebase', 'bad-release.md', ['Roll back', 'firebase deploy --only'], ['git revert']],
		['npm, express, postgres, stripe, fly', 'database-down.md', ['pg_isready', '53300'], ['mongosh', 'mysql']],
		['pip, flask, mysql, celery, render', 'database-down.md', ['mysqladmin', '1040'], ['psql']],
		['yarn berry, mongo, bullmq, helm', 'database-down.md', ['mongosh', 'MongoServerSelectionError'], ['psql']],
		['bun, sqlite, no host', 'database-down.md', ['SQLITE_BUSY', 'PRAGMA quick_check'], ['psql']],
		['pnpm, next, supabase, vercel', 'database-down.md', ['supabase inspect db', 'PGRST'], ['mysql']],
		['both languages, each in its folder, firebase', 'database-down.md', ['RESOURCE_EXHAUSTED'], ['psql']],
		[
			'npm, express, postgres, stripe, fly',
			'restore.md',
			['pg_restore --no-owner', 'Never restore over the live database'],
			['mongorestore'],
		],
		['npm, express, postgres, stripe, fly', 'leaked-secret.md', ['STRIPE_SECRET_KEY', 'RESEND_API_KEY', 'fly secrets import'], ['OPENAI']],
		['npm, express, postgres, stripe, fly', 'provider-outage.md', ['https://status.stripe.com', 'do not charge again'], ['OpenAI']],
		['pnpm, next, supabase, vercel', 'provider-outage.md', ['https://status.openai.com'], ['Stripe']],
		['yarn berry, mongo, bullmq, helm', 'queue-backlog.md', ['LLEN "bull:$QUEUE:wait"'], ['celery']],
		['pip, flask, mysql, celery, render', 'queue-backlog.md', ['celery -A "$CELERY_APP" inspect ping'], ['bull:']],
		['workspaces that are tested one by one, cloudflare and railway', 'queue-backlog.md', ['pgboss.job'], ['bull:']],
		['npm, express, postgres, stripe, fly', 'data-breach.md', ['72 hours', 'not legal advice', 'pg_policies'], []],
	])('%s: %s', (name, file, there, missing) => {
		for (const text of there) expect(page(name, file)).toContain(text);
		for (const text of missing) expect(page(name, file)).not.toContain(text);
	});
});

describe('what nobody knows', () => {
	it('is said, and neither invented nor left to fill in', () => {
		const text = page('npm, express, postgres, stripe, fly', 'site-down.md');
		expect(text).toContain('owner: nobody yet\nrehearsed: never\ntook: not measured yet\n');
		expect(text).toContain('Nobody has rehearsed this page yet, and nobody owns it.');
		expect(text).toContain("printf 'Address of the site, as a customer types it: '; read -r SITE_URL");
	});

	it('is filled in when a person says it, and cannot break out of its place', () => {
		const answers = {owner: 'Ada: "on call" `x`', contact: '+44 20 | @ada', site: "https://shop.test/'$(id)"};
		const plan = planFor('runbooks', repositories['npm, express, postgres, stripe, fly'] ?? {}, answers);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		const text = plan.files.find(({path}) => path.endsWith('site-down.md'))?.text ?? '';
		expect(text).toContain('owner: "Ada: \\"on call\\" `x`"');
		expect(text).toContain("SITE_URL='https://shop.test/'\\''$(id)'");
		expect(text).toContain('+44 20 \\| &#64;ada');
		expect(text).not.toContain('nobody owns it');
	});

	it.each([
		{site: 'shop.test'},
		{site: "https://shop.test/'; id"},
		{site: 'https://shop.test/?token=x'},
		{owner: 'TODO'},
		{contact: '[your phone]'},
	])('is refused with what to give instead: %j', answers => {
		expect(givenProblem({name: 'x', answers})).toMatch(/must be like|Leave \w+ empty/u);
	});

	it('is accepted when it is plain or missing', () => {
		expect(givenProblem({name: 'x', answers: {site: 'https://shop.test/login', owner: 'Ada', contact: ''}})).toBeUndefined();
	});

	it('leaves the check open, and says what a person owes', () => {
		const plan = planFor('runbooks', repositories['npm, express, postgres, stripe, fly'] ?? {});
		expect(plan.closes).toEqual([]);
		expect(plan.prepares).toEqual([
			{check: 'ops-no-runbooks', owes: 'walk through each page once, and write your name, the date and the minutes it took at its top'},
		]);
	});

	it('shows the name of the repository as text, whatever it is', () => {
		const plan = planFor('runbooks', repositories['a hostile one'] ?? {}, {}, '<img src=x onerror=y> [x](javascript:y) @all');
		const index = plan.files.find(({path}) => path.endsWith('README.md'))?.text ?? '';
		expect(index.split('\n')[0]).toBe('# Runbooks of \\<img src=x onerror=y\\> \\[x\\]\\(javascript:y\\) &#64;all');
	});
});

const hosts = 'vercel netlify cloudflare fly render railway heroku firebase appengine helm k8s compose docker none'.split(' ');
const stores = 'baas.supabase baas.firebase db.postgres db.mysql db.mongo db.sqlite none'.split(' ');
const queues = ['bullmq', 'celery', 'rq', 'pg-boss', '@aws-sdk/client-sqs', 'inngest', 'none'];

/** The plan for a repository of which only these facts are known. */
function planWith(host: string, store: string, queue: string) {
	const facts = factsIn({'package.json': JSON.stringify({name: 'x', dependencies: {[queue]: '1.0.0'}})});
	const stack = [`deploy.${host}`, store, queue === 'none' ? 'none' : 'queue'].map(
		id => ({id, value: true, confidence: 'high', package: '.', evidence: []}) as const,
	);
	const template = templateById('runbooks');
	if (!template) throw new Error('no runbooks');
	const view = runbooksView({...facts, stack}, {name: 'x', answers: {owner: 'Ada'}});
	return makePlan(template, view, {
		disk: () => ({kind: 'absent'}),
		manifest: {files: {}},
		base: () => undefined,
		read: readCode,
		isOutdated: () => false,
	});
}

describe.each(hosts)('on %s', host => {
	it.each(stores)('with %s, every page is right for every queue', store => {
		for (const queue of queues) {
			const plan = planWith(host, store, queue);
			expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
			const bad = plan.files.flatMap(({text}) => blocks(text)).filter(block => block.trim() === '');
			expect(bad).toEqual([]);
		}
	});
});

describe('every vendor that is known', () => {
	it.each(vendors)('$name gets a page that is right', ({packages, name}) => {
		const files = {
			'package.json': JSON.stringify({name: 'x', dependencies: Object.fromEntries(packages.map(one => [one, '1.0.0']))}),
			'index.js': 'x()\n',
		};
		const plan = planFor('runbooks', files);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.files.find(({path}) => path.endsWith('provider-outage.md'))?.text).toContain(name);
	});
});

describe('the runbook checker', () => {
	const good = page('npm, express, postgres, stripe, fly', 'site-down.md');
	const beside = [...pages('npm, express, postgres, stripe, fly').keys()];

	it('accepts the good one', () => {
		expect(runbookProblem(good, beside)).toBeUndefined();
	});

	it.each([
		...runbookParts.map((part): [string, string, string] => [`no "${part}"`, good.replace(`## ${part}\n`, ''), part]),
		[
			'parts in another order',
			good.replace('## Trigger', '## X').replace('## Impact', '## Trigger').replace('## X', '## Impact'),
			'not in order',
		],
		['no front matter', good.replace(/^---[\s\S]*?---\n/u, ''), 'front matter'],
		['no owner', good.replace(/^owner: .*\n/mu, ''), 'owner'],
		['a rehearsal that is no date', good.replace('rehearsed: never', 'rehearsed: soon'), 'rehearsed'],
		['something to do', `${good}\nTODO: say more\n`, 'TODO'],
		['something to fill in', good.replace('fly status', 'fly status --app <your app>'), '<your app>'],
		['an example address', good.replace('https://status.flyio.net', 'https://status.example.com'), 'example.com'],
		['a link to nowhere', good.replace('(bad-release.md)', '(good-release.md)'), 'good-release.md'],
		['a variable that nothing sets', good.replace('fly status', 'fly status --app "$FLY_APP"'), 'FLY_APP'],
		['a diagnosis that destroys', good.replace('fly status', 'rm -rf data'), 'only look'],
		[
			'a diagnosis without commands',
			good.replace(
				/(## Diagnose\n)[\s\S]*?(\n## Mitigate)/u,
				'$1\nLook at it carefully, and think about what may have changed since yesterday.\n$2',
			),
			'two commands',
		],
		[
			'no time limit',
			good.replace(/(## Escalate\n)[\s\S]*?(\n## Verify)/u, '$1\nCall somebody when it does not get better after a long while.\n$2'),
			'time limit',
		],
		['a wall of text', good.replace('## Impact\n', `## Impact\n\n${'one line of prose\n'.repeat(7)}`), 'too long'],
	])('rejects %s', (_, text, problem) => {
		expect(text).not.toBe(good);
		expect(runbookProblem(text, beside)).toContain(problem);
	});

	it('rejects an index that forgets a page, links to nowhere, or does not escalate', () => {
		const index = page('npm, express, postgres, stripe, fly', 'README.md');
		expect(runbookIndexProblem(index, beside)).toBeUndefined();
		expect(runbookIndexProblem(index, [...beside, 'more.md'])).toContain('more.md');
		expect(runbookIndexProblem(index.replace('(restore.md)', '(restored.md)'), beside)).toContain('restored.md');
		expect(runbookIndexProblem(index.replace('## Escalate', '## Other'), beside)).toContain('escalate');
	});
});
