import {spawn} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {node} from '../support/node.ts';
import {shipworthy} from './run.ts';

const exercises = resolve(import.meta.dirname, '../../exercises');
const base = mkdtempSync(join(tmpdir(), 'shipworthy-exercises-'));
afterAll(() => rmSync(base, {recursive: true, force: true}));

let people = 0;
/** Someone with a state folder and a place of their own. */
function someone() {
	people += 1;
	const home = join(base, `person-${people}`);
	mkdirSync(join(home, 'work'), {recursive: true});
	const env = {XDG_STATE_HOME: join(home, 'state'), CI: '1'};
	const cwd = join(home, 'work');
	return {cwd, env, says: (...words: readonly string[]) => shipworthy(['exercise', ...words], {cwd, env})};
}
const put = (folder: string, fix: string): void => cpSync(join(exercises, 'forged-webhook', fix), folder, {recursive: true});

test('without a name it lists what there is and how to start', () => {
	const {says} = someone();
	const {code, out} = says();
	expect(code).toBe(0);
	expect(out).toContain('forged-webhook  A forged message is believed, about 25 min');
	expect(out).toContain('Start one: shipworthy exercise forged-webhook <empty folder>');
	expect(JSON.parse(says('--format', 'json').out)).toMatchObject({
		exercises: [{id: 'forged-webhook', minutes: 25, checks: ['sec-webhook-unverified']}],
		here: null,
	});
});

test('from the start to closed: written, open, hints, solution, closed', () => {
	const {says, cwd} = someone();
	const begun = says('forged-webhook');
	expect(begun.code).toBe(0);
	expect(begun.out).toContain('Your task: Nobody but Stripe can tell the shop that somebody has paid.');
	const folder = join(cwd, 'forged-webhook');
	expect(readdirSync(folder)).toContain('README.md');

	const open = says('check', 'forged-webhook');
	expect(open.code).toBe(1);
	expect(open.err).toContain('Starting src/server.js of this folder on this machine and trying it.');
	expect(open.out).toContain('✖ A message without a signature was believed: its order counts as paid.');
	expect(open.out).toContain('(api/webhooks/stripe.js:4)');

	expect(says('hint', folder, '--solution')).toMatchObject({code: 2, err: expect.stringContaining('First the hints: 0 of 3 were given.')});
	expect(says('hint', folder).out).toMatch(/^Hint 1 of 3\n(?![\s\S]*Hint 2)/u);
	expect(says('hint', folder).out).toContain('Hint 2 of 3');
	expect(JSON.parse(says('hint', folder, '--format', 'json').out).hints).toHaveLength(3);
	expect(says('hint', folder).out).toContain('One way to do it: shipworthy exercise hint --solution');
	expect(says('hint', folder, '--solution').out).toContain('--- src/signature.js');

	put(folder, 'solution');
	const closed = says('check', folder);
	expect(closed).toMatchObject({code: 0, out: expect.stringMatching(/^Closed: A forged message is believed\./u)});
	expect(closed.out).toContain('Hints used: 3 of 3.');
	expect(closed.out).toContain('What this was');
	expect(says(folder).out).toContain('Here is forged-webhook: closed, checked 2 times, 3 of 3 hints given.');
	expect(JSON.parse(says('check', folder, '--format', 'json').out)).toMatchObject({
		exercise: 'forged-webhook',
		closed: true,
		readings: [{check: 'sec-webhook-unverified', outcome: 'pass'}],
		hints: {given: 3, of: 3},
	});
});

test('the start comes back only when it is wanted, and what was edited is kept', () => {
	const {says, cwd} = someone();
	says('forged-webhook', 'mine');
	const folder = join(cwd, 'mine');
	expect(says('reset', folder).out).toBe('Everything is as at the start already.\n');
	const hook = join(folder, 'api/webhooks/stripe.js');
	const start = readFileSync(hook, 'utf8');
	writeFileSync(hook, '// my version\n');
	writeFileSync(join(folder, 'notes.md'), 'mine');
	rmSync(join(folder, 'README.md'));
	expect(says('reset', folder)).toMatchObject({code: 2, err: expect.stringContaining('You changed api/webhooks/stripe.js.')});
	expect(readFileSync(hook, 'utf8')).toBe('// my version\n');
	const done = says('reset', folder, '--yes');
	expect(done.out).toBe('As at the start: api/webhooks/stripe.js, README.md. Your version is kept in .shipworthy/before-reset-1.\n');
	expect(readFileSync(hook, 'utf8')).toBe(start);
	expect(readFileSync(join(folder, '.shipworthy/before-reset-1/api/webhooks/stripe.js'), 'utf8')).toBe('// my version\n');
	expect(existsSync(join(folder, 'notes.md'))).toBe(true);
	expect(existsSync(join(folder, 'README.md'))).toBe(true);
});

