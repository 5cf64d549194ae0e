import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, readdirSync, renameSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {FileFact} from '../../source/facts/files.ts';
import {openRepository} from '../../source/repository/open.ts';
import {gather} from '../../source/scan/gather.ts';
import {groundOf} from '../../source/scan/ground.ts';
import {look, type Seen} from '../../source/scan/look.ts';
import {scannersFor} from '../../source/scan/scanners.ts';
import {shipworthy} from '../commands/run.ts';
import {folderWith} from '../repository/folder.ts';
import {program} from './faulty.ts';

const good = {
	'package.json': '{"dependencies": {"express": "^5.0.0"}}',
	'src/good.ts': "import express from 'express';\nexpress().listen(1);\n",
};

async function seenAt(root: string, patience = 10_000): Promise<Seen> {
	const looked = await look(root, {means: {program, patience}});
	if (!looked.ok) throw new Error(looked.problem);
	return looked.seen;
}
const fileAt = (seen: Seen, path: string) => seen.facts.files.find(file => file.path === path);
const whyNot = (seen: Seen, path: string) => seen.facts.notRead.find(one => one.path === path)?.because;

/** The facts of the files of a folder, with what happened between listing and seeing them. */
async function seenAfter(root: string, change: () => void): Promise<ReadonlyMap<string, FileFact>> {
	const opened = openRepository(root);
	if (!opened.opened) throw new Error(opened.problem);
	change();
	const scanners = scannersFor(groundOf(root, opened.repository), {program});
	const gathered = await gather(opened.repository, {scanners, known: new Map(), keeps: false, began: 0, report: () => undefined});
	scanners.close();
	if ('problem' in gathered) throw new Error(gathered.problem);
	return new Map(gathered.facts.files.map(file => [file.path, file]));
}

describe('a parser is attacked', () => {
	const expression = (depth: number, open: string, close: string) => `export const a = ${open.repeat(depth)}1${close.repeat(depth)};\n`;
	test.each([
		['4,000 parentheses in 30 KB', 'ts', `${expression(4000, '(', ')')}// ${'x'.repeat(22_000)}\n`],
		['60,000 brackets', 'ts', expression(60_000, '[', ']')],
		['60,000 brackets that never close', 'ts', `export const a = ${'['.repeat(60_000)}`],
		['100,000 exclamation marks', 'ts', expression(100_000, '!', '')],
		['20,000 blocks', 'ts', `${'if (a) '.repeat(20_000)}b();\n`],
		['20,000 templates in each other', 'ts', expression(20_000, '`${', '}`')],
		['20,000 arrows', 'ts', `export const a = ${'b => '.repeat(20_000)}1;\n`],
		['20,000 elements', 'tsx', `export const a = ${'<b>'.repeat(20_000)}${'</b>'.repeat(20_000)};\n`],
		['50,000 additions', 'ts', `export const a = 1${' + a'.repeat(50_000)};\n`],
		['20,000 members', 'ts', `export const a = a${'.b'.repeat(20_000)};\n`],
		['20,000 calls of calls', 'ts', `export const a = a${'()'.repeat(20_000)};\n`],
		['20,000 types', 'ts', `export type A = ${'Array<'.repeat(20_000)}string${'>'.repeat(20_000)};\n`],
		['20,000 parentheses in Python', 'py', `a = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`],
		['20,000 minus signs in Python', 'py', `a = ${'-'.repeat(20_000)}1\n`],
		['20,000 parentheses in SQL', 'sql', `CREATE TABLE a (b int CHECK (${'('.repeat(20_000)}1 = 1${')'.repeat(20_000)}));\n`],
	])('with %s: the look ends and sees the other files', async (_, ending, text) => {
		const path = `src/bad.${ending}`;
		const seen = await seenAt(folderWith({...good, [path]: text}));
		expect(seen.files).toBe(3);
		expect(seen.facts.stack).toContainEqual(expect.objectContaining({id: 'fw.express', value: 5}));
		expect(fileAt(seen, path)?.lines).toBeGreaterThan(0);
		expect(fileAt(seen, 'src/good.ts')).not.toHaveProperty('unparsed');
	});

	test('nested as deep as no real code is: the file is said not to be parsed', async () => {
		const seen = await seenAt(folderWith({...good, 'src/bad.ts': `export const a = ${'('.repeat(4000)}1${')'.repeat(4000)};\n`}));
		expect(fileAt(seen, 'src/bad.ts')?.unparsed).toMatch(/./u);
	});
});

