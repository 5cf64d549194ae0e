import {execFileSync} from 'node:child_process';
import {chmodSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {openRepository} from '../../source/repository/open.ts';
import type {Repository} from '../../source/repository/repository.ts';
import {folderWith} from './folder.ts';

function opened(path: string, caps?: {files: number; depth: number}): Repository {
	const result = openRepository(path, caps);
	if (!result.opened) throw new Error(result.problem);
	return result.repository;
}
const paths = (repository: Repository): readonly string[] => repository.files.map(({path}) => path);
const git = (root: string, ...words: readonly string[]): string =>
	execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], {encoding: 'utf8'});

describe('what is listed', () => {
	test('nested .gitignore files are honoured, also outside git', () => {
		const root = folderWith({
			'.gitignore': '*.log\n/out/\n',
			'a.log': '',
			'out/x.js': '',
			'src/out/y.js': '',
			'src/.gitignore': '!keep.log\nsecret.txt\n',
			'src/keep.log': '',
			'src/secret.txt': '',
			'src/b.ts': '',
		});
		expect(paths(opened(root))).toEqual(['.gitignore', 'src/.gitignore', 'src/b.ts', 'src/keep.log', 'src/out/y.js']);
	});

	test('what shipworthy keeps in the repository is no part of what it looks at', () => {
		const root = folderWith({'a.ts': '', '.shipworthy/answers/ops-no-ci.yaml': 'says: yes', '.shipworthy/scaffold/base/abc': '# Runbook'});
		git(root, 'init', '-q');
		git(root, 'add', '.');
		expect(paths(opened(root))).toEqual(['a.ts']);
	});

	test('a UTF-16 .gitignore ignores nothing, as git sees it', () => {
		const root = folderWith({'.gitignore': Buffer.from('\uFEFF.env\n', 'utf16le'), '.env': 'A=1'});
		expect(paths(opened(root))).toContain('.env');
	});

	test('a file that is ignored and tracked all the same is seen', () => {
		const root = folderWith({'.env': 'A=1', 'a.ts': ''});
		git(root, 'init', '-q');
		git(root, 'add', '-f', '.');
		writeFileSync(join(root, '.gitignore'), '.env\n');
		const repository = opened(root);
		expect(repository.files.find(({path}) => path === '.env')).toMatchObject({tracked: true, ignored: true});
		expect(repository.files.find(({path}) => path === '.gitignore')).toMatchObject({tracked: false, ignored: false});
	});

	test.each([2, 3, 4])('an index of version %i says what is tracked', version => {
		const root = folderWith({'a.ts': '', 'folder/b.ts': '', 'folder/c-with-a-longer-name.ts': ''});
		git(root, 'init', '-q');
		git(root, 'config', 'index.version', String(version));
		git(root, 'add', '.');
		if (version === 3) git(root, 'update-index', '--skip-worktree', 'a.ts');
		git(root, 'update-index', '--index-version', String(version));
		writeFileSync(join(root, 'd.ts'), '');
		expect(opened(root).files.map(({path, tracked}) => [path, tracked])).toEqual([
			['a.ts', true],
			['d.ts', false],
			['folder/b.ts', true],
			['folder/c-with-a-longer-name.ts', true],
		]);
	});

	test('an index that cannot be read leaves tracked unknown', () => {
		const root = folderWith({'a.ts': '', '.git/HEAD': 'ref: refs/heads/main\n', '.git/index': 'DIRCnonsense and more of it'});
		expect(opened(root).files[0]?.tracked).toBe('unknown');
	});

	test('HEAD is read from loose and from packed refs', () => {
		const root = folderWith({'a.ts': ''});
		git(root, 'init', '-q', '-b', 'main');
		git(root, 'add', '.');
		git(root, 'commit', '-q', '-m', 'one');
		const head = git(root, 'rev-parse', 'HEAD').trim();
		git(root, 'checkout', '-q', '-b', 'feature/one');
		expect(opened(root)).toMatchObject({head, branch: 'main'});
		git(root, 'pack-refs', '--all');
		expect(opened(root)).toMatchObject({head, branch: 'main'});
		git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
		expect(opened(root).branch).toBe('trunk');
	});

	test('a folder inside a repository says so, and knows what is tracked below it', () => {
		const root = folderWith({'packages/web/a.ts': '', 'b.ts': ''});
		git(root, 'init', '-q');
		git(root, 'add', '.');
		const repository = opened(join(root, 'packages/web'));
		expect(repository).toMatchObject({inside: true, git: true});
		expect(repository.files).toMatchObject([{path: 'a.ts', tracked: true}]);
	});
});

