import {fork} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {forkedLook, forkedWatch} from '../../source/scan/forked.ts';
import type {Step} from '../../source/scan/gather.ts';
import {folderWith} from '../repository/folder.ts';
import {faultyProgram, isAlive, program, started} from './faulty.ts';

const never = new AbortController().signal;

test('a look in a process of its own brings facts and findings, and says how far it is', async () => {
	const root = folderWith({
		'package.json': '{"dependencies": {"express": "^5.0.0"}}',
		'server.js': "import express from 'express';\nexpress().listen(1);\n",
	});
	const steps: Step[] = [];
	const looked = await forkedLook(program, root, step => steps.push(step), never);
	if (!looked.ok) throw new Error(looked.problem);
	expect(looked.seen).toMatchObject({root, files: 2, incomplete: false});
	expect(looked.seen.facts.stack).toContainEqual(expect.objectContaining({id: 'fw.express', value: 5}));
	expect(looked.seen.findings).toContainEqual(
		expect.objectContaining({check: 'ops-no-ci', finding: expect.objectContaining({outcome: 'gap'})}),
	);
	expect(steps[0]).toEqual({files: 0, of: 2});
});

test('a folder that cannot be opened is a problem in words', async () => {
	expect(await forkedLook(program, '/no/such/folder', () => {}, never)).toMatchObject({
		ok: false,
		problem: expect.stringContaining('does not exist'),
	});
});

test('a look that dies is an answer that says how it ended', async () => {
	const folder = folderWith({
		'dies.mjs': "console.error('out of luck'); process.exit(3);",
		'killed.mjs': 'process.kill(process.pid, "SIGSEGV"); setTimeout(() => {}, 9e5);',
	});
	expect(await forkedLook(join(folder, 'dies.mjs'), folder, () => {}, never)).toMatchObject({
		ok: false,
		problem: expect.stringMatching(/exit 3: out of luck/u),
	});
	expect(await forkedLook(join(folder, 'killed.mjs'), folder, () => {}, never)).toMatchObject({
		ok: false,
		problem: expect.stringContaining('SIGSEGV'),
	});
});

test('an aborted look ends its process and its scanners, however busy they are', async () => {
	const root = folderWith({'hang.js': 'export const a = 1;\n'});
	const faulty = faultyProgram();
	const stop = new AbortController();
	const looking = forkedLook(faulty, root, () => undefined, stop.signal);
	await expect.poll(() => started(faulty, '--scanner').length, {timeout: 10_000}).toBe(1);
	await new Promise(resolve => setTimeout(resolve, 500));
	stop.abort(new Error('enough'));
	await expect(looking).rejects.toThrow('enough');
	await expect.poll(() => [...started(faulty, '--look'), ...started(faulty, '--scanner')].filter(isAlive)).toEqual([]);
});

test('when the coach is gone, the look and its scanners end by themselves', async () => {
	const root = folderWith({'hang.js': 'export const a = 1;\n'});
	const faulty = faultyProgram();
	const coach = join(
		folderWith({
			'coach.mjs': `import {fork} from 'node:child_process';
fork(${JSON.stringify(faulty)}, ['--look', ${JSON.stringify(root)}], {serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true});
setTimeout(() => {}, 9e5);`,
		}),
		'coach.mjs',
	);
	const parent = fork(coach, {stdio: 'ignore'});
	await expect.poll(() => started(faulty, '--scanner').length, {timeout: 10_000}).toBe(1);
	await new Promise(resolve => setTimeout(resolve, 500));
	parent.kill('SIGKILL');
	await expect.poll(() => [...started(faulty, '--look'), ...started(faulty, '--scanner')].filter(isAlive)).toEqual([]);
});

test('a watch in a process of its own tells of the first look and of each after a change, and ends with all that it started', async () => {
	const root = folderWith({'server.js': 'export const a = 1;\n'});
	const faulty = faultyProgram();
	const stop = new AbortController();
	const files: (number | string)[] = [];
	forkedWatch(faulty, root, looked => files.push(looked.ok ? looked.seen.files : looked.problem), stop.signal);
	await expect.poll(() => files, {timeout: 10_000}).toEqual([1]);
	writeFileSync(join(root, 'more.js'), 'export const b = 1;\n');
	await expect.poll(() => files.at(-1), {timeout: 10_000}).toBe(2);
	stop.abort();
	await expect.poll(() => [...started(faulty, '--watch'), ...started(faulty, '--scanner')].filter(isAlive)).toEqual([]);
});
