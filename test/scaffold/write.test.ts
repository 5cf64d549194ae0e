import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {cutOff, recover} from '../../source/scaffold/recover.ts';
import {lastWriting, undoWriting} from '../../source/scaffold/undo.ts';
import {writePlan} from '../../source/scaffold/write.ts';
import {contents, emptyFolder, planOf, storeIn} from './grounds.ts';

const files = {'docs/deep/a.md': 'a\n', 'b.md': 'b\n'};

function written(): {readonly root: string; readonly store: ReturnType<typeof storeIn>} {
	const root = emptyFolder();
	writeFileSync(join(root, 'mine.txt'), 'mine\r\n');
	const store = storeIn(root);
	expect(writePlan(root, planOf(root, store, files), store, {id: 'one'})).toEqual({
		kind: 'written',
		journal: 'one',
		files: ['docs/deep/a.md', 'b.md'],
	});
	return {root, store};
}

describe('writing', () => {
	it('writes what was planned, and the same plan again has nothing to do', () => {
		const {root, store} = written();
		expect(contents(root)).toEqual({'b.md': 'b\n', 'docs/deep/a.md': 'a\n', 'mine.txt': 'mine\r\n'});
		const again = planOf(root, store, files);
		expect(again.files.map(({action}) => action)).toEqual(['same', 'same']);
		expect(writePlan(root, again, store, {id: 'two'})).toEqual({kind: 'nothing'});
	});

	it('leaves out the files that were not chosen', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one', only: ['b.md']})).toMatchObject({files: ['b.md']});
		expect(Object.keys(contents(root))).toEqual(['b.md']);
	});

	it('never writes a foreign, kept, deleted or conflicting file', () => {
		const root = emptyFolder();
		writeFileSync(join(root, 'b.md'), 'theirs\n');
		const store = storeIn(root);
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one'})).toMatchObject({files: ['docs/deep/a.md']});
		expect(contents(root)['b.md']).toBe('theirs\n');
	});

	it('keeps permissions and CRLF of a file that it updates', () => {
		const {root, store} = written();
		writeFileSync(join(root, 'b.md'), 'b\r\n');
		chmodSync(join(root, 'b.md'), 0o600);
		writePlan(root, planOf(root, store, {...files, 'b.md': 'B\n'}, 2), store, {id: 'two'});
		expect(readFileSync(join(root, 'b.md'), 'utf8')).toBe('B\r\n');
		expect(statSync(join(root, 'b.md')).mode & 0o777).toBe(0o600);
	});

	it('refuses when a file changed after the plan, and writes none of the others', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		const plan = planOf(root, store, files);
		writeFileSync(join(root, 'b.md'), 'faster\n');
		expect(writePlan(root, plan, store, {id: 'one'})).toMatchObject({
			kind: 'refused',
			because: expect.stringContaining('b.md changed after the plan'),
		});
		expect(contents(root)).toEqual({'b.md': 'faster\n'});
	});

	it.each(['half-way in b.md', 'before b.md'])('takes everything back when somebody creates the file %s', point => {
		const root = emptyFolder();
		const store = storeIn(root);
		const stop = (at: string): void => {
			if (at === point) writeFileSync(join(root, 'b.md'), 'faster\n');
		};
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one', stop})).toMatchObject({
			kind: 'rolled-back',
			because: expect.stringContaining('b.md changed in the meantime'),
		});
		expect(contents(root)).toEqual({'b.md': 'faster\n'});
		expect(existsSync(join(root, 'docs'))).toBe(false);
		expect(cutOff(store)).toEqual([]);
	});

	it('takes everything back when a folder becomes a link half-way', () => {
		const root = emptyFolder();
		const outside = emptyFolder();
		const store = storeIn(root);
		const stop = (at: string): void => {
			if (at !== 'before docs/deep/a.md') return;
			rmSync(join(root, 'docs'), {recursive: true});
			symlinkSync(outside, join(root, 'docs'));
		};
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one', stop}).kind).toBe('rolled-back');
		expect(contents(outside)).toEqual({});
		expect(existsSync(join(root, 'b.md'))).toBe(false);
	});

	it('says what the machine refused, and takes everything back', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		const stop = (at: string): void => {
			if (at === 'half-way in b.md') throw new Error('ENOSPC: no space left on device');
		};
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one', stop})).toMatchObject({
			kind: 'rolled-back',
			because: expect.stringContaining('ENOSPC'),
		});
		expect(contents(root)).toEqual({});
	});

	it('refuses while another run writes, and takes over the lock of one that died', () => {
		const root = emptyFolder();
		mkdirSync(join(root, '.shipworthy/scaffold'), {recursive: true});
		writeFileSync(join(root, '.shipworthy/scaffold/lock'), '99999\n');
		const busy = storeIn(root, () => true);
		expect(writePlan(root, planOf(root, busy, files), busy, {id: 'one'})).toMatchObject({
			kind: 'refused',
			because: expect.stringContaining('Another shipworthy is writing here'),
		});
		expect(contents(root)).toEqual({});
		const free = storeIn(root, () => false);
		expect(writePlan(root, planOf(root, free, files), free, {id: 'one'}).kind).toBe('written');
		expect(existsSync(join(root, '.shipworthy/scaffold/lock'))).toBe(false);
	});

	it('refuses with a broken manifest, which it names and leaves alone', () => {
		const {root, store} = written();
		const plan = planOf(root, store, {...files, 'c.md': 'c\n'});
		writeFileSync(join(root, '.shipworthy/scaffold/manifest.json'), '{"files": 3}');
		expect(writePlan(root, plan, store, {id: 'two'})).toMatchObject({
			kind: 'refused',
			because: expect.stringContaining('.shipworthy/scaffold/manifest.json cannot be read'),
		});
		expect(readFileSync(join(root, '.shipworthy/scaffold/manifest.json'), 'utf8')).toBe('{"files": 3}');
	});

	it('refuses when .shipworthy is a link', () => {
		const root = emptyFolder();
		const outside = emptyFolder();
		symlinkSync(outside, join(root, '.shipworthy'));
		const store = storeIn(root);
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one'})).toMatchObject({
			kind: 'refused',
			because: expect.stringContaining('not a plain folder'),
		});
		expect(contents(outside)).toEqual({});
	});

	it('keeps journal and lock out of git', () => {
		const {root} = written();
		expect(readFileSync(join(root, '.shipworthy/scaffold/.gitignore'), 'utf8')).toBe('journal/\nlock\n');
	});
});

