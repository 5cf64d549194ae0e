import type {Place} from '../../safe-text.ts';
import {ciChecksOf} from '../ci-checks.ts';
import {type Call, entryOf, lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {expanded} from '../commands.ts';
import {runsOf, startsOf} from '../deploy/start.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {isReached} from '../reached.ts';

/** Something that applies migrations. */
export type MigrationRun = Place & {
	readonly tool: string;
	/** The tool lets one at a time through. */
	readonly locks: boolean;
	/** At each start of the program, or as a step of its own at a release. */
	readonly at: 'start' | 'release';
};

type Tool = {readonly tool: string; readonly pattern: RegExp; readonly locks: boolean};

const tools: readonly Tool[] = [
	{tool: 'prisma migrate deploy', pattern: /\bprisma migrate deploy\b/u, locks: true},
	{tool: 'knex migrate', pattern: /\bknex\b[^;&|]*\bmigrate:(?:latest|up)\b/u, locks: true},
	{tool: 'rails db:migrate', pattern: /\b(?:rails|rake)\s+db:(?:migrate|prepare)\b/u, locks: true},
	{tool: 'node-pg-migrate', pattern: /\bnode-pg-migrate\b[^;&|]*\bup\b/u, locks: true},
	{tool: 'flyway migrate', pattern: /\bflyway\b[^;&|]*\bmigrate\b/u, locks: true},
	{tool: 'liquibase update', pattern: /\bliquibase\b[^;&|]*\bupdate\b/u, locks: true},
	{tool: 'migrate up', pattern: /(?:^|\s)(?:migrate|goose|dbmate|sqlx migrate)\b[^;&|]*\s(?:up|run)\b/u, locks: true},
	{tool: 'drizzle-kit migrate', pattern: /\bdrizzle-kit migrate\b/u, locks: false},
	{tool: 'sequelize db:migrate', pattern: /\bsequelize(?:-cli)?\b[^;&|]*\bdb:migrate(?!:undo)\b/u, locks: false},
	{tool: 'typeorm migration:run', pattern: /\btypeorm\b[^;&|]*\bmigration:run\b/u, locks: false},
	{tool: 'mikro-orm migration:up', pattern: /\bmikro-orm\b[^;&|]*\bmigration:up\b/u, locks: false},
	{tool: 'alembic upgrade', pattern: /\balembic\b[^;&|]*\bupgrade\b/u, locks: false},
	{tool: 'flask db upgrade', pattern: /\bflask\b[^;&|]*\bdb upgrade\b/u, locks: false},
	{tool: 'manage.py migrate', pattern: /\b(?:manage\.py|django-admin)\s+migrate\b/u, locks: false},
	{tool: 'aerich upgrade', pattern: /\baerich upgrade\b/u, locks: false},
	{tool: 'migrate-mongo up', pattern: /\bmigrate-mongo up\b/u, locks: false},
];

const toolIn = (command: string): Tool | undefined => tools.find(({pattern}) => pattern.test(command));

/** Where migrations are applied on their way to production: by what starts the product, by its own code, or by a step of a release. */
export function migrationRunsOf(facts: Facts): readonly MigrationRun[] {
	return [...byStart(facts), ...byCode(facts), ...byRelease(facts)];
}

const byStart = (facts: Facts): readonly MigrationRun[] =>
	startsOf(facts).flatMap(start =>
		runsOf(start, facts.commands).flatMap(run => {
			const tool = toolIn(run.command);
			return tool === undefined
				? []
				: [{path: run.path, line: run.line, text: run.text, tool: tool.tool, locks: tool.locks, at: 'start' as const}];
		}),
	);

const byRelease = (facts: Facts): readonly MigrationRun[] => {
	const deploying = new Set(ciChecksOf(facts.workflows, facts.commands).deploys.map(({workflow, job}) => `${workflow.path} ${job.id}`));
	const platform = facts.commands.filter(
		({where, stage, role}) => where === 'platform' && (stage === 'deploy' || stage === 'build') && role !== 'test',
	);
	const pipeline = facts.commands.filter(
		({where, path, job = ''}) =>
			where === 'ci' &&
			(deploying.has(`${path} ${job}`) || (/migrat/iu.test(`${path} ${job}`) && !/test|check|lint|e2e|ci\.ya?ml/iu.test(`${path} ${job}`))),
	);
	const jobs = facts.deploy.workloads
		.filter(({kind}) => kind === 'Job')
		.flatMap(({containers}) =>
			containers.map(({path, line, text, command, args}) => ({path, line, text, command: [...command, ...args].join(' '), folder: '.'})),
		);
	const builds = facts.packages.flatMap(({scripts, path: folder}) =>
		scripts.filter(({name}) => /^(?:vercel-build|heroku-postbuild|release)$/u.test(name)).map(one => ({...one, folder})),
	);
	return [...platform, ...pipeline, ...jobs, ...builds].flatMap(command =>
		expanded(command, facts.commands).flatMap(run => {
			const tool = toolIn(run.command);
			return tool === undefined
				? []
				: [{path: command.path, line: command.line, text: command.text, tool: tool.tool, locks: tool.locks, at: 'release' as const}];
		}),
	);
};

/** `migrate(db)` of Drizzle, `knex.migrate.latest()`, `migrationsRun: true`, `command.upgrade(…)` in code that runs. */
const byCode = (facts: Facts): readonly MigrationRun[] =>
	facts.files.flatMap((file): readonly MigrationRun[] => {
		const {code, path} = file;
		if (file.role !== 'app' || code === undefined || file.side === 'client') return [];
		if (
			!mayName(code, [
				'migrate',
				'latest',
				'runMigrations',
				'upgrade',
				'DataSource',
				'forRoot',
				'forRootAsync',
				'createConnection',
				'call_command',
				'up',
			])
		)
			return [];
		if (
			isReached(file, facts.reached) !== true ||
			/(?:^|\/)(?:migrations?|scripts?|cli|commands)(?:\/|\.)|migrat[\w-]*\.[jt]s$/u.test(path)
		)
			return [];
		return code.calls.flatMap(call => {
			const tool = migrates(call, file);
			return tool === undefined ? [] : [{path, line: call.line, text: call.text, ...tool, at: 'start' as const}];
		});
	});

function migrates({to, args}: Call, {code, language}: FileFact): Pick<MigrationRun, 'tool' | 'locks'> | undefined {
	const last = lastOf(to);
	const from = (pattern: RegExp): boolean => code?.imports.some(one => pattern.test(one.from)) === true;
	if (to === 'migrate' && from(/^drizzle-orm\/.*migrator$/u)) return {tool: "Drizzle's migrate()", locks: false};
	if (/(?:^|\.)migrate\.latest$/u.test(to)) return {tool: 'knex.migrate.latest()', locks: true};
	if (last === 'runMigrations' && from(/^typeorm$|data-?source/iu)) return {tool: "TypeORM's runMigrations()", locks: false};
	const options = args.find(one => one.is === 'object');
	const runs = entryOf(options, 'migrationsRun');
	if (/(?:^|\.)(?:DataSource|forRoot|createConnection)$/u.test(to) && runs?.is === 'literal' && runs.value === true)
		return {tool: "TypeORM's migrationsRun", locks: false};
	if (language === 'py' && to === 'command.upgrade' && from(/^alembic\b/u)) return {tool: "Alembic's upgrade()", locks: false};
	const command = args[0];
	if (to === 'call_command' && command?.is === 'text' && command.text === 'migrate') return {tool: "Django's migrate", locks: false};
	return /^umzug\.up$|^migrator\.up$/u.test(to) && from(/^(?:umzug|@mikro-orm\/|kysely)/u)
		? {tool: 'its migrator', locks: false}
		: undefined;
}
