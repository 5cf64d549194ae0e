import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {expect, test} from 'vitest';
import {forkedLook} from '../../source/scan/forked.ts';
import type {Step} from '../../source/scan/look.ts';
import {folderWith} from '../repository/folder.ts';

const program = resolve(import.meta.dirname, '../../dist/cli.js');
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

test('a scanner that dies is an answer that says how it ended', async () => {
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

test('an aborted look ends its process', async () => {
	const folder = folderWith({
		'hangs.mjs':
			"import {writeFileSync} from 'node:fs'; writeFileSync(process.argv[3] + '/pid', String(process.pid)); process.send({tells: 'step', files: 1, of: 2}); setTimeout(() => {}, 9e5);",
	});
	const stop = new AbortController();
	const looking = forkedLook(join(folder, 'hangs.mjs'), folder, () => stop.abort(new Error('enough')), stop.signal);
	await expect(looking).rejects.toThrow('enough');
	const pid = readFileSync(join(folder, 'pid'), 'utf8');
	await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});
