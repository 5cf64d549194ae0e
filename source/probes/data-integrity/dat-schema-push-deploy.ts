import {unreadServerIn} from '../../facts/apps.ts';
import {type Command, expanded} from '../../facts/commands.ts';
import type {Facts} from '../../facts/facts.ts';
import {factsNamed, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {SchemaChange} from '../../facts/schema-changes.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const throwsAway =
	/\bprisma\s+db\s+push\b[^\n]*--(?:accept-data-loss|force-reset)|\bprisma\s+migrate\s+reset\b|\bsupabase\s+db\s+reset\b|(?<![\w])(?:db|database)[-_:](?:reset|drop|wipe|refresh)\b|\b(?:reset|drop|wipe)[-_:](?:db|database)\b|\bmigrate:(?:fresh|refresh|reset)\b|\bdropdb\b|\bschema:drop\b|\bmanage\.py\s+(?:flush|reset_db|sqlflush)\b|\bdrizzle-kit\s+drop\b/u;
const rewrites =
	/\bprisma\s+db\s+push\b|\bdrizzle-kit\s+push\b|\bschema:sync\b|\bprisma\s+migrate\s+dev\b|\bmikro-orm\s+schema:update\b|\bmakemigrations\b(?![^\n]*--check)|\balembic\s+revision\b[^\n]*--autogenerate|\bflask\s+db\s+migrate\b/u;
/** It writes down what differs, as a migration that nobody has read. */
const writesMigration = /\bdrizzle-kit\s+generate\b|\btypeorm\b[^\n]{0,80}\bmigration:generate\b/u;
const releaseScript =
	/^(?:pre|post)?(?:build|start|install|deploy|release|prepare|vercel-build|heroku-postbuild|gcp-build|serve)(?::prod(?:uction)?|-prod(?:uction)?)?$/u;
const notProduction =
	/(?:^|[/._-])(?:dev|devel|development|local|test|tests|testing|e2e|ci|cypress|example|examples|devcontainer)(?:[/._-]|$)/iu;
/** Commands that bring reviewed migrations to a database. */
const applies = /^(?![^\n]*--dry-run)[^"'`\\\n]{0,80}(?:\bmigrat|\balembic\s+upgrade|\bsupabase\s+db\s+push\b|\b(?:goose|dbmate)\s+up\b)/u;
/** Files of SQL that somebody runs by hand, in no order that is kept. */
const appliesFiles =
	/\b(?:psql|supabase\s+db\s+(?:push|execute|query)|mysql|mariadb)\b[^\n|]{0,200}(?:-f\s*|--file[= ]|<\s*)["']?(?!\S*migrations?\/)[\w./${}-]+\.sql\b/u;
const restores = /restor|dump|backup|seed|fixture|sample|demo/iu;
/** Lines of a shell that only say, remember, move or install something. */
const talks =
	/^\s*(?:(?:echo|printf|mkdir|chown|chmod|cp|mv|rm|ls|find|cat|pushd|popd|apt|apt-get|apk|useradd|adduser|groupadd|sleep)\b|(?:pip3?|npm|yarn|pnpm|uv\s+pip|poetry|bun)\s+(?:install|ci|i)\b|\w+=)/u;
const releaseJob = /deploy|release|prod|migrat/iu;

const probe: Probe = facts => {
	const released = facts.commands.filter(isReleased);
	const runs = released.flatMap(command => expanded(command, facts.commands).map(run => ({...run, from: command})));
	const worst = runs.filter(({command}) => throwsAway.test(command));
	const changes = facts.schemaChanges
		.map(change =>
			change.when === 'by-hand' &&
			!(change.does === 'drop' && choosing.test(change.path)) &&
			runs.some(({command}) => startsFile(command, change.path))
				? atStart(change)
				: change,
		)
		.filter(change => matters(change, facts))
		.toSorted((one, other) => depth(one) - depth(other));
	const drops = changes.filter(({does}) => does === 'drop');
	if (worst[0] !== undefined || drops.length > 0)
		return gap(
			worst[0] === undefined
				? 'code of the program itself throws its tables away'
				: `a release runs "${short(worst[0].command)}", which throws data away`,
			distinct([...worst.map(({from}) => from), ...drops]),
			{severity: 'blocker'},
		);
	const tables = !keepsDocuments(facts);
	const pushed = tables ? runs.filter(({command}) => rewrites.test(command)) : [];
	if (pushed[0] !== undefined)
		return gap(
			`a release runs "${short(pushed[0].command)}", which changes tables without a reviewed migration`,
			distinct(pushed.map(({from}) => from)),
			{severity: 'high'},
		);
	const written = tables ? runs.filter(({command}) => writesMigration.test(command)) : [];
	const applied = written.filter(({from}) =>
		runs.some(
			one => one.from.path === from.path && /migrat/iu.test(`${one.command} ${one.via.join(' ')}`) && !writesMigration.test(one.command),
		),
	);
	if (applied[0] !== undefined)
		return gap(
			`a release runs "${short(applied[0].command)}" and applies what that wrote, so that tables change by a migration which nobody has read`,
			distinct(applied.flatMap(one => [one.from, plain(one)])),
			{severity: 'high'},
		);
	const altering = changes.filter(({does, when}) => does !== 'inline' && when === 'always');
	if (altering.length > 0)
		return gap(
			altering.some(({does}) => does === 'alter')
				? 'the program changes its tables to fit the code whenever it starts'
				: 'the program makes the tables that are missing whenever it starts',
			altering.map(plain),
			// What only makes tables that are missing leaves the others alone.
			{severity: altering.some(({does}) => does === 'alter') ? 'high' : 'low'},
		);
	const asked = changes.filter(change => change.does === 'inline' && isInRequest(change, facts));
	if (asked.length > 0)
		return unknown('code that answers requests makes or changes tables by itself, beside what the migrations say', asked.map(plain), {
			asks: `Why does a request make or change a table at ${asked[0]?.path ?? ''}:${asked[0]?.line ?? 1}, and which migration says the same?`,
		});
	const maybe = changes.filter(({does, when}) => does !== 'inline' && when === 'setting');
	if (maybe[0] !== undefined)
		return unknown('a setting decides whether the program changes its tables when it starts', maybe.map(plain), {
			asks: `What is the setting at ${maybe[0].path}:${maybe[0].line} in production, and who would notice if it changed?`,
		});
	const outside = changes.filter(({does, when}) => does !== 'inline' && when === 'outside production');
	if (outside[0] !== undefined)
		return unknown('everywhere but in production the program changes its tables to fit the code when it starts', outside.map(plain), {
			asks: `Which of the places that it is deployed to are not called production at ${outside[0].path}:${outside[0].line}, and what is kept there?`,
		});
	const byFile = facts.commands.filter(
		command => appliesFiles.test(command.command) && !isTrial(command) && !restores.test(command.command),
	);
	if (byFile.length > 0)
		return unknown('a command changes tables by files of SQL that are no migrations', distinct(byFile.map(plain)), {
			asks: 'Who runs this against production, when, and what remembers which of these files it has seen?',
		});
	const unread = unreadServerIn(facts.files);
	if (unread !== undefined)
		return unknown(`no release command changes tables, and code in ${unread} is not read yet`, released.slice(0, 2).map(plain));
	if (!tables) return notApplicable('its database keeps documents, so there are no tables that a release could change');
	const shown = [
		...runs.filter(({command}) => applies.test(command) && !talks.test(command)).map(plain),
		...runs.filter(({stage, command}) => (stage === 'deploy' || stage === 'start') && !talks.test(command)).map(plain),
		...released.filter(({command}) => !talks.test(command)).map(plain),
	];
	const byPeople =
		changes.length > 0 ? [] : facts.schemaChanges.filter(({when, does}) => when === 'by-hand' && does !== 'inline').map(plain);
	if (shown.length === 0 && byPeople.length === 0)
		return unknown(
			'nothing in the repository says how it is released, nor how its tables come to production',
			distinct(factsNamed(facts, 'db.any').flatMap(({evidence}) => evidence.filter(({text}) => !importing.test(text)))).slice(0, 3),
			{asks: 'What changes the tables of production when a new version goes out, and who has read it before?'},
		);
	return pass(
		shown.length > 0
			? 'nothing that a release or a start runs changes tables without a migration'
			: 'tables are made by what a person runs by hand, and by nothing that runs at a release or a start',
		distinct([...byPeople, ...shown]).slice(0, 3),
	);
};

export default probe;

const isTrial = ({path, role, name = '', job = ''}: Command): boolean =>
	role === 'test' || role === 'example' || notProduction.test(path) || /test|e2e|ci\b|dev|local/iu.test(`${name} ${job}`);

function isReleased(command: Command): boolean {
	if (notProduction.test(command.path) || command.role === 'test' || command.role === 'example') return false;
	switch (command.where) {
		case 'script':
			return releaseScript.test(command.name ?? '');
		case 'image':
			return command.final !== false;
		case 'platform':
			return true;
		case 'compose':
			return !notProduction.test(command.name ?? '');
		case 'ci':
			return releaseJob.test(command.job ?? '') && !/test|lint|e2e|playwright/iu.test(command.job ?? '');
		case 'shell':
			return /(?:^|\/)(?:docker-)?(?:entrypoint|start|deploy|release|boot(?!strap)|run)[\w-]*\.sh$/u.test(command.path);
		case 'make':
			return command.name === 'deploy' || command.name === 'release';
	}
}

/** Documents have no tables: nothing is changed by pushing a schema. */
const keepsDocuments = (facts: Facts): boolean =>
	holds(facts, 'db.mongo', 'db.dynamo', 'baas.firebase') &&
	!holds(
		facts,
		'db.relational',
		'db.postgres',
		'db.mysql',
		'db.mssql',
		'db.sqlite',
		'baas.supabase',
		'baas.convex',
		'baas.appwrite',
		'baas.pocketbase',
	);

/** What such a file does hangs on the word that it is given. */
const choosing = /(?:^|\/)(?:manage|cli)\.\w+$/u;

/** `python init_db.py` in what starts or releases the program. */
const startsFile = (command: string, path: string): boolean =>
	/\b(?:python3?|node|tsx|ts-node|bun)\b/u.test(command) && command.split(/\s+/u).some(word => word.replace(/^\.\//u, '') === path);
const atStart = (change: SchemaChange): SchemaChange => ({...change, when: 'always', reached: true});

/** Making missing tables in a small file database harms nobody; throwing tables away does anywhere. */
function matters(change: SchemaChange, facts: Facts): boolean {
	if (change.when === 'development' || change.when === 'by-hand' || !change.reached) return false;
	const fileOnly = holds(facts, 'db.sqlite') && !holds(facts, 'db.postgres', 'db.mysql', 'db.mssql');
	return change.does === 'make' ? !fileOnly : true;
}

/** It stands in a function that runs for a request. */
function isInRequest({path, line}: Place, facts: Facts): boolean {
	const code = facts.program.scopes.at(path)?.code;
	const at = code?.functions.findLastIndex(one => one.line <= line && line <= one.end) ?? -1;
	return at >= 0 && facts.program.pointsOf(path, at).some(({kind}) => requests.has(kind));
}

/** A line that only brings a library in. */
const importing = /^\s*(?:import\b|from\s+\S+\s+import\b|(?:const|let|var)\b[^=]{1,120}=\s*require\()/u;

const requests: ReadonlySet<string> = new Set(['http', 'action', 'rpc', 'function', 'webhook']);
const depth = ({path}: Place): number => path.split('/').length;
const short = (command: string): string => (command.length > 80 ? `${command.slice(0, 79)}…` : command);
const plain = ({path, line, text}: Place): Place => ({path, line, text});
