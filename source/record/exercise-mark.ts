import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import * as v from 'valibot';
import {folderAt, readPlain, replaceWhole} from './plain-file.ts';
import {jsonIn} from './scans.ts';

const schema = v.object({
	exercise: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,60}$/u)),
	token: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
});

/** What a folder with an exercise says of itself. By itself it proves nothing: anybody can write one. The token is known to the person's state folder as well. */
export type Mark = {readonly exercise: string; readonly token: string};

const mostBytes = 4000;
const name = 'exercise.json';

/** The mark of the folder at `root`; undefined when there is none that can be read. */
export async function markIn(root: string): Promise<Mark | undefined> {
	if ((await folderAt(join(root, '.shipworthy'))) !== 'folder') return undefined;
	const plain = await readPlain(join(root, '.shipworthy', name), mostBytes);
	if (plain.kind !== 'bytes') return undefined;
	const parsed = v.safeParse(schema, jsonIn(plain.bytes.toString('utf8')));
	return parsed.success ? parsed.output : undefined;
}

/** Marks a folder that was just written. Throws the system's error when it cannot. */
export async function markAs(root: string, mark: Mark): Promise<void> {
	await mkdir(join(root, '.shipworthy'), {recursive: true});
	await replaceWhole(join(root, '.shipworthy', name), `${JSON.stringify(mark)}\n`);
}
