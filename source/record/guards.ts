import {join} from 'node:path';
import {folderAt, mostBytes, readPlain} from './plain-file.ts';
import {guardsFile, type SaidGuards} from './said-guards.ts';

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