describe('text is attacked', () => {
	const bomb = [
		'a: &a ["x","x","x","x","x","x","x","x","x"]',
		...[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`)}]`),
	].join('\n');
	test('a YAML bomb in a workflow, in a compose file and in a manifest', async () => {
		const seen = await seenAt(
			folderWith({
				...good,
				'.github/workflows/ci.yml': bomb,
				'docker-compose.yml': bomb,
				'pnpm-workspace.yaml': bomb,
				'pnpm-lock.yaml': bomb,
				'render.yaml': bomb,
			}),
		);
		expect(seen.files).toBe(7);
		expect(seen.facts.workflows).toMatchObject([{path: '.github/workflows/ci.yml'}]);
	});

	test('YAML nested 1,000 deep, many times over: each is said not to be read, and the process lives', () => {
		const deep = (index: number): string => '['.repeat(1000 + index);
		const root = folderWith({
			...good,
			...Object.fromEntries(Array.from({length: 8}, (_, index) => [`.github/workflows/w${index}.yml`, deep(index)])),
			'docker-compose.yml': `services: ${deep(9)}`,
			'render.yaml': deep(10),
			'k8s/app.yaml': `kind: Deployment\nspec: ${deep(11)}`,
			'deep/blocks.yml': `${'- '.repeat(5000)}x`,
			'.shipworthy/guards.yaml': `guards: ${deep(12)}`,
			'.shipworthy/answers/ops-no-ci.yaml': deep(13),
		});
		const {code, out, err} = shipworthy(['scan', root, '--format', 'json', '--no-cache']);
		expect(code).toBe(0);
		expect(JSON.parse(out).checks.length).toBeGreaterThan(5);
		expect(err).toContain('.shipworthy/guards.yaml:1 did not count: it nests too deep to be read');
		expect(err).toContain('.shipworthy/answers/ops-no-ci.yaml:1 cannot be read and did not count: it nests too deep');
	});

	test('one line of 900 KB, and one of 5 MB, which is named', async () => {
		const seen = await seenAt(
			folderWith({
				...good,
				'src/line.ts': `export const a = '${'eyJ secret=sk-api_key://@ '.repeat(35_000)}';`,
				'src/spaces.js': ' '.repeat(900_000),
				'docs/words.md': 'a@'.repeat(400_000),
				'src/huge.ts': `export const a = '${'x'.repeat(5_000_000)}';`,
			}),
		);
		expect(whyNot(seen, 'src/huge.ts')).toBe('larger than 1 MB');
		expect(seen.facts.notRead.map(({path}) => path)).toEqual(['src/huge.ts']);
		expect(seen.files).toBe(6);
	});

	test('a file of 13 MB is named and costs no memory', async () => {
		const root = folderWith(good);
		writeFileSync(join(root, 'bundle.js'), 'x'.repeat(13 * 1024 * 1024));
		expect(whyNot(await seenAt(root), 'bundle.js')).toBe('larger than 1 MB');
	});

	test('invalid UTF-8, UTF-16 in both orders, and bytes that are no text', async () => {
		const utf16 = Buffer.from("\uFEFFimport express from 'express';\n", 'utf16le');
		const seen = await seenAt(
			folderWith({
				...good,
				'src/invalid.ts': Buffer.concat([
					Buffer.from("import express from 'express';\n// "),
					Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xf0, 0x9f]),
				]),
				'src/little.ts': utf16,
				'src/big.ts': Buffer.from(utf16).swap16(),
				'src/odd.ts': Buffer.concat([Buffer.from(utf16).swap16(), Buffer.from([0])]),
				'src/binary.ts': Buffer.from([0x61, 0, 0x62]),
			}),
		);
		for (const path of ['src/invalid.ts', 'src/little.ts', 'src/big.ts', 'src/odd.ts'])
			expect(fileAt(seen, path)?.firstLine.text).toBe("import express from 'express';");
		expect(whyNot(seen, 'src/binary.ts')).toBe('could not be read as text');
	});

	test('keys that JavaScript knows by name are data', async () => {
		const seen = await seenAt(
			folderWith({
				'package.json':
					'{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "dependencies": {"__proto__": "1", "constructor": "2", "express": "^5.0.0"}, "scripts": {"__proto__": "x", "toString": "y"}}',
				'tsconfig.json': '{"compilerOptions": {"paths": {"__proto__": ["./x"], "constructor": ["./y"]}}}',
				'src/__proto__.ts': "import {a} from './constructor';\nimport '__proto__';\nexport const b = a;\n",
				'src/constructor.ts': 'export const toString = 1;\nexport const a = {__proto__: {polluted: true}, hasOwnProperty: 1};\n',
				'.env.example': '__proto__=1\nconstructor=2\n',
				'.github/workflows/ci.yml':
					'on: push\n__proto__: {polluted: true}\njobs:\n  __proto__:\n    steps: []\n  constructor:\n    runs-on: x\n    steps: [{run: npm test}]\n',
				'pyproject.toml': '[project]\nname = "a"\n[tool.__proto__]\npolluted = true\n',
				'schema.prisma': 'model constructor {\n  id Int @id\n  toString String\n}\n',
			}),
		);
		expect(seen.files).toBe(8);
		expect(seen.findings.filter(({finding}) => finding.broke)).toEqual([]);
		expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
	});
});