describe('undo', () => {
	it('puts everything back byte for byte, new folders included', () => {
		const {root, store} = written();
		const before = {...contents(root)};
		writeFileSync(join(root, 'b.md'), 'b\r\n');
		writePlan(root, planOf(root, store, {'b.md': 'B\n', 'docs/deep/a.md': 'A\n', 'new/x.md': 'x\n'}, 2), store, {id: 'two'});
		expect(lastWriting(store)?.id).toBe('two');
		expect(undoWriting(root, 'two', store)).toMatchObject({kind: 'undone', left: []});
		expect(contents(root)).toEqual({...before, 'b.md': 'b\r\n'});
		expect(existsSync(join(root, 'new'))).toBe(false);
		expect(undoWriting(root, 'one', store)).toMatchObject({kind: 'undone', left: [{path: 'b.md'}]});
		expect(contents(root)).toEqual({'b.md': 'b\r\n', 'mine.txt': 'mine\r\n'});
	});

	it('leaves a file that was edited or deleted since, and says so', () => {
		const {root, store} = written();
		writeFileSync(join(root, 'b.md'), 'b and mine\n');
		expect(undoWriting(root, 'one', store)).toEqual({
			kind: 'undone',
			restored: ['docs/deep/a.md'],
			left: [{path: 'b.md', because: expect.stringContaining('edited since')}],
		});
		expect(contents(root)).toEqual({'b.md': 'b and mine\n', 'mine.txt': 'mine\r\n'});
		expect(planOf(root, store, files).files.map(({action}) => action)).toEqual(['create', 'kept']);
	});

	it('refuses what was taken back already or has no journal', () => {
		const {root, store} = written();
		undoWriting(root, 'one', store);
		expect(undoWriting(root, 'one', store)).toMatchObject({kind: 'refused', because: expect.stringContaining('already')});
		expect(undoWriting(root, 'never', store)).toMatchObject({kind: 'refused', because: expect.stringContaining('git')});
		expect(recover(root, store)).toEqual({kind: 'nothing'});
	});

	it('says that a file stays when what it held before is lost', () => {
		const {root, store} = written();
		writePlan(root, planOf(root, store, {...files, 'b.md': 'B\n'}, 2), store, {id: 'two'});
		rmSync(join(root, '.shipworthy/scaffold/journal/two'), {recursive: true});
		expect(undoWriting(root, 'two', store).kind).toBe('refused');
		expect(contents(root)['b.md']).toBe('B\n');
	});
});

describe('a journal from a stranger', () => {
	it.each([
		['a path outside', {path: '../x', temporary: '.shipworthy-a-0.tmp'}],
		['a path in .git', {path: '.git/config', temporary: '.git/.shipworthy-a-0.tmp'}],
	])('cannot touch %s', (_, odd) => {
		const root = emptyFolder();
		const store = storeIn(root);
		mkdirSync(join(root, '.git'));
		writeFileSync(join(root, '.git/config'), 'x');
		const entry = {seen: 'absent', wrote: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', mode: 0o644, ...odd};
		store.openJournal({id: 'a', state: 'started', template: 't', entries: [entry], folders: ['../y']}, new Map());
		expect(recover(root, store)).toMatchObject({kind: 'recovered', restored: [], left: [{path: odd.path}]});
		expect(contents(root)).toEqual({'.git/config': 'x'});
	});

	it('cannot name a temporary file that is not ours', () => {
		const root = emptyFolder();
		const store = storeIn(root);
		mkdirSync(join(root, '.shipworthy/scaffold/journal/a'), {recursive: true});
		writeFileSync(join(root, 'mine'), 'x');
		const entry = {path: 'b', seen: 'absent', wrote: '0'.repeat(64), mode: 0o644, temporary: 'mine'};
		writeFileSync(
			join(root, '.shipworthy/scaffold/journal/a/journal.json'),
			JSON.stringify({id: 'a', state: 'started', template: 't', entries: [entry], folders: []}),
		);
		expect(recover(root, store)).toEqual({kind: 'nothing'});
		expect(writePlan(root, planOf(root, store, files), store, {id: 'one'})).toMatchObject({
			kind: 'refused',
			because: expect.stringContaining('journal/a/journal.json cannot be read'),
		});
		expect(contents(root)).toEqual({mine: 'x'});
	});
});
