import {createHash} from 'node:crypto';
import {closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as v from 'valibot';
import type {BrokenStore, Generated, Journal, Manifest, Store} from '../scaffold/store.ts';

/** The run that opens the store: its process id, and whether another process still runs. */
export type Runner = {readonly pid: number; readonly isRunning: (pid: number) => boolean};

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const generatedSchema = v.object({hash, template: v.string(), version: v.number()});
const manifestSchema = v.object({files: v.record(v.string(), generatedSchema)});
const entrySchema = v.object({
	path: v.string(),
	seen: v.union([hash, v.literal('absent')]),
	wrote: hash,
	mode: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0o777)),
	temporary: v.pipe(v.string(), v.regex(/(?:^|\/)\.shipworthy-[A-Za-z0-9-]+\.tmp$/u)),
	remembered: v.optional(generatedSchema),
});
const journalSchema = v.object({
	id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,80}$/u)),
	state: v.picklist(['started', 'done', 'undoing', 'undone']),
	template: v.string(),
	entries: v.array(entrySchema),
	folders: v.array(v.string()),
});

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function readIfThere(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

function sync(path: string): void {
	try {
		const handle = openSync(path, constants.O_RDONLY);
		fsyncSync(handle);
		closeSync(handle);
	} catch (error) {
		// Windows and some network file systems cannot open or sync a folder.
		if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES', 'ENOTSUP'].includes(codeOf(error))) throw error;
	}
}

function replaceWhole(folder: string, name: string, content: string | Uint8Array): void {
	const temporary = join(folder, `.${name}.tmp`);
	rmSync(temporary, {force: true});
	writeFileSync(temporary, content, {flag: 'wx', flush: true});
	renameSync(temporary, join(folder, name));
	sync(folder);
}

/** Makes a folder below the root part by part. Throws for a link on the way. */
function realFolder(root: string, ...parts: readonly string[]): string {
	return parts.reduce((above, part) => {
		const folder = join(above, part);
		const stat = lstatSync(folder, {throwIfNoEntry: false});
		if (stat && !stat.isDirectory()) throw new Error(`${parts.join('/')} is not a plain folder; move ${folder} out of the way and try again`);
		if (!stat) {
			mkdirSync(folder);
			sync(above);
		}
		return folder;
	}, root);
}

const sorted = (manifest: Manifest): Readonly<Record<string, Generated>> =>
	Object.fromEntries(Object.entries(manifest.files).sort(([one], [two]) => (one < two ? -1 : 1)));

function parsed<S extends v.GenericSchema>(schema: S, text: string, path: string): {readonly value: v.InferOutput<S>} | BrokenStore {
	try {
		const result = v.safeParse(schema, JSON.parse(text));
		if (result.success) return {value: result.output};
		const issue = result.issues[0];
		return {kind: 'broken', path, problem: `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`};
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return {kind: 'broken', path, problem: messageOf(error)};
	}
}

/** The store of what scaffolding did, in `.shipworthy/scaffold/`. Nothing is made there before the first write. */
export function scaffoldStore(root: string, runner: Runner): Store {
	const parts = ['.shipworthy', 'scaffold'] as const;
	const folder = join(root, ...parts);
	const shown = parts.join('/');

	function ensure(...below: readonly string[]): string {
		const made = realFolder(root, ...parts);
		if (!readIfThere(join(made, '.gitignore'))) replaceWhole(made, '.gitignore', 'journal/\nlock\n');
		return below.length > 0 ? realFolder(root, ...parts, ...below) : made;
	}

	function lock(): ReturnType<Store['lock']> {
		const path = join(ensure(), 'lock');
		const busy = {kind: 'busy', because: `Another shipworthy is writing here. Wait for it to end; if none runs, remove ${shown}/lock.`} as const;
		const holder = readIfThere(path)?.toString('utf8').trim();
		if (holder !== undefined && holder !== '' && !runner.isRunning(Number(holder))) rmSync(path, {force: true});
		try {
			writeFileSync(path, `${runner.pid}\n`, {flag: 'wx'});
		} catch (error) {
			if (codeOf(error) === 'EEXIST') return busy;
			throw error;
		}
		return {kind: 'locked', release: () => rmSync(path, {force: true})};
	}

	function readManifest(): ReturnType<Store['readManifest']> {
		const bytes = readIfThere(join(folder, 'manifest.json'));
		if (!bytes) return {kind: 'manifest', manifest: {files: {}}};
		const read = parsed(manifestSchema, bytes.toString('utf8'), `${shown}/manifest.json`);
		return 'value' in read ? {kind: 'manifest', manifest: read.value} : read;
	}

	function readBase(wanted: string): string | undefined {
		const text = readIfThere(join(folder, 'base', wanted))?.toString('utf8').replaceAll('\r\n', '\n');
		return text !== undefined && sha256(text) === wanted ? text : undefined;
	}

	function journals(): ReturnType<Store['journals']> {
		const names = lstatSync(join(folder, 'journal'), {throwIfNoEntry: false})?.isDirectory() ? readdirSync(join(folder, 'journal')).sort() : [];
		const all = names.flatMap(name => {
			const bytes = readIfThere(join(folder, 'journal', name, 'journal.json'));
			// A kill before the journal itself was on disk: nothing else had been touched.
			if (!bytes) return [];
			const read = parsed(journalSchema, bytes.toString('utf8'), `${shown}/journal/${name}/journal.json`);
			return 'value' in read && read.value.id !== name ? [{kind: 'broken', path: `${shown}/journal/${name}/journal.json`, problem: 'it names another writing'} as const] : [read];
		});
		return {
			journals: all.flatMap(one => ('value' in one ? [withoutUndefined(one.value)] : [])),
			broken: all.flatMap(one => ('kind' in one ? [one] : [])),
		};
	}

	function save(journal: Journal): void {
		replaceWhole(ensure('journal', journal.id), 'journal.json', `${JSON.stringify(journal, null, '\t')}\n`);
	}

	return {
		lock,
		readManifest,
		writeManifest: manifest => replaceWhole(ensure(), 'manifest.json', `${JSON.stringify({files: sorted(manifest)}, null, '\t')}\n`),
		readBase,
		writeBase: (name, text) => {
			if (readBase(name) === undefined) replaceWhole(ensure('base'), name, text);
		},
		openJournal: (journal, before) => {
			const place = ensure('journal', journal.id);
			for (const [path, bytes] of before) replaceWhole(place, sha256(path), bytes);
			save(journal);
		},
		setState: (id, state) => {
			const journal = journals().journals.find(other => other.id === id);
			if (!journal) throw new Error(`${shown}/journal/${id}/journal.json is gone; bring it back, or take the changes back with git`);
			save({...journal, state});
		},
		journals,
		before: (id, entry) => {
			const bytes = readIfThere(join(folder, 'journal', id, sha256(entry.path)));
			return bytes && sha256(bytes) === entry.seen ? bytes : undefined;
		},
	};
}

type Parsed = v.InferOutput<typeof journalSchema>;
const withoutUndefined = (journal: Parsed): Journal => ({
	...journal,
	entries: journal.entries.map(({remembered, ...entry}) => ({...entry, ...(remembered && {remembered})})),
});
