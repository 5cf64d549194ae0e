import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {scaffoldStore} from '../record/scaffold-store.ts';
import {rootOf} from '../repository/root.ts';
import {safeText} from '../safe-text.ts';
import {recover} from '../scaffold/recover.ts';
import {lastWriting, undoWriting} from '../scaffold/undo.ts';
import {argumentsOf} from './arguments.ts';
import {exitCodes, type World} from './world.ts';

/** Takes the last writing back, or puts right one that was cut off. */
export function undo(words: readonly string[], world: World): number {
	const given = argumentsOf(words, {}, 'undo');
	if (!given.ok) return wrong(world, given.problem);
	const [folder = '.', another] = given.words;
	if (another !== undefined) return wrong(world, `One folder at a time: "${another}" is one too many.`);
	const root = rootOf(resolve(world.cwd, folder));
	if ('problem' in root) return wrong(world, root.problem);
	const store = scaffoldStore(root.root, world.runner);
	const recovered = recover(root.root, store);
	if (recovered.kind === 'refused') return wrong(world, recovered.because);
	if (recovered.kind === 'recovered') return told(root.root, world, 'A writing that was cut off is put right.', recovered);
	const last = lastWriting(store);
	if (last === undefined) return wrong(world, 'Nothing was written here that could be taken back.');
	const undone = undoWriting(root.root, last.id, store);
	if (undone.kind === 'refused') return wrong(world, undone.because);
	return told(root.root, world, `Taken back: ${last.template}.`, undone);
}

function told(
	root: string,
	world: World,
	title: string,
	{restored, left}: {readonly restored: readonly string[]; readonly left: readonly {readonly path: string; readonly because: string}[]},
): number {
	const rows = [
		...restored.map(path => `${existsSync(join(root, path)) ? 'as before ' : 'gone again'}  ${path}`),
		...left.map(({path, because}) => `left        ${path}: ${because}`),
	];
	world.write(`${[title, ...rows.map(row => `  ${safeText(row, 500)}`)].join('\n')}\n`);
	return exitCodes.done;
}

function wrong(world: World, problem: string): number {
	world.tell(`${safeText(problem, 800)}\n`);
	return exitCodes.usedWrongly;
}
