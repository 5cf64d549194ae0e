import {execFileSync} from 'node:child_process';
import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {foldersOf} from '../../source/scan/folder-watch.ts';
import type {Looked, Seen} from '../../source/scan/look.ts';
import {look} from '../../source/scan/look.ts';
import {watch} from '../../source/scan/watch.ts';
import {folderWith} from '../repository/folder.ts';
import {faultyProgram, isAlive, started} from './faulty.ts';

const shop = {
	'package.json': '{"dependencies": {"express": "^5.0.0"}}',
	'src/server.js': "import express from 'express';\nexpress().listen(1);\n",
	'.gitignore': 'out/\n',
	'out/bundle.js': '1',
};
const workflow =
	'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm test\n';

/** A watch on a folder, with what it saw so far. */
function watched(root: string) {
	const stop = new AbortController();
	const looks: Seen[] = [];
	const faulty = faultyProgram();
	const over = watch(root, (looked: Looked) => void (looked.ok && looks.push(looked.seen)), {
		means: {program: faulty},
		signal: stop.signal,
	});
	onTestFinished(async () => {
		stop.abort();
		await over;
	});
	const looksUntil = (count: number) => expect.poll(() => looks.length, {timeout: 20_000, interval: 10}).toBeGreaterThanOrEqual(count);
	return {looks, looksUntil, stop: () => stop.abort(), over, scanners: () => started(faulty, '--scanner')};
}
const outcome = (seen: Seen | undefined, check: string) => seen?.findings.find(one => one.check === check)?.finding.outcome;
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

test('each saved file brings new findings, the same as a look from the start', async () => {
	const root = folderWith(shop);
	const {looks, looksUntil, scanners} = watched(root);
	await looksUntil(1);
	expect(outcome(looks[0], 'ops-no-ci')).toBe('gap');
	mkdirSync(join(root, '.github/workflows'), {recursive: true});
	writeFileSync(join(root, '.github/workflows/ci.yml'), workflow);
	await expect.poll(() => outcome(looks.at(-1), 'ops-no-ci'), {timeout: 20_000}).not.toBe('gap');
	writeFileSync(join(root, 'src/server.js'), `${shop['src/server.js']}export const more = 1;\n`);
	await expect.poll(() => looks.at(-1)?.facts.files.find(({path}) => path === 'src/server.js')?.lines, {timeout: 20_000}).toBe(4);
	expect(looks.at(-1)).toEqual(((await look(root)) as {readonly seen: Seen}).seen);
	expect(scanners().length).toBeLessThan(4);
});

test('what is ignored, and what git and shipworthy keep, changes nothing', async () => {
	const root = folderWith(shop);
	execFileSync('git', ['-C', root, 'init', '-q']);
	const {looks, looksUntil} = watched(root);
	await looksUntil(1);
	await pause(300);
	const before = looks.length;
	writeFileSync(join(root, 'out/bundle.js'), '2');
	mkdirSync(join(root, '.shipworthy'));
	writeFileSync(join(root, '.git/description'), 'x');
	await pause(600);
	expect(looks).toHaveLength(before);
});

test('a burst is one look, and a file that is renamed or gone is seen so', async () => {
	const root = folderWith(shop);
	const {looks, looksUntil} = watched(root);
	await looksUntil(1);
	await pause(200);
	const before = looks.length;
	mkdirSync(join(root, 'src/more'));
	for (let index = 0; index < 200; index++) writeFileSync(join(root, `src/more/file${index}.js`), `export const a${index} = 1;\n`);
	await expect.poll(() => looks.at(-1)?.files, {timeout: 20_000}).toBe(203);
	await pause(300);
	expect(looks.length - before).toBeLessThan(6);
	renameSync(join(root, 'src/more'), join(root, 'src/other'));
	rmSync(join(root, 'src/server.js'));
	await expect
		.poll(
			() =>
				looks
					.at(-1)
					?.facts.files.map(({path}) => path)
					.includes('src/other/file7.js'),
			{timeout: 20_000},
		)
		.toBe(true);
	await expect.poll(() => looks.at(-1)?.files, {timeout: 20_000}).toBe(202);
});

test('a watch that ends leaves no process behind', async () => {
	const {looksUntil, stop, over, scanners} = watched(folderWith(shop));
	await looksUntil(1);
	stop();
	await over;
	expect(scanners()).toHaveLength(1);
	await expect.poll(() => scanners().filter(isAlive)).toEqual([]);
});

test('a folder that is not there is told once', async () => {
	const told: Looked[] = [];
	await watch('/no/such/folder', looked => told.push(looked), {means: {program: ''}, signal: new AbortController().signal});
	expect(told).toMatchObject([{ok: false, problem: expect.stringContaining('does not exist')}]);
});

test('every folder on the way to a file is watched, no other', () => {
	expect([...foldersOf(['a.ts', 'src/b/c.ts', 'src/d.ts'])].sort()).toEqual(['', '.git', 'src', 'src/b']);
});
