import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {bundled} from '../support/bundle.ts';
import {node} from '../support/node.ts';
import {Screen, type Started} from '../support/screen.ts';

let program = '';
let remove = async (): Promise<void> => {};
const screens: Screen[] = [];

beforeAll(async () => {
	const bundle = await bundled('practice-coach.ts');
	program = bundle.path;
	remove = bundle.remove;
});
afterEach(() => {
	for (const screen of screens.splice(0)) screen.kill();
});
afterAll(() => remove());

function start(options: Started = {}, words: readonly string[] = [node, program]): Screen {
	const screen = new Screen(words, options);
	screens.push(screen);
	return screen;
}

const leaves = '\u001B[?1049l';
const showsCursor = '\u001B[?25h';

test('from the first question to a closed gap and back to the shell', async () => {
	const screen = start();
	await screen.until('What brings you here?');
	expect(screen.terminal.buffer.active.type).toBe('alternate');
	screen.send('1344');
	await screen.until('step 1 of');
	screen.send('\t8\r1');
	await screen.until('nothing is written yet');
	screen.send('\r');
	await screen.until('Closed: Every change is checked before it goes live.');
	screen.send('qq');
	expect((await screen.exited()).exitCode).toBe(0);
	expect(screen.terminal.buffer.active.type).toBe('normal');
	expect(screen.text()).toContain('Closed in this visit: 1.');
});

test('keys typed while the program still loads all count', async () => {
	const screen = start({env: {PRACTICE_LOADING: '600'}});
	screen.send('1344\t2');
	await screen.until('A live credential is in the code');
});

test('Ctrl-C while the program still loads ends it', async () => {
	const screen = start({env: {PRACTICE_LOADING: '20000'}});
	await screen.until('Loading');
	screen.send('\u0003');
	expect((await screen.exited()).exitCode).toBe(130);
});

test('Ctrl-C ends it with 130 even while it looks', async () => {
	const screen = start({env: {PRACTICE_SLOW: '60000'}});
	await screen.until('Looking: 120 of 214 files so far.');
	screen.send('\u0003');
	expect((await screen.exited(3000)).exitCode).toBe(130);
	expect(screen.raw).toContain(leaves);
});

test.each(['SIGTERM', 'SIGHUP'] as const)('%s leaves the terminal as it was', async signal => {
	const screen = start();
	await screen.until('What brings you here?');
	screen.kill(signal);
	await screen.exited();
	expect(screen.raw).toContain(leaves);
	expect(screen.raw.slice(-400)).toContain(showsCursor);
});

test('a mistake of the program leaves the terminal as it was, with its message on it', async () => {
	const screen = start({env: {PRACTICE_THROWS: '1'}});
	const {exitCode} = await screen.exited();
	expect(exitCode).not.toBe(0);
	expect(screen.raw).toContain(leaves);
	expect(screen.text()).toContain('a mistake of the program');
});

test('Ctrl-Z goes back to the shell, and fg comes back whole', async () => {
	const screen = start({env: {PS1: 'ready> ', PROGRAM: program, NODE: node}}, ['bash', '--norc', '--noprofile', '-i']);
	await screen.until('ready>');
	screen.send('"$NODE" "$PROGRAM"\r');
	await screen.until('What brings you here?');
	screen.send('1');
	await screen.until('question 1 of 3');
	screen.send('\u001A');
	await screen.until('Stopped');
	expect(screen.terminal.buffer.active.type).toBe('normal');
	screen.send('fg\r');
	await screen.until('question 1 of 3');
	screen.send('3');
	await screen.until('question 2 of 3');
	screen.send('\u0003');
	await screen.until(text => text.trimEnd().endsWith('ready>'));
});

/** The colours of the cells of the row with these words; -1 stands for the terminal's own. */
const coloursOf = (screen: Screen, words: string): readonly number[] => {
	const row = screen.lines().findIndex(line => line.includes(words));
	return (screen.cells()[row] ?? []).map(cell => (cell.isFgDefault() ? -1 : cell.getFgColor()));
};

test('code is coloured by what it is in the terminal’s own 16 colours, and a theme of the preferences holds at once', async () => {
	const screen = start();
	await screen.until('What brings you here?');
	screen.send('1344');
	await screen.until('step 1 of');
	screen.send('/credential\r');
	await screen.until(text => /▸ 8 +const key = /u.test(text));
	const colours = coloursOf(screen, 'const key');
	expect(new Set(colours).size).toBeGreaterThan(2);
	expect(Math.max(...colours)).toBeLessThan(16);
	screen.send(',\r\r\u001B');
	await screen.until(text => /▸ 8 +const key = /u.test(text));
	await screen.until(() => new Set(coloursOf(screen, 'const key')).size === 1);
	expect(coloursOf(screen, 'const key').every(colour => colour === -1)).toBe(true);
	expect(screen.text()).toContain('▸ 8');
});

test('for those who listen it is lines, one after the other, and each change is said', async () => {
	const screen = start({env: {PRACTICE_READ: '1'}, columns: 100, rows: 50});
	await screen.until('What brings you here?');
	await screen.until('Choose by number, or with the arrows and enter.');
	expect(screen.terminal.buffer.active.type).toBe('normal');
	screen.send('1');
	await screen.until('Enter takes 3 of 5: Customers, soon');
	screen.send('j');
	await screen.until('4 of 5: Anyone on the internet');
	screen.send('344');
	await screen.until('step 1 of 8');
	screen.send('/runb\r');
	await screen.until('ops-no-runbooks');
	screen.send('\u001B\u001B');
	await screen.until(text => text.lastIndexOf('step 1 of 8') > text.lastIndexOf('Typing: / runb'));
	screen.send('5');
	await screen.until('Who accepts it?');
	screen.send('\u0015Grace');
	await screen.until('Typing: Grace');
	screen.send('\u007F');
	await screen.until(text => /Typing: Grac$/mu.test(text));
	screen.send('\u0003');
	expect((await screen.exited()).exitCode).toBe(130);
	expect(screen.raw).not.toMatch(/[\u2500-\u259F❯▸✖✔]/u);
	expect(screen.raw).not.toContain('?1049h');
	expect(screen.raw.lastIndexOf(showsCursor)).toBeGreaterThan(screen.raw.lastIndexOf('?25l'));
});

test('a resize reaches the program, at any size', async () => {
	const screen = start();
	await screen.until('What brings you here?');
	await screen.resize(40, 12);
	await screen.until(text => text.split('\n').at(-1)?.includes('enter choose') === true && text.includes('❯ I want to launch'));
	await screen.resize(20, 5);
	await screen.until('Make the terminal at least 40×12.');
	await screen.resize(100, 30);
	await screen.until('helps you close that: one step at a time.');
});
