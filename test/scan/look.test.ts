import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {Step} from '../../source/scan/gather.ts';
import {look, type Seen} from '../../source/scan/look.ts';
import type {Means} from '../../source/scan/scanners.ts';
import {folderWith} from '../repository/folder.ts';
import {faultyProgram, isAlive, program, started} from './faulty.ts';

const source = (name: string): string => `import express from 'express';\nexport const ${name} = express();\n`;
const shop = {
	'package.json': '{"dependencies": {"express": "^5.0.0"}}',
	'README.md': '# Shop\n',
	'src/server.ts': source('server'),
	'src/orders.ts': source('orders'),
};

async function seenAt(root: string, means: Means): Promise<Seen> {
	const looked = await look(root, {means});
	if (!looked.ok) throw new Error(looked.problem);
	return looked.seen;
}

test('processes that see the files find what is found without them', async () => {
	const root = folderWith({...shop, 'src/latin.ts': '// caf\u00e9\n', 'picture.png': Buffer.from([1, 2, 3])});
	const [apart, here] = await Promise.all([look(root, {means: {program}}), look(root)]);
	expect(apart).toEqual(here);
	expect(apart).toMatchObject({ok: true, seen: {files: 6, incomplete: false}});
});

test('several scanners share many files, whose order stays that of their paths', async () => {
	const many = Object.fromEntries(Array.from({length: 300}, (_, index) => [`src/part${index % 7}/file${index}.ts`, source(`a${index}`)]));
	const root = folderWith({...shop, ...many});
	const faulty = faultyProgram();
	const steps: Step[] = [];
	const looked = await look(root, {means: {program: faulty, processes: 3}, report: step => steps.push(step)});
	if (!looked.ok) throw new Error(looked.problem);
	const paths = looked.seen.facts.files.map(({path}) => path);
	expect(paths).toEqual([...paths].sort());
	expect(paths).toHaveLength(304);
	expect(started(faulty, '--scanner')).toHaveLength(3);
	expect(steps.at(-1)).toEqual({files: 304, of: 304});
	expect(steps.map(({files}) => files)).toEqual([...steps.map(({files}) => files)].sort((one, other) => one - other));
});

test.each([
	['a crash', 'crash', 'the parser crashed'],
	['a parser that never ends', 'hang', 'took too long'],
	['a stack that is too deep', 'throws', 'the parser crashed'],
	['a parser that takes all memory', 'memory', 'the parser crashed'],
])('%s costs one file its parse, and no other file anything', {timeout: 120_000}, async (_, word, because) => {
	const root = folderWith({...shop, [`src/a-${word}.ts`]: source('bad'), 'src/z.ts': source('z')});
	const seen = await seenAt(root, {program: faultyProgram(), patience: word === 'hang' ? 1500 : 30_000});
	expect(seen.facts.notRead).toEqual([{path: `src/a-${word}.ts`, because: `not looked at: ${because}`}]);
	expect(seen.incomplete).toBe(true);
	const fileAt = (path: string) => seen.facts.files.find(file => file.path === path);
	expect(fileAt(`src/a-${word}.ts`)).toMatchObject({unparsed: because, lines: 3});
	expect(fileAt('src/z.ts')).toMatchObject({lines: 3});
	expect(fileAt('src/z.ts')).not.toHaveProperty('unparsed');
});

test('a file that nothing survives is named and has no lines', async () => {
	const root = folderWith({...shop, 'src/always-crash.ts': source('bad'), 'src/b-crash.ts': source('worse')});
	const seen = await seenAt(root, {program: faultyProgram()});
	expect(seen.facts.notRead).toEqual([
		{path: 'src/always-crash.ts', because: 'not looked at: the parser crashed'},
		{path: 'src/b-crash.ts', because: 'not looked at: the parser crashed'},
	]);
	expect(seen.facts.files.find(({path}) => path === 'src/always-crash.ts')).toMatchObject({lines: 0});
	expect(seen.facts.files).toHaveLength(6);
});

test('when no scanner can be started, that is a problem in words', async () => {
	const root = folderWith(shop);
	const broken = join(folderWith({'broken.mjs': "throw new Error('no room left')"}), 'broken.mjs');
	expect(await look(root, {means: {program: broken}})).toMatchObject({
		ok: false,
		problem: expect.stringMatching(/no process could be started.*no room left/u),
	});
});

test('a look that is given up leaves no scanner behind, not even one that hangs', async () => {
	const root = folderWith({...shop, 'src/hang.ts': source('bad')});
	const stop = new AbortController();
	const faulty = faultyProgram();
	const looking = look(root, {means: {program: faulty, patience: 60_000}, signal: stop.signal});
	await expect.poll(() => started(faulty, '--scanner').length, {timeout: 10_000}).toBe(1);
	await new Promise(resolve => setTimeout(resolve, 500));
	stop.abort(new Error('enough'));
	await expect(looking).rejects.toThrow('enough');
	await expect.poll(() => started(faulty, '--scanner').filter(isAlive)).toEqual([]);
});
