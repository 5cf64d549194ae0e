import type {FileFact} from '../files.ts';
import {type PackageFact, packageOf} from '../packages.ts';
import type {MigrationTool, SchemaStep} from './step.ts';

type Migration = SchemaStep & {readonly does: 'migration'};

/** A file that changes a database. */
export type Changing = {readonly path: string; readonly steps: readonly SchemaStep[]; readonly head: Migration; readonly package: string};

/** Files that one tool runs one after the other. */
export type Sequence = {readonly tool: MigrationTool; readonly package: string; readonly files: readonly Changing[]};

/** Files that change a database, by what runs them and in that order; what a person runs comes last. */
export function sequencesOf(files: readonly FileFact[], packages: readonly PackageFact[]): readonly Sequence[] {
	const groups = new Map<string, Changing[]>();
	for (const file of files) {
		const head = file.steps?.find(step => step.does === 'migration');
		if (file.steps === undefined || head === undefined || head.does !== 'migration') continue;
		const owner = packageOf(file.path, packages);
		const key = [owner, head.tool, head.tool === 'plain' || chained.has(head.tool) ? '' : folderOf(file.path, head.tool)].join('\n');
		const group = groups.get(key) ?? [];
		group.push({path: file.path, steps: file.steps, head, package: owner});
		groups.set(key, group);
	}
	const all = [...groups.values()].flatMap(group => {
		const [first] = group;
		return first === undefined ? [] : [{tool: first.head.tool, package: first.package, files: ordered(first.head.tool, group)}];
	});
	const replaced = new Set(all.filter(({tool}) => tool === 'supabase').map(each => each.package));
	return all
		.filter(({tool, package: owner}) => tool !== 'supabase schemas' || !replaced.has(owner))
		.sort((one, other) => Number(one.tool === 'plain') - Number(other.tool === 'plain'));
}

/** Tools whose files name the file that they come after. */
const chained: ReadonlySet<MigrationTool> = new Set<MigrationTool>(['alembic', 'django']);

/** The folder that a tool looks in: Prisma and golang-migrate may have a folder for each migration. */
function folderOf(path: string, tool: MigrationTool): string {
	const parts = path.split('/').slice(0, -1);
	return (tool === 'prisma' ? parts.slice(0, -1) : tool === 'supabase schemas' ? [] : parts).join('/');
}

function ordered(tool: MigrationTool, group: readonly Changing[]): readonly Changing[] {
	if (chained.has(tool)) return afterOthers(group, each => each.head.after ?? []);
	const named = [...group].sort((one, other) => byName(tool)(one.path, other.path));
	return tool === 'plain' ? afterMakers(named) : named;
}

const byName =
	(tool: MigrationTool) =>
	(one: string, other: string): number => {
		if (tool === 'flyway') {
			const repeated = Number(/(?:^|\/)R__/u.test(one)) - Number(/(?:^|\/)R__/u.test(other));
			if (repeated !== 0) return repeated;
		}
		return tool === 'supabase' ? (one < other ? -1 : 1) : natural(one, other);
	};

const piece = /\d+|\D+/gu;
const digits = /^\d/u;

/** Compares names as people do: numbers in them by their size. */
function natural(one: string, other: string): number {
	const ones = one.match(piece) ?? [];
	const others = other.match(piece) ?? [];
	for (let at = 0; at < Math.min(ones.length, others.length); at += 1) {
		const [left = '', right = ''] = [ones[at], others[at]];
		if (left === right) continue;
		if (!digits.test(left) || !digits.test(right)) return left < right ? -1 : 1;
		const [a, b] = [left.replace(/^0+/u, ''), right.replace(/^0+/u, '')];
		if (a !== b) return a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length;
	}
	return ones.length - others.length || (one < other ? -1 : 1);
}

/** Each file after those whose names it gives. */
function afterOthers(group: readonly Changing[], after: (file: Changing) => readonly string[]): readonly Changing[] {
	const sorted = [...group].sort((one, other) => natural(one.path, other.path));
	const byId = new Map(sorted.flatMap(file => (file.head.id === undefined ? [] : [[file.head.id, file] as const])));
	return inOrder(sorted, file => after(file).flatMap(id => byId.get(id) ?? []));
}

/** Each script after those that make the tables that it changes and does not make. */
function afterMakers(files: readonly Changing[]): readonly Changing[] {
	const makers = new Map<string, Changing>();
	for (const file of files)
		for (const step of file.steps) if (step.does === 'create table' && !makers.has(step.table.name)) makers.set(step.table.name, file);
	return inOrder(files, file => {
		const needed = new Set<Changing>();
		for (const step of file.steps) {
			if (step.does === 'create table' || step.does === 'drop table' || !('table' in step) || step.table === undefined) continue;
			const maker = makers.get(step.table.name);
			if (maker !== undefined && maker !== file) needed.add(maker);
		}
		const makes = new Set(file.steps.flatMap(step => (step.does === 'create table' ? [step.table.name] : [])));
		return [...needed].filter(maker => !maker.steps.some(step => step.does === 'create table' && makes.has(step.table.name)));
	});
}

/** The files so that each stands behind those that it needs; a circle is cut where it is met. Without recursion: a chain may be long. */
function inOrder(files: readonly Changing[], needs: (file: Changing) => readonly Changing[]): readonly Changing[] {
	const out: Changing[] = [];
	const state = new Map<Changing, 'open' | 'done'>();
	for (const start of files) {
		const stack = [start];
		while (stack.length > 0) {
			const file = stack[stack.length - 1];
			if (file === undefined) break;
			if (!state.has(file)) {
				state.set(file, 'open');
				for (const needed of [...needs(file)].reverse()) if (!state.has(needed)) stack.push(needed);
			} else {
				stack.pop();
				if (state.get(file) === 'open') {
					state.set(file, 'done');
					out.push(file);
				}
			}
		}
	}
	return out;
}
