import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {makePlan} from '../../source/scaffold/make-plan.ts';
import {lookAt} from '../../source/scaffold/on-disk.ts';
import {practiceApp} from '../../source/scaffold/practice.ts';
import {templateById} from '../../source/scaffold/templates.ts';
import {undoWriting} from '../../source/scaffold/undo.ts';
import {viewOf} from '../../source/scaffold/view-of.ts';
import {writePlan} from '../../source/scaffold/write.ts';
import {contents, emptyFolder, storeIn} from '../scaffold/grounds.ts';
import {readCode} from '../support/facts.ts';
import {factsIn} from './repositories.ts';

describe('the practice app', () => {
	it('is written into an empty or a new folder, with the real names of its files', () => {
		const folder = join(emptyFolder(), 'new');
		expect(practiceApp(folder)).toEqual({kind: 'ready', folder});
		expect(Object.keys(contents(folder))).toEqual(
			expect.arrayContaining(['.env', '.gitignore', 'README.md', 'package.json', 'src/server.js']),
		);
		expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({name: 'tidewater-kayaks'});
	});

	it('refuses a folder that holds anything', () => {
		const folder = emptyFolder();
		writeFileSync(join(folder, 'mine'), 'x');
		expect(practiceApp(folder)).toMatchObject({kind: 'refused', because: expect.stringContaining('is not empty')});
		expect(contents(folder)).toEqual({mine: 'x'});
	});

	it('is marked as practice and has no view, so that it is never offered as a remedy', () => {
		const template = templateById('practice-app');
		expect(template?.practice).toBe(true);
		expect(
			template &&
				viewOf(
					template,
					factsIn({}),
					{name: 'x', answers: {}},
					() => undefined,
					() => [],
				),
		).toBeUndefined();
	});

	it('works as its README says, without an install', async () => {
		const folder = emptyFolder();
		practiceApp(folder);
		const child = spawn(process.execPath, ['src/server.js'], {
			cwd: folder,
			env: {PATH: process.env.PATH, PORT: '0'},
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		try {
			const line = await new Promise<string>((resolve, reject) => {
				child.once('error', reject);
				child.stdout.once('data', data => resolve(String(data)));
			});
			const port = /port (?<port>\d+)/u.exec(line)?.groups?.port;
			const post = await fetch(`http://localhost:${port}/bookings`, {
				method: 'POST',
				body: JSON.stringify({kayak: 2, day: '2030-06-01', email: 'ada@tidewater.test', name: 'Ada'}),
			});
			expect(post.status).toBe(201);
			expect(await (await fetch(`http://localhost:${port}/bookings/1`)).json()).toMatchObject({name: 'Ada', price: 29.9});
		} finally {
			child.kill();
		}
	});
});

describe('the whole way', () => {
	it.each(['ci-workflow', 'runbooks'])('%s: planned, written, same, undone', id => {
		const root = emptyFolder();
		practiceApp(root);
		const before = contents(root);
		const facts = factsIn(before);
		const store = storeIn(root);
		const prepare = () => {
			const template = templateById(id);
			const view =
				template &&
				viewOf(
					template,
					facts,
					{name: 'kayaks', answers: {}},
					() => undefined,
					() => [],
				);
			const read = store.readManifest();
			if (!template || !view || read.kind === 'broken') throw new Error(`no plan for ${id}`);
			return makePlan(template, view, {
				disk: path => lookAt(root, path),
				manifest: read.manifest,
				base: store.readBase,
				read: readCode,
				isOutdated: () => false,
			});
		};
		expect(prepare().files.every(({action}) => action === 'create')).toBe(true);
		expect(writePlan(root, prepare(), store, {id: 'one'}).kind).toBe('written');
		expect(prepare().files.every(({action}) => action === 'same')).toBe(true);
		expect(undoWriting(root, 'one', store)).toMatchObject({kind: 'undone', left: []});
		expect(contents(root)).toEqual(before);
	});

	it('the first thing that a practising person writes closes its gap', () => {
		const root = emptyFolder();
		practiceApp(root);
		const template = templateById('ci-workflow');
		const view =
			template &&
			viewOf(
				template,
				factsIn(contents(root)),
				{name: 'kayaks', answers: {}},
				() => undefined,
				() => [],
			);
		if (!template || !view) throw new Error('no plan');
		expect(
			makePlan(template, view, {
				disk: path => lookAt(root, path),
				manifest: {files: {}},
				base: () => undefined,
				read: readCode,
				isOutdated: () => false,
			}).closes,
		).toEqual(['ops-no-ci']);
	});
});
