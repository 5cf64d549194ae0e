import {readFileSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {exerciseById} from '../../source/exercises/exercises.ts';
import {tryFolder} from '../../source/exercises/try.ts';
import {startOf} from './folder.ts';

const exercise = exerciseById('forged-webhook');
if (exercise === undefined) throw new Error('the exercise is missing');
const usual = {start: 10_000, answer: 2000, all: 60_000};
const tried = (files: Readonly<Record<string, string>>, limits: Partial<typeof usual> = {}, signal = new AbortController().signal) =>
	tryFolder(startOf('forged-webhook', '', files), exercise, signal, {...usual, ...limits});

const listening = "import {createServer} from 'node:http';\n";
/** Whether anything answers on a port of this machine. */
const answers = (port: number): Promise<boolean> =>
	new Promise(resolve => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

test('a server that never listens is said, with the setting that names its port', async () => {
	const {tried: none, problem} = await tried({'src/server.js': 'setInterval(() => {}, 1000);'}, {start: 1500});
	expect(problem).toBe('src/server.js did not listen within 1.5 seconds. It must listen on the port that the setting PORT names.');
	expect(none.every(({holds}) => holds === 'untried')).toBe(true);
});

test('a server that does not start is said with its error and the line', async () => {
	const {problem} = await tried({'api/webhooks/stripe.js': 'const a = 1;\nexport const POST = a b;\n'});
	expect(problem).toMatch(/^src\/server\.js did not start: it ended with code 1 \(SyntaxError: .*, at api\/webhooks\/stripe\.js:2\)\.$/u);
	expect((await tried({'src/server.js': 'process.exit(0);'})).problem).toBe('src/server.js did not start: it ended with code 0.');
});

test('a server that a message ends is started again for what comes next', async () => {
	const {tried: all, problem} = await tried({
		'api/webhooks/stripe.js':
			"export async function POST(request) {\n\tif (!request.headers.get('stripe-signature')) process.exit(7);\n\treturn Response.json({}, {status: 400});\n}\n",
	});
	expect(problem).toBeUndefined();
	expect(all.find(({id}) => id === 'unsigned')).toMatchObject({
		holds: false,
		because: 'A message without a signature ended the server: it ended with code 7.',
	});
	expect(all.find(({id}) => id === 'old')).toMatchObject({holds: true});
});

test('a server that hangs costs its time and no more', async () => {
	const {tried: all, problem} = await tried(
		{'src/server.js': `${listening}createServer(() => {}).listen(process.env.PORT);`},
		{answer: 500, all: 4000},
	);
	expect(all[0]).toMatchObject({holds: false, because: 'Somebody who orders a lantern got no answer within 0.5 seconds.'});
	expect(problem).toBe('It took longer than 4 seconds and was stopped.');
});

test('a server that prints without end is stopped and said', async () => {
	const {problem} = await tried({
		'src/server.js': "const line = 'x'.repeat(65536);\nconst more = () => process.stdout.write(line, more);\nmore();",
	});
	expect(problem).toBe('src/server.js did not start: it printed more than 8 MB and was stopped.');
});

test('an answer without end, and one that is no HTTP, count as wrong', async () => {
	const endless = `${listening}createServer((_, answer) => { answer.writeHead(201); const more = () => answer.write('x'.repeat(65536), more); more(); }).listen(process.env.PORT);`;
	expect((await tried({'src/server.js': endless})).tried[0]).toMatchObject({
		because: 'Somebody who orders a lantern gets 201 and no order.',
	});
	const strange = "import {createServer} from 'node:net';\ncreateServer(socket => socket.end('hello')).listen(process.env.PORT);";
	expect((await tried({'src/server.js': strange})).tried[0]).toMatchObject({
		because: 'Somebody who orders a lantern got no answer: the connection was closed.',
	});
});

test('its environment is its own, and what it started ends with it', async () => {
	process.env.SHIPWORTHY_TEST_SECRET = 'dummy';
	onTestFinished(() => void delete process.env.SHIPWORTHY_TEST_SECRET);
	const root = startOf('forged-webhook', '', {
		'src/child.js':
			"import {writeFileSync} from 'node:fs';\nimport {createServer} from 'node:net';\nconst server = createServer().listen(0, '127.0.0.1', () => {\n\twriteFileSync('port', String(server.address().port));\n\tprocess.send('listens');\n});\n",
		'src/server.js':
			"import {fork} from 'node:child_process';\nimport {writeFileSync} from 'node:fs';\nimport {createServer} from 'node:http';\nwriteFileSync('names', Object.keys(process.env).sort().join());\nfork('src/child.js').once('message', () => createServer((_, answer) => answer.end()).listen(process.env.PORT, '127.0.0.1'));\n",
	});
	await tryFolder(root, exercise, new AbortController().signal, usual);
	expect(readFileSync(join(root, 'names'), 'utf8')).toBe('PORT,STRIPE_WEBHOOK_SECRET');
	expect(await answers(Number(readFileSync(join(root, 'port'), 'utf8')))).toBe(false);
});

test('leaving ends it at once', async () => {
	const stop = new AbortController();
	const running = tried({'src/server.js': `${listening}createServer(() => {}).listen(process.env.PORT, () => {});`}, {}, stop.signal);
	setTimeout(() => stop.abort(), 200);
	await expect(running).rejects.toThrow();
});
