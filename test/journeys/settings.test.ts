import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const program = join(import.meta.dirname, '../../dist/cli.js');
const screens: Screen[] = [];
afterEach(() => {
	for (const screen of screens.splice(0)) screen.kill();
});

const shop = (): string =>
	folderWith({
		'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^4.19.2'}}),
		'src/server.js':
			"const app = require('express')();\napp.post('/refund', (request, response) => response.json({}));\napp.listen(3000);\n",
	});

function open(root: string, home: string, words: readonly string[] = []): Screen {
	const env = {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, LANG: 'C.UTF-8', LC_ALL: undefined};
	const screen = new Screen([node, program, root, ...words], {env});
	screens.push(screen);
	return screen;
}

const preferences = (home: string): string => join(home, 'shipworthy', 'preferences.json');

test('what is set is kept at once, and holds in another repository', async () => {
	const home = folderWith({});
	const screen = open(shop(), home);
	await screen.until('What brings you here?');
	expect(screen.terminal.buffer.active.type).toBe('alternate');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send(',jj\r');
	await screen.until(text => /Own screen +no/u.test(text));
	await expect.poll(() => existsSync(preferences(home)) && readFileSync(preferences(home), 'utf8')).toContain('"alternateScreen": false');
	screen.send('\u0003');
	await screen.exited();
	const again = open(shop(), home);
	await again.until('What brings you here?');
	expect(again.terminal.buffer.active.type).toBe('normal');
});

test('the command line decides before the preferences, and says so', async () => {
	const screen = open(shop(), folderWith({'shipworthy/preferences.json': '{"theme": "light"}'}), ['--no-color']);
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	screen.send(',');
	await screen.until('For this run the command line or the environment decides it.');
	expect(
		screen
			.cells()
			.flat()
			.every(cell => cell.isFgDefault()),
	).toBe(true);
});

test('preferences that cannot be read are set aside and said; the coach opens all the same', async () => {
	const home = folderWith({'shipworthy/preferences.json': '{"theme": '});
	const screen = open(shop(), home);
	await screen.until('What brings you here?');
	await screen.until(text => text.replaceAll(/\s+/gu, ' ').includes('preferences.json is damaged.'));
	screen.send('q');
	expect((await screen.exited()).exitCode).toBe(0);
	expect(screen.text().replaceAll('\n', '')).toContain('preferences.json is damaged. It was moved to');
	expect(readdirSync(join(home, 'shipworthy'))).toContain('preferences.json.broken');
});

const chosenLine = (text: string): string => text.split('\n').find(line => line.includes('❯')) ?? '';

/** Moves down to the entry with these words and presses Enter. */
async function choose(screen: Screen, words: string): Promise<void> {
	await screen.until(words);
	for (let step = 0; step < 9 && !chosenLine(screen.text()).includes(words); step += 1) {
		const line = chosenLine(screen.text());
		screen.send('j');
		await screen.until(text => chosenLine(text) !== line);
	}
	screen.send('\r');
}

test('two coaches on one repository: what one saves is not lost by the other', async () => {
	const [root, home] = [shop(), folderWith({})];
	const both = [open(root, home), open(root, home)];
	for (const [at, words] of ['restore', 'rollback'].entries()) {
		const screen = both[at];
		await screen?.until('What brings you here?');
		screen?.send('4');
		await screen?.until('1-8 category');
		screen?.send(`/${words}`);
		await screen?.until(text => text.includes(`/ ${words}`));
		screen?.send('\r');
	}
	for (const screen of both) {
		await choose(screen, 'Answer the question');
		await choose(screen, 'It is not taken care of');
		await screen.until('What is missing, in a few words?');
		screen.send('\r');
		await screen.until('What is your name?');
		screen.send('Ada\r');
	}
	const answers = join(root, '.shipworthy', 'answers');
	await expect.poll(() => (existsSync(answers) ? readdirSync(answers).length : 0), {timeout: 10_000}).toBe(2);
	for (const screen of both) {
		screen.send('\u0003');
		expect((await screen.exited()).exitCode).toBe(130);
	}
	const visits = join(home, 'shipworthy', 'visits');
	const journals = readdirSync(visits).filter(name => name.endsWith('.jsonl'));
	expect(journals).toHaveLength(1);
	for (const line of readFileSync(join(visits, journals[0] ?? ''), 'utf8')
		.trim()
		.split('\n'))
		expect(JSON.parse(line)).toHaveProperty('open');
	expect(readdirSync(visits).filter(name => name.endsWith('.tmp') || name.endsWith('.broken'))).toEqual([]);
});

test('a repository that disappears is said, and the coach goes on with what it saw', async () => {
	const root = shop();
	const screen = open(root, folderWith({}));
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	rmSync(root, {recursive: true});
	screen.send('r');
	await screen.until('is not there any more');
	screen.send('\u001B');
	await screen.until('1-8 category');
	screen.send('2\r');
	await screen.until('Look again');
});

test('one resize after the other, while keys are typed, ends in a whole screen', async () => {
	const screen = open(shop(), folderWith({}));
	await screen.until('What brings you here?');
	screen.send('4');
	await screen.until('1-8 category');
	for (const [columns, rows] of [
		[40, 12],
		[200, 60],
		[39, 11],
		[20, 5],
		[120, 40],
		[80, 24],
	] as const) {
		screen.send('jk/re\u001B');
		await screen.resize(columns, rows);
	}
	await screen.until(text => text.split('\n').at(-1)?.includes('enter open') === true && text.includes('1-8 category'));
	expect(screen.lines()).toHaveLength(24);
	expect(screen.terminal.buffer.active.baseY).toBe(0);
});

test('for those who listen: the real coach as lines', async () => {
	const screen = open(shop(), folderWith({}), ['--screen-reader']);
	await screen.until('4. Just show me everything');
	await screen.until('Looking is done.');
	screen.send('4');
	await screen.until('Chosen: 1, Error handling and edge cases');
	expect(screen.terminal.buffer.active.type).toBe('normal');
	screen.send('j');
	await screen.until('Chosen: 2, Security hardening');
	screen.send('\u0003');
	expect((await screen.exited()).exitCode).toBe(130);
	expect(screen.raw).not.toMatch(/[\u2500-\u259F❯▸✖✔]/u);
});