describe('what a hostile repository tries', () => {
	test('links are not followed, to files, to folders, or out of the root', () => {
		const outside = folderWith({'secret.txt': 'outside'});
		const root = folderWith({'a.ts': 'inside'});
		symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'));
		symlinkSync(outside, join(root, 'folder'));
		symlinkSync('.', join(root, 'loop'));
		const repository = opened(root);
		expect(paths(repository)).toEqual(['a.ts']);
		expect(repository.skipped.map(({path}) => path)).toEqual(['folder', 'link.txt', 'loop']);
		expect(repository.text('link.txt')).toBeUndefined();
		expect(repository.text('folder/secret.txt')).toBeUndefined();
	});

	test('a tracked path below a folder that became a link is not read', () => {
		const outside = folderWith({'secret.txt': 'outside'});
		const root = folderWith({'folder/secret.txt': 'mine', '.gitignore': ''});
		git(root, 'init', '-q');
		git(root, 'add', '.');
		execFileSync('rm', ['-r', join(root, 'folder')]);
		symlinkSync(outside, join(root, 'folder'));
		writeFileSync(join(root, '.gitignore'), 'folder\n');
		expect(paths(opened(root))).toEqual(['.gitignore']);
	});

	test('patterns that would be tried for ever, and more than anyone writes, are left out and named; the others hold', () => {
		const deep = `${Array(50).fill('a').join('/')}/c.ts`;
		const endless = `${'a/**/'.repeat(12)}b`;
		const root = folderWith({
			'.gitignore': `${endless}\n*.log\n`,
			[deep]: '',
			'x.log': '',
			'src/.gitignore': '*.tmp\n'.repeat(20_000),
			'src/x.tmp': '',
		});
		const repository = opened(root);
		expect(paths(repository)).toEqual(['.gitignore', deep, 'src/.gitignore']);
		expect(repository.skipped).toEqual([
			{path: '.gitignore', because: expect.stringContaining('patterns with more than 3 "**"')},
			{path: 'src/.gitignore', because: expect.stringContaining('more than 5000 patterns')},
		]);
	});

	test('a HEAD that leads out of .git, by dots or by a link on the way, names no commit', () => {
		const secret = '0123456789abcdef0123456789abcdef01234567';
		const outside = folderWith({token: `${secret}\n`});
		const root = folderWith({'.git/HEAD': 'ref: refs/heads/team/token\n', '.git/refs/token': `${secret}\n`, 'a.ts': ''});
		execFileSync('mkdir', ['-p', join(root, '.git/refs/heads')]);
		symlinkSync(outside, join(root, '.git/refs/heads/team'));
		expect(opened(root).head).toBeUndefined();
		for (const [head, known] of [
			['ref: refs/token', secret],
			['ref: refs/heads/../token', undefined],
		] as const) {
			writeFileSync(join(root, '.git/HEAD'), head);
			expect(opened(root).head).toBe(known);
		}
		execFileSync('rm', [join(root, '.git/HEAD')]);
		symlinkSync(join(outside, 'token'), join(root, '.git/HEAD'));
		expect(opened(root).head).toBeUndefined();
	});

	test('an index that lists files above the root, or promises more than it holds, brings none in', () => {
		const above = folderWith({'secret.txt': 'outside', 'repository/.git/HEAD': '', 'repository/a.ts': ''});
		const root = join(above, 'repository');
		const entry = (path: string): Buffer => {
			const whole = Buffer.alloc(Math.ceil((62 + path.length + 1) / 8) * 8);
			whole.writeUInt32BE(0o100644, 24);
			whole.write(path, 62);
			return whole;
		};
		const index = (count: number, ...names: readonly string[]): Buffer => {
			const start = Buffer.from('DIRC\0\0\0\u0002\0\0\0\0', 'latin1');
			start.writeUInt32BE(count, 8);
			return Buffer.concat([start, ...names.map(entry)]);
		};
		writeFileSync(join(root, '.git/index'), index(3, '../secret.txt', 'a.ts', 'x/../../secret.txt'));
		expect(opened(root).files.map(({path, tracked}) => [path, tracked])).toEqual([['a.ts', true]]);
		writeFileSync(join(root, '.git/index'), index(4_000_000_000, 'a.ts'));
		expect(opened(root).files).toMatchObject([{path: 'a.ts', tracked: 'unknown'}]);
	});

	test('a pipe does not block the walk and is named', () => {
		const root = folderWith({'a.ts': ''});
		execFileSync('mkfifo', [join(root, 'pipe')]);
		expect(opened(root).skipped).toEqual([{path: 'pipe', because: 'not a regular file'}]);
	});

	test('no program named in the configuration of the repository is run', () => {
		const root = folderWith({'a.ts': '', 'hook.sh': '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n'});
		chmodSync(join(root, 'hook.sh'), 0o755);
		git(root, 'init', '-q');
		git(root, 'config', 'core.fsmonitor', join(root, 'hook.sh'));
		opened(root);
		expect(readdirSync(root)).not.toContain('was-run');
	});

	test('caps stop the walk and are recorded', () => {
		const root = folderWith(Object.fromEntries(Array.from({length: 12}, (_, index) => [`f${index}.ts`, ''])));
		expect(opened(root, {files: 5, depth: 60})).toMatchObject({capped: true});
		expect(opened(root, {files: 5, depth: 60}).files).toHaveLength(5);
		const deep = folderWith({'a/b/c/d/e.ts': ''});
		expect(opened(deep, {files: 100, depth: 2})).toMatchObject({
			capped: true,
			skipped: [{path: 'a/b/c', because: 'deeper than 2 folders'}],
		});
	});

	test('binary, oversized and oddly encoded files', () => {
		const root = folderWith({
			'binary.ts': Buffer.from([0x61, 0, 0x62]),
			'large.ts': Buffer.alloc(1024 * 1024 + 1, 0x61),
			'utf16.ts': Buffer.from('\uFEFFconst a = 1;', 'utf16le'),
			'marked.ts': '\uFEFFconst b = 2;',
		});
		const {text} = opened(root);
		expect(text('binary.ts')).toBeUndefined();
		expect(text('large.ts')).toBeUndefined();
		expect(text('utf16.ts')).toBe('const a = 1;');
		expect(text('marked.ts')).toBe('const b = 2;');
		expect(text('../../etc/passwd')).toBeUndefined();
	});
});

describe('what cannot be opened says what to do', () => {
	test('a path that does not exist', () => {
		expect(openRepository('/nowhere/at/all')).toMatchObject({opened: false, problem: expect.stringContaining('does not exist')});
	});
	test('a file', () => {
		const root = folderWith({'a.ts': ''});
		expect(openRepository(join(root, 'a.ts'))).toMatchObject({opened: false, problem: expect.stringContaining('not a folder')});
	});
	test('an empty folder opens and holds nothing', () => {
		expect(opened(folderWith({})).files).toEqual([]);
	});
});
