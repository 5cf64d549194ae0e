import type {Facts} from '../../facts/facts.ts';
import {fileAt} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import type {SchemaStep} from '../../facts/schema/step.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** How many of the newest migrations may still be on their way to production. */
const recent = 40;

/** What stands in a folder of migrations and changes tables, whatever it is written in. */
const inMigrations =
	/(?:^|\/)(?:db[-_]?)?migrations?\/(?:[\w.-]+\/)*(?!(?:index|__init__|env|seed[\w-]*|[\w-]*\.d)\.)[\w.-]+\.(?:sql|[cm]?[jt]s|py|rb|php)$/u;

type Loss = Place & {readonly what: string};

const probe: Probe = facts => {
	const files = facts.schema.migrations.filter(({tool}) => tool !== 'plain' && tool !== 'supabase schemas');
	if (files.length === 0) {
		const unread = unreadLanguage(facts);
		return unread === undefined ? notApplicable('there are no migrations in the repository') : unknown(`code in ${unread} is not read yet`);
	}
	const newest = newestOf(files);
	const losses = newest.flatMap(({path}) => lossesIn(path, facts));
	if (losses.length > 0)
		return unknown(
			`in the newest ${newest.length === 1 ? 'migration' : `${newest.length} migrations`}, ${losses.length === 1 ? 'one statement drops' : `${losses.length} statements drop`} what may hold data: ${listed(
				losses.slice(-3).map(({what}) => what),
				'and',
			)}`,
			distinct(losses.toReversed()),
			{
				asks: `Was everything in ${losses.at(-1)?.what ?? 'it'} moved or copied before it was dropped, and does no running version still read it?`,
			},
		);
	const unread = facts.schema.unread.filter(one => newest.some(({path}) => path === one.path));
	if (unread.length > 0) return unknown('not all statements of the newest migrations could be read', distinct(unread));
	const known = new Set(facts.schema.migrations.map(({path}) => path));
	const others = facts.files.filter(
		({path, role}) => inMigrations.test(path) && !known.has(path) && role !== 'test' && role !== 'example' && role !== 'vendored',
	);
	if (others.length > 0)
		return unknown(
			`${files.length} ${files.length === 1 ? 'migration drops' : 'migrations drop'} nothing that held data, and ${others.length} more ${others.length === 1 ? 'file was' : 'files were'} not read`,
			others.map(({firstLine}) => firstLine),
		);
	return pass(
		`${files.length === 1 ? 'the one migration drops no' : `none of the ${newest.length === files.length ? files.length : `newest ${newest.length}`} migrations drops a`} table or ${files.length === 1 ? '' : 'a '}column that held data`,
		distinct(newest.toReversed()),
	);
};

export default probe;

/** The newest of each folder of migrations. */
function newestOf<T extends Place>(files: readonly T[]): readonly T[] {
	const folders = new Map<string, T[]>();
	for (const file of files) {
		const parts = file.path.split('/');
		const folder = parts.slice(0, parts.at(-1) === 'migration.sql' ? -2 : -1).join('/');
		const group = folders.get(folder) ?? [];
		group.push(file);
		folders.set(folder, group);
	}
	return [...folders.values()].flatMap(group => group.slice(-recent));
}

/** What a migration drops and did not make itself, and does not put something of the same name in place of. */
function lossesIn(path: string, facts: Facts): readonly Loss[] {
	const steps = fileAt(facts, path)?.steps ?? [];
	const made = new Set(
		steps.flatMap(step => (step.does === 'create table' ? [step.table.name] : step.does === 'rename table' ? [step.to] : [])),
	);
	return steps.flatMap((step, at): readonly Loss[] => {
		const what = droppedBy(step);
		if (what === undefined || ('table' in step && step.table !== undefined && made.has(step.table.name))) return [];
		if (
			step.does === 'drop column' &&
			steps.slice(0, at).some(one => one.does === 'add column' && one.table.name === step.table.name && one.column.name === step.column)
		)
			return [];
		return [{path, line: step.line, text: step.text, what}];
	});
}

function droppedBy(step: SchemaStep): string | undefined {
	if (step.does === 'drop table') return step.table.name;
	return step.does === 'drop column' ? `${step.table.name}.${step.column}` : undefined;
}
