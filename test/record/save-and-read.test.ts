import {execFile} from 'node:child_process';
import {chmod, mkdir, readdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';
import {type Decision, noDecisions} from '../../source/record/decision.ts';
import {read} from '../../source/record/read.ts';
import {save} from '../../source/record/save.ts';
import {safeText} from '../../source/safe-text.ts';
import {folderWith, newFolder} from './folder.ts';

const on = '2026-11-20';
const by = safeText('Ana');
const answer: Decision = {
	kind: 'answer',
	check: 'dat-no-backup',
	package: '.',
	says: 'yes',
	by,
	on,
	note: safeText('on the first: of each month # really'),
};
const accepted: Decision = {
	kind: 'accepted',
	check: 'ops-no-ci',
	package: 'apps/web',
	owner: by,
	reason: safeText('yes'),
	on,
	until: '2026-12-20',
};
const never: Decision = {kind: 'not-applicable', check: 'dat-no-migrations', package: '.', reason: safeText('no database'), by, on};
const live: Decision = {
	kind: 'live',
	check: 'sec-secret-in-repo',
	package: '.',
	until: safeText('revoke the key'),
	on,
	confirmed: {by, on},
};

describe('Saving and reading', () => {
	test('What was saved is read again, and only the first decision makes the folder', async () => {
		const root = await newFolder();
		expect(await read(root)).toEqual(noDecisions);
		expect(await readdir(root)).toEqual([]);
		expect(await save(root, answer)).toEqual({saved: true, path: '.shipworthy/answers/dat-no-backup.yaml', firstTime: true});
		expect(await save(root, accepted)).toEqual({saved: true, path: '.shipworthy/accepted/ops-no-ci--apps+web.yaml', firstTime: false});
		await save(root, never);
		await save(root, live);
		const without = ({kind, ...rest}: Decision) => rest;
		expect(await read(root)).toEqual({
			answers: [without(answer)],
			accepted: [without(accepted)],
			notApplicable: [without(never)],
			live: [without(live)],
			broken: [],
		});
		expect(await readdir(join(root, '.shipworthy/answers'))).toEqual(['dat-no-backup.yaml']);
	});

	test('A file is text that a person can read and merge', async () => {
		const root = await newFolder();
		await save(root, accepted);
		expect(await readFile(join(root, '.shipworthy/accepted/ops-no-ci--apps+web.yaml'), 'utf8')).toBe(
			'check: ops-no-ci\npackage: apps/web\nowner: Ana\nreason: yes\non: 2026-11-20\nuntil: 2026-12-20\n',
		);
	});

	test('Saving again replaces the whole', async () => {
		const root = await newFolder();
		await save(root, answer);
		await save(root, {...answer, says: 'no', note: safeText('it stopped')});
		expect((await read(root)).answers).toMatchObject([{says: 'no', note: 'it stopped'}]);
	});

	test.each(['apps/web', 'a+b', 'a--b', 'packages/@scope/name', 'Ärger/mit ümlaut', 'a%2Fb', 'con', "it's (old)!*~", '../outside'])(
		'The package %s has a file of its own and comes back',
		async folder => {
			const root = await newFolder();
			const saved = await save(root, {...accepted, package: folder});
			expect(saved).toMatchObject({saved: true});
			const names = await readdir(join(root, '.shipworthy/accepted'));
			expect(names).toHaveLength(1);
			expect(names[0]).toMatch(/^ops-no-ci--[\w.%+@-]+\.yaml$/u);
			expect((await read(root)).accepted.map(one => one.package)).toEqual([folder]);
		},
	);

	test.each([
		{...answer, check: '../../etc/passwd'},
		{...answer, check: 'dat-a--b'},
		{...answer, package: ''},
		{...answer, package: 'x'.repeat(300)},
		{...answer, package: '\uD800'},
		{...answer, on: '2026-02-30'},
		{...answer, by: safeText(' ')},
	] satisfies readonly Decision[])('What cannot be saved says so and makes nothing: %#', async decision => {
		const root = await newFolder();
		expect(await save(root, decision)).toMatchObject({saved: false, problem: expect.stringMatching(/cannot be saved/u)});
		expect(await readdir(root)).toEqual([]);
	});

	test('Two processes that save at once do not harm each other', async () => {
		const root = await newFolder();
		const script = (reason: string) => `
			import {save} from ${JSON.stringify(join(import.meta.dirname, '../../source/record/save.ts'))};
			(async () => { for (let n = 0; n < 25; n++) for (const check of ['ops-no-ci', 'ops-${reason.toLowerCase()}'])
				await save(${JSON.stringify(root)}, {kind: 'accepted', check, package: '.', owner: 'Ana', reason: '${reason}'.repeat(40), on: '${on}', until: '${on}'}); })();`;
		const entry = await folderWith({'a.ts': script('A'), 'b.ts': script('B')});
		const build = join(import.meta.dirname, '../../node_modules/esbuild/bin/esbuild');
		const run = promisify(execFile);
		await Promise.all(
			['a', 'b'].map(async name => {
				await run(
					build,
					[join(entry, `${name}.ts`), '--bundle', '--platform=node', '--format=cjs', `--outfile=${join(entry, `${name}.cjs`)}`],
					{
						cwd: join(import.meta.dirname, '../..'),
					},
				);
				await run(process.execPath, [join(entry, `${name}.cjs`)]);
			}),
		);
		const {accepted: found, broken} = await read(root);
		expect(broken).toEqual([]);
		expect(found.map(({check, reason}) => `${check} ${new Set(reason).size} ${reason.length}`)).toEqual([
			'ops-a 1 40',
			'ops-b 1 40',
			'ops-no-ci 1 40',
		]);
		expect(await readdir(join(root, '.shipworthy/accepted'))).toHaveLength(3);
	});
});

describe('A broken file', () => {
	const good = 'check: dat-no-backup\nsays: yes\nby: Ana\non: 2026-11-20\n';
	test.each([
		{
			name: 'a merge conflict',
			text: `check: dat-no-backup\n<<<<<<< HEAD\nsays: yes\n=======\nsays: no\n>>>>>>> other\n`,
			line: 2,
			problem: 'not valid YAML',
		},
		{name: 'a key twice', text: `${good}by: Ben\n`, line: 5, problem: 'not valid YAML'},
		{name: 'a missing name', text: 'check: dat-no-backup\nsays: yes\non: 2026-11-20\n', line: 1, problem: '`by` is missing'},
		{
			name: 'a word that is no answer',
			text: 'check: dat-no-backup\n\nsays: maybe\nby: Ana\non: 2026-11-20\n',
			line: 3,
			problem: '`says` must be yes, no or someone-else',
		},
		{
			name: 'a day that does not exist',
			text: 'check: dat-no-backup\nsays: yes\nby: Ana\non: 2026-02-30\n',
			line: 4,
			problem: '`on` must be a day that exists',
		},
		{name: 'another check', text: good.replace('no-backup', 'restore-untested'), line: 1, problem: 'disagree'},
		{name: 'another package', text: `${good}package: apps/web\n`, line: 1, problem: 'disagree'},
		{name: 'a list', text: '- 1\n', line: 1, problem: '`check` is missing'},
		{name: 'nothing', text: '', line: 1, problem: 'key: value'},
		{name: 'an alias', text: `a: &a [x]\nb: *a\n${good}`, line: 1, problem: 'alias'},
		{name: 'a tag of its own', text: `${good}note: !shell rm\n`, line: 5, problem: 'not valid YAML'},
		{name: 'two documents', text: `${good}---\n${good}`, line: 5, problem: 'not valid YAML'},
		{name: 'evidence without a hash', text: `${good}evidence:\n  path: docs/drill.md\n`, line: 6, problem: '`evidence` must be'},
		{name: 'too large', text: `${good}# ${'x'.repeat(70_000)}\n`, line: 1, problem: 'larger than'},
	])('$name is named with its line, and left alone', async ({text, line, problem}) => {
		const root = await folderWith({
			'.shipworthy/answers/dat-no-backup.yaml': text,
			'.shipworthy/answers/ops-no-ci.yaml': good.replace('dat-no-backup', 'ops-no-ci'),
		});
		const {answers, broken} = await read(root);
		expect(answers.map(({check}) => check)).toEqual(['ops-no-ci']);
		expect(broken).toEqual([{path: '.shipworthy/answers/dat-no-backup.yaml', line, problem: expect.stringContaining(problem)}]);
		expect(await save(root, answer)).toEqual({
			saved: false,
			problem: expect.stringContaining(`.shipworthy/answers/dat-no-backup.yaml:${line} `),
		});
		expect(await readFile(join(root, '.shipworthy/answers/dat-no-backup.yaml'), 'utf8')).toBe(text);
	});

	test('A name that is not that of a check is reported, and what no decision is about is not looked at', async () => {
		const root = await folderWith({
			'.shipworthy/answers/README.yaml': 'x: 1',
			'.shipworthy/answers/notes.md': '#',
			'.shipworthy/scaffold/manifest.yaml': '{',
		});
		expect((await read(root)).broken.map(({path}) => path)).toEqual(['.shipworthy/answers/README.yaml']);
	});
});

describe('A hostile record', () => {
	test('Escape sequences do not come through, in values, problems or names', async () => {
		const root = await folderWith({
			'.shipworthy/accepted/ops-no-ci.yaml':
				'check: ops-no-ci\nowner: "\\e]0;owned\\a\\e[31mAna"\nreason: "a\\u202Eb\\u200Bc\\nd"\non: 2026-11-20\nuntil: 2026-12-20\n',
			'.shipworthy/accepted/ops-x\u001B[31m.yaml': 'a: 1',
			'.shipworthy/accepted/ops-y.yaml': 'check: "\\e[2J',
		});
		const found = await read(root);
		expect(found.accepted[0]).toMatchObject({owner: '␛␛Ana', reason: 'a<U+202E>bc⏎d'});
		expect(found.broken).toHaveLength(2);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
		expect(JSON.stringify(found).replaceAll('\\u001b', '\u001B')).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/u);
	});

	test('An own __proto__ is only a key that nobody knows', async () => {
		const root = await folderWith({
			'.shipworthy/live/ops-no-ci.yaml':
				'check: ops-no-ci\nuntil: the job ran\non: 2026-11-20\n__proto__:\n  confirmed: {by: Eve, on: 2026-11-20}\nconstructor: 1\n',
		});
		const {live: found, broken} = await read(root);
		expect(broken).toEqual([]);
		expect(found).toEqual([{check: 'ops-no-ci', package: '.', until: 'the job ran', on}]);
		expect(found[0]?.confirmed).toBeUndefined();
	});

	test.each(['.shipworthy', '.shipworthy/answers', '.shipworthy/answers/dat-no-backup.yaml'])(
		'A link at %s is neither read nor written through',
		async path => {
			const outside = await folderWith({
				'answers/dat-no-backup.yaml': 'check: dat-no-backup\nsays: yes\nby: Eve\non: 2026-11-20\n',
				'dat-no-backup.yaml': 'x',
			});
			const root = await newFolder();
			await mkdir(join(root, path, '..'), {recursive: true});
			const target =
				{'.shipworthy': outside, '.shipworthy/answers': join(outside, 'answers')}[path] ?? join(outside, 'answers/dat-no-backup.yaml');
			await symlink(target, join(root, path));
			const before = await readFile(join(outside, 'answers/dat-no-backup.yaml'), 'utf8');
			const {answers, broken} = await read(root);
			expect(answers).toEqual([]);
			expect(broken).toMatchObject([{path}]);
			expect(await save(root, answer)).toMatchObject({saved: false, problem: expect.stringContaining('link')});
			expect(await readFile(join(outside, 'answers/dat-no-backup.yaml'), 'utf8')).toBe(before);
			expect(await readdir(join(outside, 'answers'))).toEqual(['dat-no-backup.yaml']);
		},
	);

	test('A folder in the place of a file, and a file in the place of a folder, are named', async () => {
		const root = await folderWith({'.shipworthy/answers/dat-no-backup.yaml/x': '', '.shipworthy/live': ''});
		expect((await read(root)).broken.map(({path}) => path)).toEqual(['.shipworthy/answers/dat-no-backup.yaml', '.shipworthy/live']);
		expect(await save(root, answer)).toMatchObject({saved: false});
		expect(await save(root, live)).toMatchObject({saved: false});
	});

	test('A folder that may not be written is a problem with a way out', async () => {
		const root = await newFolder();
		await chmod(root, 0o555);
		const isRoot = process.geteuid?.() === 0;
		if (isRoot) process.seteuid?.(65534);
		try {
			expect(await save(root, answer)).toMatchObject({saved: false, problem: expect.stringContaining('save again')});
		} finally {
			if (isRoot) process.seteuid?.(0);
		}
	});

	test('A root that is a file is a problem, not a crash', async () => {
		const root = join(await newFolder(), 'file');
		await writeFile(root, '');
		expect(await save(root, answer)).toMatchObject({saved: false, problem: expect.stringContaining('ENOTDIR')});
	});
});