describe('names are attacked', () => {
	test('with line ends, escapes, bidirectional marks and names of devices: seen, and never shown raw', () => {
		const names = [
			'line\nend.ts',
			'escape\u001B[31m.ts',
			'bidi\u202Egnp.ts',
			'CON',
			'aux.js',
			'nul.ts',
			'-rf.ts',
			'$(touch x).ts',
			'quote\'".ts',
			'__proto__',
		];
		const root = folderWith({
			...good,
			...Object.fromEntries(names.map(name => [name, `export const key = 'sk_live_${'plumCobwebOrchardLanternF'}';\n`])),
		});
		const {code, out} = shipworthy(['scan', root, '--no-cache']);
		expect(code).toBe(0);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there
		expect(out).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
		expect(readdirSync(root).sort()).toEqual([...names, 'package.json', 'src'].sort());
	});

	test('with bytes that are no text: named, and the look goes on', async () => {
		const root = folderWith(good);
		writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.ts')]), 'export {};\n');
		const seen = await seenAt(root);
		expect(seen.files).toBe(2);
		expect(seen.facts.notRead).toHaveLength(1);
	});
});

describe('the folder changes while it is looked at', () => {
	test('a file becomes a link, a folder becomes a link, a file is cut, grows, or is gone', async () => {
		const outside = folderWith({'secret.ts': 'export const outside = 1;\n', 'inner.ts': 'export const outside = 2;\n'});
		const root = folderWith({
			...good,
			'src/link.ts': 'export const a = 1;\n',
			'folder/inner.ts': 'export const a = 1;\n',
			'src/cut.ts': `export const a = 1;\n${'// x\n'.repeat(1000)}`,
			'src/grown.ts': 'export const a = 1;\n',
			'src/flood.ts': 'export const a = 1;\n',
			'src/gone.ts': 'export const a = 1;\n',
			'src/pipe.ts': 'export const a = 1;\n',
			'src/saved.ts': 'export const a = 1;\n',
			'src/folder.ts': 'export const a = 1;\n',
		});
		const files = await seenAfter(root, () => {
			for (const name of ['link', 'gone', 'pipe', 'folder']) renameSync(join(root, `src/${name}.ts`), join(root, `src/${name}.old`));
			symlinkSync(join(outside, 'secret.ts'), join(root, 'src/link.ts'));
			execFileSync('mkfifo', [join(root, 'src/pipe.ts')]);
			mkdirSync(join(root, 'src/folder.ts'));
			renameSync(join(root, 'folder'), join(root, 'folder.old'));
			symlinkSync(outside, join(root, 'folder'));
			truncateSync(join(root, 'src/cut.ts'), 25);
			writeFileSync(join(root, 'src/grown.ts'), 'export const a = 1;\n'.repeat(100));
			writeFileSync(join(root, 'src/flood.ts'), 'x'.repeat(3 * 1024 * 1024));
			writeFileSync(join(root, 'src/saved.new'), 'export const b = 1;\nexport const c = 2;\n');
			renameSync(join(root, 'src/saved.new'), join(root, 'src/saved.ts'));
		});
		for (const path of ['src/link.ts', 'folder/inner.ts', 'src/gone.ts', 'src/pipe.ts', 'src/folder.ts', 'src/flood.ts'])
			expect([path, files.get(path)?.lines]).toEqual([path, 0]);
		expect(files.get('src/cut.ts')?.lines).toBe(3);
		expect(files.get('src/grown.ts')?.lines).toBe(101);
		// As an editor saves: a new file in the place of the old one is still the one at that path.
		expect(files.get('src/saved.ts')?.lines).toBe(3);
	});
});

