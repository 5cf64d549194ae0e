import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, expect, test, vi} from 'vitest';
import {node} from '../support/node.ts';
import {Screen} from '../support/screen.ts';

const program = join(import.meta.dirname, '../../dist/cli.js');
const exercises = join(import.meta.dirname, '../../exercises/forged-webhook');
const folders: string[] = [];
const screens: Screen[] = [];

afterEach(() => {
	for (const screen of screens.splice(0)) screen.kill();
	for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true});
});

function folder(): string {
	const root = mkdtempSync(join(tmpdir(), 'shipworthy-journey-'));
	folders.push(root);
	return root;
}

function open(root: string, home: string, size: {readonly columns?: number; readonly rows?: number} = {}): Screen {
	const env = {
		HOME: home,
		XDG_STATE_HOME: join(home, 'state'),
		XDG_CONFIG_HOME: home,
		XDG_CACHE_HOME: join(home, 'cache'),
		LANG: 'C.UTF-8',
	};
	const screen = new Screen([node, program, root], {env: {...env, LC_ALL: undefined}, ...size});
	screens.push(screen);
	return screen;
}

/** Waits longer than usual: the app is started and tried. */
const slow = 40_000;
vi.setConfig({testTimeout: 180_000});

test('from the first screen to an exercise that is closed by fact', async () => {
	const [home, root] = [folder(), folder()];
	mkdirSync(join(root, 'src'));
	writeFileSync(join(root, 'src/a.js'), "console.log('mine');\n");
	const screen = open(root, home);
	await screen.until('What brings you here?');
	screen.send('3');
	await screen.until('A forged message is believed (forged-webhook');
	await screen.until('~/shipworthy-exercises/forged-webhook');
	screen.send('\r');
	await screen.until('Your task', slow);
	expect(readdirSync(root)).toEqual(['src']);
	const app = join(home, 'shipworthy-exercises/forged-webhook');
	expect(readdirSync(app)).toContain('README.md');

	screen.send('c');
	await screen.until('Still open: 4 of 10 hold.', slow);
	expect(screen.text()).toContain('✖ A message without a signature was believed');
	screen.send('h');
	await screen.until('Hint 1 of 3.');
	await screen.until('Look at api/webhooks/stripe.js and ask of each line');

	cpSync(join(exercises, 'wrong/refuses-afterwards'), app, {recursive: true});
	screen.send('c');
	await screen.until('and its order counts as paid all the same', slow);
	cpSync(join(exercises, 'solution'), app, {recursive: true});
	screen.send('c');
	await screen.until('Closed: all 10 hold, and reading the code sees no gap. Hints used: 1 of 3.', slow);
	await screen.until('What this was');
	screen.send('q');
	expect((await screen.exited()).exitCode).toBe(0);
	expect(screen.text()).toContain('A forged message is believed: closed. Hints used: 1 of 3.');

	const again = open(app, home);
	await again.until('exercise · closed', slow);
});

test('starting over asks first, keeps a copy, and everything is one key away', async () => {
	const home = folder();
	const first = open(folder(), home, {columns: 40, rows: 12});
	await first.until('What brings you here?');
	first.send('3');
	await first.until('A forged message');
	first.send('\r');
	await first.until('Check it (starts the app here)', slow);
	const app = join(home, 'shipworthy-exercises/forged-webhook');
	const hook = join(app, 'api/webhooks/stripe.js');
	const start = readFileSync(hook, 'utf8');
	writeFileSync(hook, `${start}\n// mine\n`);
	first.send('jjj');
	await first.until('❯ Start over (a copy is kept)');
	first.send('\r');
	await first.until('Once more starts over.');
	await first.until('❯ Start over (a copy is kept)');
	first.send('\r');
	await first.until('As at the start.', slow);
	expect(readFileSync(hook, 'utf8')).toBe(start);
	expect(readFileSync(join(app, '.shipworthy/before-reset-1/api/webhooks/stripe.js'), 'utf8')).toContain('// mine');
	first.send('\t');
	await first.until('Security hardening');
	first.send('q');
	await first.until('Check it (starts the app here)');
	first.send('\u0003');
	expect((await first.exited()).exitCode).toBe(130);
});

test.each(['Ctrl-C', 'SIGTERM', 'SIGHUP'] as const)('%s while it is checked ends the app', async way => {
	const home = folder();
	const screen = open(folder(), home);
	await screen.until('What brings you here?');
	screen.send('3');
	await screen.until('A forged message is believed (forged-webhook');
	screen.send('\r');
	await screen.until('Your task', slow);
	const app = join(home, 'shipworthy-exercises/forged-webhook');
	writeFileSync(
		join(app, 'src/server.js'),
		"import {writeFileSync} from 'node:fs';\nimport {createServer} from 'node:http';\ncreateServer(() => writeFileSync('port', process.env.PORT)).listen(process.env.PORT, '127.0.0.1');\n",
	);
	screen.send('c');
	await expect.poll(() => readdirSync(app), {timeout: slow}).toContain('port');
	if (way === 'Ctrl-C') screen.send('\u0003');
	else screen.kill(way);
	await screen.exited();
	const port = readFileSync(join(app, 'port'), 'utf8');
	await expect
		.poll(
			() =>
				fetch(`http://127.0.0.1:${port}`, {signal: AbortSignal.timeout(500)}).then(
					() => 'answers',
					error => (error instanceof Error && error.name === 'TimeoutError' ? 'hangs' : 'gone'),
				),
			{timeout: 10_000},
		)
		.toBe('gone');
});
