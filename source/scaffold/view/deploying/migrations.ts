import {expanded} from '../../../facts/commands.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {MigrationTool} from '../../../facts/schema/step.ts';
import {nodeJobs} from '../ci-node.ts';
import {pythonJobs} from '../ci-python.ts';
import type {CiJob} from '../ci-workflow.ts';
import {databaseSettings} from '../database-settings.ts';
import {changesTables} from '../migration-policy.ts';

/** How migrations are applied from outside the program. */
export type Migrating = {
	readonly job: CiJob;
	/** The command as the tool has it. */
	readonly command: string;
	/** Where the image leaves out what only development needs, it is not there. */
	readonly shipped: boolean;
	/** The settings that it needs, by name. */
	readonly settings: readonly string[];
};

const tools: Readonly<Partial<Record<MigrationTool, {readonly brings: string; readonly command: string}>>> = {
	prisma: {brings: 'prisma', command: 'prisma migrate deploy'},
	drizzle: {brings: 'drizzle-kit', command: 'drizzle-kit migrate'},
	knex: {brings: 'knex', command: 'knex migrate:latest'},
	sequelize: {brings: 'sequelize-cli', command: 'sequelize-cli db:migrate'},
	alembic: {brings: 'alembic', command: 'alembic upgrade head'},
	django: {brings: 'django', command: 'python manage.py migrate --noinput'},
};
const startScript = /^(?:pre|post)?(?:start|build|install)(?::prod(?:uction)?)?$|^(?:vercel-build|heroku-postbuild|release)$/u;
const puts = /deploy|release|migrat/iu;
const direct = /^(?:DIRECT|MIGRATION)_(?:DATABASE_)?URL$|^DATABASE_(?:DIRECT|MIGRATION)_URL$/u;

/** Where something changes the tables of production already: a start, an image, a step of the platform or of a release. */
export const appliedAt = ({commands}: PlainFacts): readonly {readonly path: string; readonly line: number}[] =>
	commands.filter(
		one =>
			one.role !== 'test' &&
			one.role !== 'example' &&
			(one.where === 'script'
				? startScript.test(one.name ?? '')
				: one.where === 'ci'
					? puts.test(`${one.path} ${one.job ?? ''}`)
					: one.where === 'shell'
						? /entry|start|run|deploy|release|boot/iu.test(one.path)
						: one.where !== 'make') &&
			expanded(one, commands).some(run => changesTables.test(run.command)),
	);

const isIn = (path: string, {path: folder}: PackageFact): boolean => folder === '.' || path.startsWith(`${folder}/`);

/** The tool that the migrations were written for, in the package that brings it; undefined where that cannot be told. */
export function migratingIn(facts: PlainFacts): Migrating | undefined {
	const known = facts.schema.migrations.filter(({tool}) => tools[tool] !== undefined);
	const kinds = new Set(known.map(({tool}) => tool));
	const [first] = known;
	const tool = first && tools[first.tool];
	if (first === undefined || tool === undefined || kinds.size > 1) return undefined;
	const [owner] = facts.packages
		.filter(one => isIn(first.path, one) && one.dependencies.some(({name}) => name === tool.brings))
		.toSorted((one, other) => other.path.length - one.path.length);
	const job = [...nodeJobs(facts), ...pythonJobs(facts)].find(({folder}) => folder === owner?.path);
	if (owner === undefined || job === undefined) return undefined;
	const names = facts.settings.named.map(({name}) => name);
	const {whole, host, user, password, name, port} = databaseSettings(facts);
	const own = (whole === '' ? [host, port, user, password, name] : [whole]).flatMap(one => (one === undefined || one === '' ? [] : [one]));
	return {
		job,
		command: tool.command,
		shipped: owner.dependencies.some(one => one.name === tool.brings && one.use !== 'development'),
		settings: own.length === 0 ? ['DATABASE_URL'] : [...new Set([...own, ...names.filter(one => direct.test(one))])],
	};
}