describe('the disk is attacked', () => {
	test('links out of the root, pipes, sockets and devices are named and never opened', async () => {
		const outside = folderWith({'secret.txt': 'outside', 'src/a.ts': ''});
		const root = folderWith(good);
		symlinkSync(join(outside, 'secret.txt'), join(root, 'file.txt'));
		symlinkSync(outside, join(root, 'folder'));
		symlinkSync('/dev/zero', join(root, 'zero.ts'));
		symlinkSync('.', join(root, 'loop'));
		execFileSync('mkfifo', [join(root, 'pipe.ts')]);
		const server = createServer().listen(join(root, 'socket.ts'));
		onTestFinished(() => void server.close());
		await new Promise(resolve => server.once('listening', resolve));
		const device = process.getuid?.() === 0;
		if (device) execFileSync('mknod', [join(root, 'device.ts'), 'c', '1', '5']);
		const seen = await seenAt(root);
		expect(seen.files).toBe(2);
		expect(seen.facts.notRead).toEqual([
			...(device ? [{path: 'device.ts', because: 'not a regular file'}] : []),
			{path: 'file.txt', because: 'a link, which is not followed'},
			{path: 'folder', because: 'a link, which is not followed'},
			{path: 'loop', because: 'a link, which is not followed'},
			{path: 'pipe.ts', because: 'not a regular file'},
			{path: 'socket.ts', because: 'not a regular file'},
			{path: 'zero.ts', because: 'a link, which is not followed'},
		]);
	});

	test('1,500 folders in each other', async () => {
		const root = folderWith(good);
		const deep = join(root, Array(1500).fill('d').join('/'));
		mkdirSync(deep, {recursive: true});
		writeFileSync(join(deep, 'deep.ts'), '1');
		const seen = await seenAt(root);
		expect(seen.facts.capped).toBe(true);
		expect(seen.facts.notRead).toMatchObject([{because: 'deeper than 60 folders'}]);
		execFileSync('rm', ['-r', join(root, 'd')]);
	});

	test('a folder without permission is named', () => {
		const root = folderWith({...good, 'closed/a.ts': ''});
		chmodSync(root, 0o755);
		chmodSync(join(root, 'closed'), 0);
		const uid = process.getuid?.() === 0 ? {uid: 65_534} : {};
		const {out} = shipworthy(['scan', root, '--format', 'json', '--no-cache'], uid);
		expect(JSON.parse(out).repository.skipped).toEqual([{path: 'closed', because: 'no permission to read this folder'}]);
		chmodSync(join(root, 'closed'), 0o755);
	});

	test('100,000 files: all are listed, and a look that stops before that says where, and that what is absent proves nothing', async () => {
		const root = folderWith(good);
		for (let folder = 0; folder < 100; folder++) {
			mkdirSync(join(root, `many${folder}`));
			for (let file = 0; file < 1000; file++) writeFileSync(join(root, `many${folder}/${file}.txt`), 'text\n');
		}
		const opened = openRepository(root);
		expect(opened).toMatchObject({opened: true, repository: {capped: false}});
		expect(opened.opened && opened.repository.files.length).toBe(100_002);
		const looked = await look(root, {means: {program}, caps: {files: 2000, depth: 60}});
		if (!looked.ok) throw new Error(looked.problem);
		expect(looked.seen).toMatchObject({files: 2000, incomplete: true, facts: {capped: true}});
		expect(looked.seen.facts.notRead).toEqual([
			{path: 'many1/999.txt', because: 'there are more than 2000 files: what comes after this one was not looked at'},
		]);
		expect(looked.seen.findings.filter(({finding}) => finding.outcome === 'pass')).toEqual([]);
	}, 120_000);

	test('files of more bytes than can be read: what comes after is named', async () => {
		const root = folderWith({...good, ...Object.fromEntries([...'abcdefgh'].map(name => [`${name}.txt`, 'x'.repeat(100_000)]))});
		const looked = await look(root, {means: {program}, caps: {files: 2000, depth: 60, bytes: 450_000}});
		expect(looked).toMatchObject({ok: true, seen: {files: 5, incomplete: true}});
		expect(looked.ok && looked.seen.facts.notRead[0]?.because).toContain('more than 450000 bytes');
	});
});

