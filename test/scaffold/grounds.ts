import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, realpathSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {buildSync} from 'esbuild';
import {scaffoldStore} from '../../source/record/scaffold-store.ts';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {lookAt} from '../../source/scaffold/on-disk.ts';
import type {Plan} from '../../source/scaffold/plan.ts';
import type {Store} from '../../source/scaffold/store.ts';
import {readTemplate} from '../../source/scaffold/template.ts';
import {readCode} from '../support/facts.ts';

/** A new and empty folder, by its real path. */
export const emptyFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'scaffold-')));

/** A store of this test's own process. */
export const storeIn = (root: string, isRunning: (pid: number) => boolean = () => false): Store =>
	scaffoldStore(root, {pid: process.pid, isRunning});

/** The plan of a template of plain files, against what is on disk. */
export function planOf(root: string, store: Store, files: Readonly<Record<string, string>>, version = 1): Plan {
	const paths = Object.keys(files);
	const sources = Object.fromEntries(paths.map((path, index) => [`source-${index}`, files[path] ?? '']));
	const destinations = Object.fromEntries(
		paths.map((path, index) => [path, {from: `source-${index}`, validate: path.endsWith('.yml') ? 'yaml' : 'none'}]),
	);
	const template = readTemplate('plain', {id: 'plain', title: 'Plain files', version, files: destinations}, sources);
	const read = store.readManifest();
	if (read.kind === 'broken') throw new Error(read.problem);
	const view = {data: {}, after: [], owes: [], scripts: {}};
	return makePlan(template, view, {
		disk: path => lookAt(root, path),
		manifest: read.manifest,
		base: store.readBase,
		read: readCode,
		isOutdated: () => false,
	});
}

/** Every file below a folder with its bytes as text, but for what shipworthy remembers. */
export function contents(root: string): Readonly<Record<string, string>> {
	const all = readdirSync(root, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile());
	const paths = all.map(entry => relative(root, join(entry.parentPath, entry.name))).filter(path => !path.startsWith('.shipworthy'));
	return Object.fromEntries(paths.sort().map(path => [path, readFileSync(join(root, path), 'latin1')]));
}

/** Whether a program answers on this machine. */
export function has(program: string): boolean {
	try {
		execFileSync(program, ['--version'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

/** The program that writes or undoes and dies where it is told, as one file that Node runs. */
export function killedChild(): string {
	const outfile = join(emptyFolder(), 'child.cjs');
	buildSync({
		entryPoints: [join(import.meta.dirname, 'killed-child.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		logLevel: 'error',
	});
	return outfile;
}
