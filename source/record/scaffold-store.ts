import {createHash} from 'node:crypto';
import {
	closeSync,
	constants,
	existsSync,
	fsyncSync,
	lstatSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import type {Journal, Manifest, Store} from '../scaffold/store.ts';
import {readJournal, readManifestText} from './scaffold-schema.ts';

/** The run that opens the store: its process id, and whether another process still runs. */
export type Runner = {readonly pid: number; readonly isRunning: (pid: number) => boolean};

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function readIfThere(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch (error) {
		if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
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

/** The first part of a path below the root that is there and is not a plain folder. */
const notPlain = (root: string, parts: readonly string[]): string | undefined =>
	parts
		.map((_, index) => parts.slice(0, index + 1).join('/'))
		.find(path => lstatSync(join(root, path), {throwIfNoEntry: false})?.isDirectory() === false);

/** Makes a folder below the root part by part. Throws for a link on the way. */
function realFolder(root: string, ...parts: readonly string[]): string {
	const odd = notPlain(root, parts);
	if (odd !== undefined) throw new Error(`${odd} is not a plain folder; move it out of the way and try again`);
	return parts.reduce((above, part) => {
		const folder = join(above, part);
		if (!lstatSync(folder, {throwIfNoEntry: false})) {
			mkdirSync(folder);
			sync(above);
		}
		return folder;
	}, root);
}

const sorted = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
	Object.fromEntries(Object.entries(record).sort(([one], [two]) => (one < two ? -1 : 1)));

/** The manifest as it is kept: sorted, so that two people's changes merge; what was said only where a file of that template is left. */
function textOf({files, said = {}}: Manifest): string {
	const left = new Set(Object.values(files).map(({template}) => template));
	const kept = Object.entries(said).filter(([template, words]) => left.has(template) && Object.keys(words).length > 0);
	const shown = kept.map(([template, words]) => [template, sorted(words)] as const);
	return `${JSON.stringify({files: sorted(files), ...(kept.length > 0 && {said: sorted(Object.fromEntries(shown))})}, null, '\t')}\n`;
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
		const odd = notPlain(root, parts);
		if (odd !== undefined) return {kind: 'busy', because: `${odd} is not a plain folder. Move it out of the way; nothing was written.`};
		const path = join(ensure(), 'lock');
		const busy = {
			kind: 'busy',
			because: `Another shipworthy is writing here. Wait for it to end; if none runs, remove ${shown}/lock.`,
		} as const;
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
		const bytes = notPlain(root, parts) === undefined ? readIfThere(join(folder, 'manifest.json')) : undefined;
		if (!bytes) return {kind: 'manifest', manifest: {files: {}}};
		const read = readManifestText(bytes.toString('utf8'), `${shown}/manifest.json`);
		return 'value' in read ? {kind: 'manifest', manifest: read.value} : read;
	}

	function readBase(wanted: string): string | undefined {
		const text = readIfThere(join(folder, 'base', wanted))
			?.toString('utf8')
			.replaceAll('\r\n', '\n');
		return text !== undefined && sha256(text) === wanted ? text : undefined;
	}

	function journals(): ReturnType<Store['journals']> {
		const names =
			notPlain(root, [...parts, 'journal']) === undefined && existsSync(join(folder, 'journal'))
				? readdirSync(join(folder, 'journal')).sort()
				: [];
		const all = names.flatMap(name => {
			const bytes = readIfThere(join(folder, 'journal', name, 'journal.json'));
			// A kill before the journal itself was on disk: nothing else had been touched.
			if (!bytes) return [];
			const path = `${shown}/journal/${name}/journal.json`;
			const read = readJournal(bytes.toString('utf8'), path);
			return 'value' in read && read.value.id !== name ? [{kind: 'broken', path, problem: 'it names another writing'} as const] : [read];
		});
		return {
			journals: all.flatMap(one => ('value' in one ? [one.value] : [])),
			broken: all.flatMap(one => ('kind' in one ? [one] : [])),
		};
	}

	function save(journal: Journal): void {
		replaceWhole(ensure('journal', journal.id), 'journal.json', `${JSON.stringify(journal, null, '\t')}\n`);
	}

	return {
		lock,
		readManifest,
		writeManifest: manifest => replaceWhole(ensure(), 'manifest.json', textOf(manifest)),
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
