import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {type SafeText, safeText} from '../safe-text.ts';
import type {Decision} from './decision.ts';
import {parseDecision, printDecision} from './decision-file.ts';
import {fileNameOf, folders} from './file-name.ts';
import {codeOf, folderAt, mostBytes, replaceWhole} from './plain-file.ts';
import {readOne} from './read.ts';

/** What saving came to. `firstTime`: `.shipworthy/` was made for it, and the person should be told. */
export type Saved =
	| {readonly saved: true; readonly path: string; readonly firstTime: boolean}
	| {readonly saved: false; readonly problem: SafeText};

const notSaved = (problem: string): Saved => ({saved: false, problem: safeText(problem, 800)});

/** Makes a folder, or finds it; anything else in its place is a problem. */
async function ensure(root: string, path: string): Promise<{readonly made: boolean} | {readonly problem: string}> {
	const full = join(root, path);
	let made = false;
	try {
		await mkdir(full);
		made = true;
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') {
			throw error;
		}
	}
	return (await folderAt(full)) === 'folder'
		? {made}
		: {problem: `${path} is a link or no folder, and nothing is written through it. Move it out of the way and save again.`};
}

async function saveIn(root: string, decision: Decision, name: string, text: string): Promise<Saved> {
	const folder = `.shipworthy/${folders[decision.kind]}`;
	const home = await ensure(root, '.shipworthy');
	if ('problem' in home) {
		return notSaved(home.problem);
	}
	const place = await ensure(root, folder);
	if ('problem' in place) {
		return notSaved(place.problem);
	}
	const before = await readOne(root, decision.kind, name);
	if (before && 'problem' in before) {
		return notSaved(`${before.path}:${before.line} ${before.problem} Then save again.`);
	}
	await replaceWhole(join(root, folder, name), text);
	return {saved: true, path: `${folder}/${name}`, firstTime: home.made};
}

/** Saves one decision in a file of its own, whole or not at all. A file that cannot be read is never overwritten. */
export async function save(root: string, decision: Decision): Promise<Saved> {
	const name = fileNameOf(decision.check, decision.package);
	if (name === undefined) {
		return notSaved(
			`A decision about ${decision.check} in ${decision.package} cannot be saved: the name is not that of a check, or too long for a file.`,
		);
	}
	const text = printDecision(decision);
	const parsed = parseDecision(decision.kind, text);
	if ('problem' in parsed) {
		return notSaved(`This cannot be saved: ${parsed.problem}. Say it again with that mended.`);
	}
	if (Buffer.byteLength(text) > mostBytes) {
		return notSaved(`This is longer than ${mostBytes} bytes. Say it in fewer words.`);
	}
	try {
		return await saveIn(root, decision, name, text);
	} catch (error) {
		const code = codeOf(error);
		if (code === undefined) {
			throw error;
		}
		return notSaved(`.shipworthy/ cannot be written (${code}). Make the folder writable, or free some space, and save again.`);
	}
}
