import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const program = join(import.meta.dirname, '../../dist/cli.js');
const checklist = readFileSync(join(import.meta.dirname, '../../checklists/operational-readiness.yaml'), 'utf8');
const folders: string[] = [];
const screens: Screen[] = [];

afterEach(() => {
	for (const screen of screens.splice(0)) screen.kill();
	for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true});
});

function folder(files: Readonly<Record<string, string>> = {}): string {
	const root = mkdtempSync(join(tmpdir(), 'shipworthy-journey-'));
	folders.push(root);
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), {recursive: true});
		writeFileSync(join(root, path), text);
	}
	return root;
}

/** A small service as someone would have it the night before launch, under git. */
function shop(): string {
	const root = folder({
		'package.json': JSON.stringify(
			{name: 'shop', scripts: {test: 'node --test'}, dependencies: {express: '^4.19.2', pg: '^8.11.0'}},
			null,
			2,
		),
		'package-lock.json': JSON.stringify({name: 'shop', lockfileVersion: 3, packages: {}}),
		'src/server.js':
			"const express = require('express');\nconst app = express();\napp.post('/refund', (request, response) => response.json({}));\napp.listen(3000);\n",
		'test/server.test.js': "const test = require('node:test');\ntest('adds', () => {});\n",
	});
	const git = (...words: readonly string[]): void => void execFileSync('git', words, {cwd: root, stdio: 'ignore'});
	git('init', '-q');
	git('config', 'user.name', 'Ada');
	git('add', '.');
	return root;
}

