import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chmodSync, mkdirSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {beforeAll, expect, it, vi} from 'vitest';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {lookAt} from '../../source/scaffold/on-disk.ts';
import type {Plan} from '../../source/scaffold/plan.ts';
import {cutOff, recover} from '../../source/scaffold/recover.ts';
import {readTemplate} from '../../source/scaffold/template.ts';
import type {Edit} from '../../source/scaffold/wiring/edit.ts';
import {readCode} from '../support/facts.ts';
import {contents, emptyFolder, killedChild, storeIn} from './grounds.ts';

// A process is started for each kill, beside whatever else runs.
vi.setConfig({testTimeout: 300_000});

/** Forty moments drawn at random keep the suite quick beside everything else that runs; KILLS=100 asks for more, SEED for the same ones again. */
const kills = Number(process.env.KILLS ?? 40);
const seed = process.env.SEED ?? String(Date.now());
/** The moment of one kill among `count`, the same for the same seed. */
const drawn = (kill: number, count: number): number => createHash('sha256').update(`${seed} ${kill}`).digest().readUInt32BE() % count;
const made = Array.from(
	{length: 40},
	(_, index) => [`docs/part-${index % 7}/page-${index}.md`, `page ${index}\n`.repeat(index * 40)] as const,
);
/** The person's own: code, a script that may be run, lines that end as on Windows, JSON with a comment, and a file of bytes that is not touched. */
const own: Readonly<Record<string, string>> = {
	...Object.fromEntries(Array.from({length: 10}, (_, index) => [`src/server-${index}.js`, `app.listen(80${index}0);\n`])),
	...Object.fromEntries(Array.from({length: 8}, (_, index) => [`settings-${index}.txt`, 'KEEP=1\r\nTHIS=2\r\n'])),
	'package.json': '{\n  // ours\n  "name": "shop"\n}\n',
	'run.sh': '#!/bin/sh\nexec node src/server-0.js\n',
	'logo.bin': '\u0000\u00FF\u0001',
};

const edits: readonly Edit[] = Object.keys(own).flatMap((path): readonly Edit[] => {
	const words = {path, does: 'adds what is needed', byHand: 'Add it.'};
	if (path.endsWith('.js')) return [{...words, kind: 'code', imports: [], inserts: [{at: {where: 'end'}, lines: ['app.use(limits);']}]}];
	if (path.endsWith('.json')) return [{...words, kind: 'json', set: [{at: ['scripts', 'start'], value: 'sh run.sh'}]}];
	return path.endsWith('.bin') ? [] : [{...words, kind: 'lines', add: ['MORE=3']}];
});

function written(): string {
	const root = emptyFolder();
	for (const [path, text] of Object.entries(own)) {
		mkdirSync(dirname(join(root, path)), {recursive: true});
		writeFileSync(join(root, path), text, 'latin1');
	}
	chmodSync(join(root, 'run.sh'), 0o755);
	return root;
}

function planFor(root: string): Plan {
	const sources = Object.fromEntries(made.map(([path, text]) => [path.replaceAll('/', '-'), text]));
	const files = Object.fromEntries(made.map(([path]) => [path, {from: path.replaceAll('/', '-'), validate: 'none'}]));
	const template = readTemplate('much', {id: 'much', title: 'Sixty files', version: 1, files}, sources);
	const view = {data: {}, after: [], owes: [], scripts: {}, edits};
	const ground = {
		disk: (path: string) => lookAt(root, path),
		manifest: {files: {}},
		base: () => undefined,
		read: readCode,
		isOutdated: () => false,
	};
	return makePlan(template, view, ground);
}

let child = '';
beforeAll(() => {
	child = killedChild();
});

it(`sixty files are written whole or not at all, whenever the process is killed (SEED=${seed})`, () => {
	const root = written();
	const store = storeIn(root);
	const plan = planFor(root);
	expect(plan.files.map(({action}) => action).sort()).toEqual([...made.map(() => 'create'), ...edits.map(() => 'edit')].sort());
	expect(plan.files).toHaveLength(60);
	const points = plan.files.flatMap(({path}) => [`before ${path}`, `half-way in ${path}`, `after ${path}`]);
	const all = ['before the journal', 'after the journal', ...points, 'after the manifest'];
	const ways = new Set<string>();
	// The first is always before the journal, so that both ends are seen: nothing begun, and something to recover.
	for (let kill = 0; kill < kills; kill++) {
		const point = all[kill === 0 ? 0 : drawn(kill, all.length)] ?? '';
		const {signal, stderr} = spawnSync(process.execPath, [child, 'write', root, point], {input: JSON.stringify(plan), encoding: 'utf8'});
		expect({seed, point, signal, stderr}).toEqual({seed, point, signal: 'SIGKILL', stderr: ''});
		ways.add(cutOff(store).length > 0 ? recover(root, store).kind : 'untouched');
		expect({seed, point, files: contents(root)}).toEqual({seed, point, files: own});
		expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
	}
	expect(ways).toEqual(new Set(['untouched', 'recovered']));
});
