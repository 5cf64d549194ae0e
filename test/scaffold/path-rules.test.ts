import {mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {lookAt} from '../../source/scaffold/on-disk.ts';
import {pathProblem, twins} from '../../source/scaffold/path-rules.ts';

const folder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'paths-')));

describe('paths that are refused', () => {
	it.each([
		'',
		'/etc/passwd',
		'../outside',
		'a/../../outside',
		'./a',
		'a//b',
		'a/',
		'a\\b',
		'a\0b',
		'a\nb',
		'C:/x',
		'a:stream',
		'a*b',
		'a?b',
		'a"b',
		'a<b',
		'a>b',
		'a|b',
		'cafe\u0301.md',
		'a./b',
		'a /b',
		' a',
		'con',
		'docs/NUL.txt',
		'com1.md',
		'COM¹',
		'.git/hooks/post-checkout',
		'.GIT/config',
		'sub/.git/config',
		'git~1/config',
		'.g\u200Cit/config',
		'.shipworthy/scaffold/manifest.json',
		'node_modules/x/index.js',
		'Node_Modules/x',
		'x'.repeat(241),
	])('%j', path => {
		expect(pathProblem(path)).toBeTypeOf('string');
		expect(lookAt(folder(), path).kind).toBe('blocked');
	});

	it.each(['.github/workflows/ci.yml', 'docs/runbooks/README.md', '.gitignore', 'a b/c.md', 'café.md', 'console.ts', 'x...y'])(
		'but not %j',
		path => {
			expect(pathProblem(path)).toBeUndefined();
		},
	);

	it('finds two outputs that one file system would take for one', () => {
		expect(twins(['a/B.md', 'c', 'A/b.md'])).toEqual(['a/B.md', 'A/b.md']);
		expect(twins(['a', 'b'])).toBeUndefined();
	});
});

describe('what stands on disk', () => {
	it('is blocked by a link as the target or on the way, even to the same folder', () => {
		const root = folder();
		const outside = folder();
		symlinkSync(outside, join(root, 'docs'));
		writeFileSync(join(root, 'real.md'), 'x');
		symlinkSync('real.md', join(root, 'link.md'));
		symlinkSync('nowhere', join(root, 'dangling.md'));
		expect(lookAt(root, 'docs/runbooks/a.md')).toEqual({kind: 'blocked', because: 'docs is a link, and nothing is written through links'});
		expect(lookAt(root, 'link.md').kind).toBe('blocked');
		expect(lookAt(root, 'dangling.md').kind).toBe('blocked');
	});

	it('is blocked by a folder as the target, a file on the way, and a name that differs only in case', () => {
		const root = folder();
		mkdirSync(join(root, 'Docs'));
		writeFileSync(join(root, 'file'), 'x');
		expect(lookAt(root, 'Docs').kind).toBe('blocked');
		expect(lookAt(root, 'file/x').kind).toBe('blocked');
		expect(lookAt(root, 'docs/a.md')).toEqual({kind: 'blocked', because: 'Docs differs from docs only in case'});
	});

	it('is absent, or a file with its text; bytes that are not text have none', () => {
		const root = folder();
		writeFileSync(join(root, 'a.md'), 'hello\r\n');
		writeFileSync(join(root, 'b.bin'), Buffer.from([0xff, 0xfe, 0x00]));
		expect(lookAt(root, 'x/y/z.md')).toEqual({kind: 'absent'});
		expect(lookAt(root, 'a.md')).toMatchObject({kind: 'file', text: 'hello\r\n'});
		expect(lookAt(root, 'b.bin')).not.toHaveProperty('text');
	});
});