test('a folder that is not empty, or not one of ours, is refused with what to do', () => {
	const {says, cwd} = someone();
	mkdirSync(join(cwd, 'full'));
	writeFileSync(join(cwd, 'full/mine'), 'x');
	expect(says('forged-webhook', 'full')).toMatchObject({
		code: 2,
		err: expect.stringContaining('is not empty. Name an empty or a new folder'),
	});
	expect(readdirSync(join(cwd, 'full'))).toEqual(['mine']);
	expect(says('forged-webhook', 'full/mine')).toMatchObject({code: 2, err: expect.stringContaining('is not a folder')});
	expect(says('check', 'full')).toMatchObject({code: 2, err: expect.stringContaining('There is no exercise in')});
	expect(says('check', 'nowhere')).toMatchObject({code: 2, err: expect.stringContaining('does not exist')});
	expect(says('chekc')).toMatchObject({code: 2, err: expect.stringContaining('Did you mean check?')});
	expect(says('forged-webhook', 'a', 'b')).toMatchObject({code: 2, err: expect.stringContaining('One folder at a time')});
	expect(says('check', '--format', 'xml')).toMatchObject({code: 2, err: expect.stringContaining('There is no format')});
});

test('a folder that only says that it is an exercise is never run', () => {
	const {says, cwd} = someone();
	const evil = join(cwd, 'evil');
	mkdirSync(join(evil, '.shipworthy'), {recursive: true});
	mkdirSync(join(evil, 'src'));
	writeFileSync(join(evil, '.shipworthy/exercise.json'), JSON.stringify({exercise: 'forged-webhook', token: 'a'.repeat(32)}));
	writeFileSync(join(evil, 'src/server.js'), "require('fs').writeFileSync('ran', '')");
	expect(says('check', evil)).toMatchObject({
		code: 2,
		err: expect.stringContaining('was not written by shipworthy for you on this machine'),
	});
	expect(existsSync(join(evil, 'ran'))).toBe(false);
	const other = someone();
	other.says('forged-webhook', 'theirs');
	expect(says('check', join(other.cwd, 'theirs'))).toMatchObject({code: 2, err: expect.stringContaining('so nothing in it is run')});
});

test('where nothing may be kept it says so', () => {
	const {cwd} = someone();
	writeFileSync(join(cwd, 'file'), '');
	const said = shipworthy(['exercise', 'forged-webhook'], {cwd, env: {XDG_STATE_HOME: join(cwd, 'file')}});
	expect(said).toMatchObject({code: 2, err: expect.stringContaining('XDG_STATE_HOME says where its progress is kept')});
});

test('its help says everything that it does', () => {
	const {out} = shipworthy(['exercise', '--help']);
	for (const word of ['check', 'hint', 'reset', '--yes', '--solution', '--format']) expect(out).toContain(word);
	expect(shipworthy(['--help']).out).toContain('shipworthy exercise');
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s while it is checked ends the app as well', async signal => {
	const {says, cwd, env} = someone();
	says('forged-webhook', 'mine');
	const folder = join(cwd, 'mine');
	writeFileSync(
		join(folder, 'src/server.js'),
		"import {writeFileSync} from 'node:fs';\nimport {createServer} from 'node:http';\ncreateServer(() => writeFileSync('port', process.env.PORT)).listen(process.env.PORT, '127.0.0.1');\n",
	);
	const program = resolve(import.meta.dirname, '../../dist/cli.js');
	const child = spawn(node, [program, 'exercise', 'check', folder], {
		env: {PATH: process.env.PATH, HOME: '/nonexistent', ...env},
		stdio: 'ignore',
	});
	const over = new Promise<void>(done => child.once('exit', () => done()));
	await expect.poll(() => existsSync(join(folder, 'port')), {timeout: 15_000}).toBe(true);
	child.kill(signal);
	await over;
	const port = Number(readFileSync(join(folder, 'port'), 'utf8'));
	const answers = (): Promise<boolean> =>
		new Promise(done => {
			const socket = connect(port, '127.0.0.1');
			socket.once('connect', () => done(true)).once('error', () => done(false));
			socket.once('connect', () => socket.destroy());
		});
	await expect.poll(answers).toBe(false);
});
