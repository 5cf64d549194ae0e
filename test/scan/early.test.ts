import {expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {earlyFindings} from '../../source/scan/early.ts';

const shop = {
	'package.json': '{"name": "shop", "scripts": {"test": "vitest run"}, "dependencies": {"express": "^5.0.0"}}',
	'src/server.js': "import express from 'express';\nexpress().listen(3000);\n",
	'src/server.test.js': "test('it starts', () => expect(1).toBe(1));\n",
};
const workflow = 'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci\n      - run: npm test\n';
const early = async (files: Readonly<Record<string, string>>) =>
	(await earlyFindings(inMemory(files))).map(({check, finding}) => `${check} ${finding.outcome} ${finding.evidence[0]?.path}`);

test('what a pipeline proves is said before any code is read', async () => {
	expect(await early({...shop, '.github/workflows/ci.yml': workflow})).toContain('ops-no-ci pass .github/workflows/ci.yml');
});

test('what is nowhere is never said early, since it may still come', async () => {
	expect((await early(shop)).filter(line => line.includes('-no-'))).toEqual([]);
});

test('the text of no other file is asked for', async () => {
	const asked: string[] = [];
	const repository = inMemory({...shop, '.github/workflows/ci.yml': workflow});
	await earlyFindings({
		...repository,
		text: path => {
			asked.push(path);
			return repository.text(path);
		},
	});
	expect([...new Set(asked)].sort()).toEqual(['.github/workflows/ci.yml', 'package.json']);
});
