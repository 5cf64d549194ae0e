import {join} from 'node:path';
import {folderAt, mostBytes, readPlain} from './plain-file.ts';

/** The file in which people say what is a guard and what is none. */
export const guardsFile = '.shipworthy/guards.yaml';

/** What a person said of one function: that it turns away who may not pass, or that it does not. All raw. */
export type SaidGuard = {
	readonly name: string;
	readonly file?: string;
	readonly is: 'guard' | 'none';
	/** Who may pass. */
	readonly lets: 'signed-in' | 'role' | 'key' | 'signature';
	/** The line that says so. */
	readonly path: string;
	readonly line: number;
	readonly text: string;
};

/** What people said of guards, and what is wrong with the file when it cannot be used. */
export type SaidGuards = {
	readonly entries: readonly SaidGuard[];
	readonly broken: readonly {readonly path: string; readonly line: number; readonly problem: string}[];
};

const nothingSaid: SaidGuards = {entries: [], broken: []};

/** Reads what people said of guards in the repository at `root`. A file that cannot be used counts for nothing, and is named in `broken`. */
export async function readGuards(root: string): Promise<SaidGuards> {
	if ((await folderAt(join(root, '.shipworthy'))) !== 'folder') return nothingSaid;
	const plain = await readPlain(join(root, guardsFile), mostBytes);
	if (plain.kind === 'absent') return nothingSaid;
	// Few have such a file: who has none waits for no parser.
	const {brokenGuards, guardsIn} = await import('./guards-file.ts');
	return plain.kind === 'refused' ? brokenGuards(1, plain.because) : guardsIn(plain.bytes.toString('utf8'));
}