describe('git is attacked', () => {
	const hook = '#!/bin/sh\necho ran >> "$SHIPWORTHY_MARK"\ncat\n';
	const evil = (root: string) =>
		`[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ${root}/hook.sh\n\thooksPath = ${root}\n\tpager = ${root}/hook.sh\n\tsshCommand = ${root}/hook.sh\n[filter "evil"]\n\tclean = ${root}/hook.sh\n\tsmudge = ${root}/hook.sh\n\tprocess = ${root}/hook.sh\n[diff]\n\texternal = ${root}/hook.sh\n[alias]\n\tstatus = !${root}/hook.sh\n`;

	test('a configuration that names programs, and a bare repository that came with the clone: nothing is run', () => {
		const root = folderWith({...good, 'hook.sh': hook, 'post-index-change': hook, '.gitattributes': '* filter=evil\n'});
		for (const name of ['hook.sh', 'post-index-change']) chmodSync(join(root, name), 0o755);
		execFileSync('git', ['-C', root, 'init', '-q']);
		execFileSync('git', ['-C', root, 'add', '.']);
		writeFileSync(join(root, '.git/config'), evil(root));
		execFileSync('git', ['init', '-q', '--bare', join(root, 'nested')]);
		writeFileSync(join(root, 'nested/config'), `${evil(root)}[core]\n\tbare = false\n\tworktree = ..\n`);
		const mark = join(folderWith({}), 'mark');
		const {code, out} = shipworthy(['scan', root, '--format', 'json', '--no-cache'], {env: {SHIPWORTHY_MARK: mark}});
		expect(code).toBe(0);
		expect(JSON.parse(out).checks.length).toBeGreaterThan(5);
		expect(() => readdirSync(mark)).toThrow('ENOENT');
		// The trap is a real one: git itself walks into it.
		execFileSync('git', ['-C', root, 'ls-files', '-o'], {env: {...process.env, SHIPWORTHY_MARK: mark}, stdio: 'ignore'});
		expect(() => readdirSync(mark)).toThrow('ENOTDIR');
	});
});
