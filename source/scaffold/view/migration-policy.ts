import {factsNamed, holds, type PlainFacts} from '../../facts/facts.ts';
import {folderOf} from '../../facts/modules/paths.ts';
import type {MigrationTool} from '../../facts/schema/step.ts';
import {actions} from '../actions.ts';
import {type Given, said, type View} from '../view.ts';
import {firstFolders, wordsFor} from './migrating/tools.ts';

const inPython: ReadonlySet<MigrationTool> = new Set<MigrationTool>(['alembic', 'django']);
const inCode: ReadonlySet<MigrationTool> = new Set<MigrationTool>(['alembic', 'django', 'knex', 'typeorm', 'sequelize', 'mikro']);
const noTool: ReadonlySet<MigrationTool> = new Set<MigrationTool>(['plain', 'supabase schemas']);
/** Apps of Django come and go: their folders are found by name. */
const ofDjango = ':(glob)**/migrations/*.py';
/** Commands that change tables. */
export const changesTables =
	/\bprisma\s+(?:db\s+push|migrate)|\bdrizzle-kit\s+(?:push|migrate)|\balembic\s+upgrade|\bmanage\.py\s+migrate|\bsupabase\s+db\s+push|\bknex\s+migrate|\btypeorm\b[^\n]*(?:migration:run|schema:sync)|\bsequelize\b[^\n]*db:migrate|\b(?:goose|dbmate)\s+up/u;
const mostFolders = 12;
const mostPlaces = 3;

type Found = {readonly tool: MigrationTool; readonly folders: readonly string[]};

/** The tool with most migrations and where all that its language can read stand; else what a dependency says. */
function migrationsIn({schema, packages}: PlainFacts): Found | undefined {
	const own = schema.migrations.filter(({tool}) => !noTool.has(tool));
	const tools = [...new Set(own.map(({tool}) => tool))].toSorted(
		(one, other) => own.filter(({tool}) => tool === other).length - own.filter(({tool}) => tool === one).length,
	);
	const [tool] = tools;
	if (tool === undefined) {
		const found = firstFolders.find(([name]) => packages.some(({dependencies}) => dependencies.some(one => one.name === name)));
		if (found === undefined) return undefined;
		const owner = packages.find(({dependencies}) => dependencies.some(one => one.name === found[0]));
		const inside = owner === undefined || owner.path === '.' ? '' : `${owner.path}/`;
		return {tool: found[1], folders: [found[2] === '' ? ofDjango : `${inside}${found[2]}`]};
	}
	const isRead = (one: MigrationTool): boolean => !inCode.has(one) || inPython.has(one) === inPython.has(tool);
	const folders = own
		.filter(one => isRead(one.tool))
		.map(one => (one.tool === 'django' ? ofDjango : `${one.tool === 'prisma' ? folderOf(folderOf(one.path)) : folderOf(one.path)}/`));
	return {tool, folders: [...new Set(folders)].slice(0, mostFolders)};
}

/** How tables are changed here: the tool and its folders, who applies it, and what the check in CI reads. */
export function migrationPolicyView(facts: PlainFacts, given: Given): View {
	const found = migrationsIn(facts);
	const tool = found?.tool ?? 'plain';
	const folders = found?.folders ?? [];
	const script = !inPython.has(tool) && facts.packages.some(({ecosystems}) => ecosystems.includes('npm'));
	const elsewhere = facts.stack.some(({id}) => id.startsWith('ci.') && id !== 'ci.github' && factsNamed(facts, id).length > 0);
	const workflow = holds(facts, 'ci.github') || !elsewhere;
	const branch = facts.branch ?? 'main';
	const run = `${script ? 'node scripts/check-migrations.mjs' : 'python scripts/check_migrations.py'} origin/${branch}`;
	return {
		data: {
			app: given.name,
			known: found !== undefined,
			owner: said(given, 'owner') ?? '',
			moment: said(given, 'moment') ?? '',
			tool: wordsFor(tool),
			folders: folders.map(path => ({path})),
			shown: folders.map((path, index) => ({
				path: path === ofDjango ? 'the folder migrations of each app' : path,
				more: index < folders.length - 1,
			})),
			places: facts.commands
				.filter(({command, role}) => changesTables.test(command) && role !== 'test' && role !== 'example')
				.slice(0, mostPlaces)
				.map(({path, line}) => ({at: `${path}:${line}`})),
			postgres: holds(facts, 'db.postgres', 'baas.supabase'),
			script,
			sqlFiles: !inCode.has(tool),
			workflow,
			branch,
			actions: {checkout: actions.checkout, setupNode: actions.setupNode, setupPython: actions.setupPython},
		},
		after:
			found === undefined
				? [
						'No tool for migrations was found: choose the one that your database library brings, and write the tables of today down with it first.',
					]
				: [
						`Run it once by hand: ${run}. It reads what this branch adds.`,
						workflow
							? 'Make the check "Migrations" required for the main branch (Settings, Branches or Rules): else it only says so.'
							: `Let your CI run it for every proposed change: ${run}.`,
					],
		owes: [],
		scripts: {},
	};
}