function open(root: string, home: string, words: readonly string[] = []): Screen {
	const env = {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8', LC_ALL: undefined};
	const screen = new Screen([node, program, root, ...words], {env});
	screens.push(screen);
	return screen;
}

/** Every file of a folder with its text and the moment of its last change. */
const everythingIn = (root: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		readdirSync(root, {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile())
			.map(entry => join(entry.parentPath, entry.name))
			.map(path => [path, `${statSync(path).mtimeMs} ${readFileSync(path, 'latin1')}`]),
	);

const chosenLine = (text: string): string => text.split('\n').find(line => line.includes('❯')) ?? '';

/** Moves down to the entry with these words and presses Enter. */
async function choose(screen: Screen, words: string): Promise<void> {
	await screen.until(text => text.includes(words));
	for (let step = 0; step < 20; step += 1) {
		const line = chosenLine(screen.text());
		if (line.includes(words)) return screen.send('\r');
		screen.send('j');
		await screen.until(text => chosenLine(text) !== line);
	}
	throw new Error(`not in the menu: ${words}\n${screen.text()}`);
}

test('looking changes nothing in the repository', async () => {
	const root = shop();
	const before = everythingIn(root);
	const screen = open(root, folder());
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send('r');
	await screen.until('Looked again.');
	screen.send('qq');
	expect((await screen.exited()).exitCode).toBe(0);
	expect(everythingIn(root)).toEqual(before);
});

test('three questions lead to a step, whatever is typed ahead', async () => {
	const screen = open(shop(), folder());
	await screen.until('What brings you here?');
	screen.send('1334');
	await screen.until('step 1 of');
	screen.send('\u0003');
	expect((await screen.exited()).exitCode).toBe(130);
	expect(screen.text()).toContain('The same command goes on from here.');
});

test('an answer is saved as a file in the repository, and the next visit remembers both', async () => {
	const root = shop();
	const home = folder();
	const screen = open(root, home);
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send('5');
	await screen.until(text => /^ Compliance +\d+ checks?/u.test(text));
	await choose(screen, 'to answer');
	await choose(screen, 'Answer the question');
	await choose(screen, 'A file or a link shows it');
	await screen.until('Which file or link shows it?');
	screen.send('nowhere.md\r');
	await screen.until('There is no nowhere.md in the repository.');
	screen.send('\u0015package.json\r');
	await screen.until('the folder .shipworthy/ was made for it.');
	const saved = readdirSync(join(root, '.shipworthy/answers'));
	expect(saved).toHaveLength(1);
	expect(readFileSync(join(root, '.shipworthy/answers', saved[0] ?? ''), 'utf8')).toMatch(/by: Ada/u);
	screen.send('qq');
	await screen.exited();
	const again = open(root, home);
	await again.until('Welcome back.');
});

test('a folder with nothing in it is said to have nothing to assess, and what to do', async () => {
	const screen = open(folder(), folder());
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('There is nothing to assess here yet.');
	await choose(screen, 'Leave');
	expect((await screen.exited()).exitCode).toBe(0);
});

test('a gap is closed: the plan is read, the file written, looked at again, and taken back', async () => {
	const root = shop();
	const before = everythingIn(root);
	const screen = open(root, folder());
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send('8');
	await screen.until(text => /^ Operational readiness +\d+ checks?/u.test(text));
	const item = /- id: ops-no-ci\n\s+gap: (?<gap>[^\n]+)/u.exec(checklist)?.groups?.gap ?? '';
	await choose(screen, item.replaceAll(/^['"]|['"]$/gu, '').slice(0, 30));
	await choose(screen, 'shown before anything');
	await screen.until('nothing is written yet');
	expect(everythingIn(root)).toEqual(before);
	screen.send('\r');
	await screen.until('Closed: ');
	const workflows = readdirSync(join(root, '.github/workflows'));
	expect(workflows.length).toBeGreaterThan(0);
	screen.send('u');
	await screen.until('Taken back: .github/workflows/ci.yml.');
	expect(readdirSync(root)).not.toContain('.github');
});

test('a gap is given to a coding agent, and its save is seen where the person waits', async () => {
	const root = shop();
	const home = folder();
	const screen = open(root, home);
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send('8');
	await screen.until(text => /^ Operational readiness +\d+ checks?/u.test(text));
	const item = /- id: ops-no-ci\n\s+gap: (?<gap>[^\n]+)/u.exec(checklist)?.groups?.gap ?? '';
	await choose(screen, item.replaceAll(/^['"]|['"]$/gu, '').slice(0, 30));
	await choose(screen, 'Give it to my coding agent');
	await screen.until('Paste it to your coding agent');
	const copied = screen.raw.split('\u001B]52;c;')[1]?.split('\u0007')[0] ?? '';
	const task = Buffer.from(copied, 'base64').toString();
	expect(task).toContain('npx shipworthy scan --only ops-no-ci');
	const kept = execFileSync('find', [home, '-name', 'ops-no-ci.md'], {encoding: 'utf8'}).trim();
	expect(readFileSync(kept, 'utf8')).toBe(task);
	mkdirSync(join(root, '.github/workflows'), {recursive: true});
	writeFileSync(
		join(root, '.github/workflows/ci.yml'),
		'on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm test\n',
	);
	await screen.until('Closed: ');
	await screen.until('ops-no-ci');
});

test('taking back keeps a file that was edited since, and does not count it', async () => {
	const root = shop();
	const screen = open(root, folder());
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send('8');
	await screen.until(text => /^ Operational readiness +\d+ checks?/u.test(text));
	const item = /- id: ops-no-runbooks\n\s+gap: (?<gap>[^\n]+)/u.exec(checklist)?.groups?.gap ?? '';
	await choose(screen, item.replaceAll(/^['"]|['"]$/gu, '').slice(0, 30));
	await choose(screen, 'shown before anything');
	await screen.until('Who looks after this system?');
	screen.send('Ada\r');
	await screen.until('How is that person reached');
	screen.send('555-0100\r');
	await screen.until('The address that customers type.');
	screen.send('shop\r');
	await screen.until('The address of the site must be like');
	screen.send('\u001B');
	await screen.until('❯ shop');
	screen.send('\u0015https://shop.test\r');
	await screen.until('nothing is written yet');
	screen.send('\r');
	await screen.until('written, and looked at again');
	expect(readFileSync(join(root, 'docs/runbooks/site-down.md'), 'utf8')).toContain('555-0100');
	const pages = readdirSync(join(root, 'docs/runbooks'));
	writeFileSync(join(root, 'docs/runbooks/site-down.md'), '# Mine\n');
	screen.send('u');
	await screen.until(text => text.includes('Taken back: '));
	await screen.until(text => /edited\s+since:\s+docs\/runbooks\/site-down\.md\./u.test(text));
	expect(readdirSync(join(root, 'docs/runbooks'))).toEqual(['site-down.md']);
	expect(screen.text()).toContain(`Taken back: ${pages.length - 1} files`);
});

test('inside shipworthy itself the practice app is written elsewhere and coached on', async () => {
	const home = folder();
	const screen = open(join(import.meta.dirname, '../..'), home);
	await screen.until(text => text.includes('Practise on a small app'));
	screen.send('1');
	await screen.until(text => text.includes('tidewater-kayaks') && text.includes('Looking is done.'));
	screen.send('1333');
	await screen.until(text => text.includes('step 1 of'));
	screen.send('\u0003');
	expect((await screen.exited()).exitCode).toBe(130);
	const [, path] = /The practice app is yours: (\S+)/u.exec(screen.raw) ?? [];
	expect(readdirSync(path ?? '')).toContain('package.json');
	expect(screen.raw).toContain(`shipworthy ${path ?? ''} goes on from here.`);
	folders.push(path ?? '');
});

test('a terminal that goes away without a word ends it, and nothing is dumped', async () => {
	const home = folder();
	const [said, ended] = [join(home, 'said'), join(home, 'ended')];
	// A session of its own hears of no hang-up when the terminal around it is killed.
	const inside = `trap "" HUP; setsid --wait "${node}" "${program}" "${shop()}" 2>"${said}"; echo $? >"${ended}"`;
	const env = {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8', LC_ALL: undefined, SHELL: '/bin/sh'};
	const screen = new Screen(['script', '-qfc', inside, '/dev/null'], {env});
	screens.push(screen);
	await screen.until('What brings you here?');
	screen.kill();
	await expect.poll(() => existsSync(ended) && readFileSync(ended, 'utf8')).toBe('137\n');
	expect(readFileSync(said, 'utf8')).not.toContain('Error');
});
