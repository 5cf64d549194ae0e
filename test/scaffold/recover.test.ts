import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {cutOff, recover} from '../../source/scaffold/recover.ts';
import {writePlan} from '../../source/scaffold/write.ts';
import {contents, emptyFolder, killedChild, planOf, storeIn} from './grounds.ts';

const points = [
	'before the journal',
	'after the journal',
	'before docs/new/a.md',
	'half-way in docs/new/a.md',
	'after docs/new/a.md',
	'half-way in b.md',
	'after b.md',
	'after the manifest',
];
const undoPoints = ['after undoing was noted', 'before restoring b.md', 'restoring b.md', 'before the manifest is restored'];
const before = {'b.md': 'b\n', 'mine.txt': 'mine\n'};
const first = {'b.md': 'b\n'};
const second = {'docs/new/a.md': 'a\n', 'b.md': 'B\n'};

let child = '';
beforeAll(() => {
	child = killedChild();
});

/** A folder with one generated file, in which a child process was killed at a point of its work. */
function killedAt(work: 'write' | 'undo', point: string): string {
	const root = emptyFolder();
	writeFileSync(join(root, 'mine.txt'), 'mine\n');
	const store = storeIn(root);
	writePlan(root, planOf(root, store, first), store, {id: 'first'});
	const plan = planOf(root, store, second, 2);
	if (work === 'undo') writePlan(root, plan, store, {id: 'second'});
	mkdirSync(join(root, '.shipworthy'), {recursive: true});
	const {signal, stderr} = spawnSync(process.execPath, [child, work, root, point], {input: JSON.stringify(plan), encoding: 'utf8'});
	expect({signal, stderr}).toEqual({signal: 'SIGKILL', stderr: ''});
	return root;
}

describe.each(points)('a kill while writing, %s', point => {
	it('leaves it as it was, or recovers to that', () => {
		const root = killedAt('write', point);
		const store = storeIn(root);
		if (cutOff(store).length > 0) {
			const plan = planOf(root, store, {'c.md': 'c\n'});
			expect(writePlan(root, plan, store, {id: 'third'})).toMatchObject({
				kind: 'refused',
				because: expect.stringContaining('Recover it first'),
			});
			expect(recover(root, store)).toMatchObject({kind: 'recovered', left: []});
		}
		expect(contents(root)).toEqual(before);
		expect(existsSync(join(root, 'docs'))).toBe(false);
		expect(planOf(root, store, second, 2).files.map(({action}) => action)).toEqual(['create', 'update']);
		expect(writePlan(root, planOf(root, store, second, 2), store, {id: 'fourth'}).kind).toBe('written');
		expect(recover(root, store)).toEqual({kind: 'nothing'});
	});
});

describe.each(undoPoints)('a kill while undoing, %s', point => {
	it('is finished by recovering', () => {
		const root = killedAt('undo', point);
		const store = storeIn(root);
		expect(recover(root, store)).toMatchObject({kind: 'recovered', left: []});
		expect(contents(root)).toEqual(before);
		expect(planOf(root, store, first).files[0]?.action).toBe('same');
	});
});

describe('recovering', () => {
	it('leaves a file that was edited after the kill, and names it', () => {
		const root = killedAt('write', 'after b.md');
		writeFileSync(join(root, 'b.md'), 'edited\n');
		expect(recover(root, storeIn(root))).toMatchObject({left: [{path: 'b.md', because: expect.stringContaining('edited since')}]});
		expect(contents(root)).toEqual({...before, 'b.md': 'edited\n'});
	});
});
