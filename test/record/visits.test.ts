import {readdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {personFolder} from '../../source/record/person-folder.ts';
import {lastVisit, rememberVisit, type Visit} from '../../source/record/visits.ts';
import {newFolder} from './folder.ts';

const visit: Visit = {
	scan: {on: '2026-11-20T10:00:00Z', head: 'abc', level: 'Prototype', open: ['ops-no-ci', 'ops-no-ci@apps/web']},
	context: {users: 'public', hours: 2},
	goal: 'launch',
	notNow: [{check: 'ops-no-ci', package: '.', on: '2026-11-20'}],
};
const nothing = {visit: {context: {}, notNow: []}, troubles: []};
const journalOf = async (folder: string, end: string) =>
	join(folder, 'visits', (await readdir(join(folder, 'visits'))).find(name => name.endsWith(end)) ?? '');

describe('Visits', () => {
	test('The first time there is nothing, and looking makes nothing', async () => {
		const [folder, root] = [await newFolder(), await newFolder()];
		expect(await lastVisit(folder, root)).toEqual(nothing);
		expect(await readdir(folder)).toEqual([]);
		expect(await readdir(root)).toEqual([]);
	});

	test('The last visit comes back, also by a link to the same folder, and not to another', async () => {
		const [folder, root] = [join(await newFolder(), 'state'), await newFolder()];
		expect(await rememberVisit(folder, root, {...visit, scan: {on: '2026-11-19', level: 'Pilot', open: []}})).toBeUndefined();
		expect(await rememberVisit(folder, root, visit)).toBeUndefined();
		const link = join(await newFolder(), 'link');
		await symlink(root, link);
		expect(await lastVisit(folder, link)).toEqual({visit, troubles: []});
		expect(await lastVisit(folder, await newFolder())).toEqual(nothing);
		expect((await readFile(await journalOf(folder, '.jsonl'), 'utf8')).split('\n')).toHaveLength(3);
		expect(await readdir(root)).toEqual([]);
	});

	test('What was said is remembered without a scan', async () => {
		const [folder, root] = [await newFolder(), await newFolder()];
		await rememberVisit(folder, root, visit);
		await rememberVisit(folder, root, {context: {stakes: 'both'}, notNow: []});
		expect((await lastVisit(folder, root)).visit).toEqual({scan: visit.scan, context: {stakes: 'both'}, notNow: []});
	});

	test('A line that was cut short in mid-write costs only itself', async () => {
		const [folder, root] = [await newFolder(), await newFolder()];
		await rememberVisit(folder, root, visit);
		const journal = await journalOf(folder, '.jsonl');
		await writeFile(journal, `${await readFile(journal, 'utf8')}{"on":"2026`);
		expect(await lastVisit(folder, root)).toEqual({visit, troubles: []});
		const next = {...visit, scan: {on: '2026-11-21', level: 'Pilot', open: []}};
		await rememberVisit(folder, root, next);
		expect(await lastVisit(folder, root)).toEqual({visit: next, troubles: []});
	});

	test.each([
		{end: '.jsonl', text: 'not json\n', left: {context: visit.context}},
		{end: '.jsonl', text: '{"on":1}\n', left: {context: visit.context}},
		{end: '.json', text: '{"context":{"users":"everyone"},"notNow":[]}', left: {context: {}}},
		{end: '.json', text: '\u0000', left: {context: {}}},
	])('A damaged $end is set aside, named, and started anew: $text', async ({end, text, left}) => {
		const [folder, root] = [await newFolder(), await newFolder()];
		await rememberVisit(folder, root, visit);
		const path = await journalOf(folder, end);
		await writeFile(path, text);
		const found = await lastVisit(folder, root);
		expect(found.visit).toMatchObject(left);
		expect('scan' in found.visit).toBe(end === '.json');
		expect(found.troubles).toMatchObject([{problem: expect.stringContaining(`${path}.broken`)}]);
		expect(await readFile(`${path}.broken`, 'utf8')).toBe(text);
		expect((await lastVisit(folder, root)).troubles).toEqual([]);
		await rememberVisit(folder, root, visit);
		expect(await lastVisit(folder, root)).toEqual({visit, troubles: []});
	});

	test('A state folder that cannot be made is a trouble, not a crash', async () => {
		const file = join(await newFolder(), 'file');
		await writeFile(file, '');
		expect(await rememberVisit(join(file, 'state'), await newFolder(), visit)).toMatchObject({
			problem: expect.stringContaining('not remembered'),
		});
		expect(await lastVisit(join(file, 'state'), await newFolder())).toEqual(nothing);
	});

	test('A long journal is cut to its last scans', async () => {
		const [folder, root] = [await newFolder(), await newFolder()];
		const open = Array.from({length: 8000}, (_, index) => `ops-no-ci@packages/p${index}`);
		for (let day = 10; day < 16; day++) {
			await rememberVisit(folder, root, {...visit, scan: {on: `2026-11-${day}`, level: 'Pilot', open}});
		}
		expect((await lastVisit(folder, root)).visit.scan?.on).toBe('2026-11-15');
		expect((await readFile(await journalOf(folder, '.jsonl'), 'utf8')).length).toBeLessThan(1_000_000);
	});
});

test.each([
	{platform: 'linux', environment: {}, folder: '/home/ana/.local/state/shipworthy'},
	{platform: 'linux', environment: {XDG_STATE_HOME: '/state'}, folder: '/state/shipworthy'},
	{platform: 'linux', environment: {XDG_STATE_HOME: 'relative'}, folder: '/home/ana/.local/state/shipworthy'},
	{platform: 'darwin', environment: {}, folder: '/home/ana/Library/Application Support/shipworthy'},
	{platform: 'win32', environment: {LOCALAPPDATA: 'C:\\Local'}, folder: 'C:\\Local\\shipworthy\\State'},
])('The state folder on $platform with $environment is $folder', ({platform, environment, folder}) => {
	expect(personFolder('state', {platform, home: '/home/ana', environment})).toBe(folder);
});
