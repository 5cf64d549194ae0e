// How fast the coach is at hand, as ratios against a bare Ink program and a bare Node started beside it.
import {readFileSync, rmSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {build} from 'esbuild';
import {corpus} from './corpus.mjs';
import {interleaved, median, Terminal, timed} from './measure.mjs';

const ratio = number => `${number.toFixed(2)} ×`;

/** Rows of figures for the coach. */
export async function coachFigures({program, work, given, rounds, say}) {
	const hello = join(work, 'hello.mjs');
	await build({
		entryPoints: [resolve('test/bench/hello.tsx')],
		outfile: hello,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		jsx: 'automatic',
		logLevel: 'error',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		banner: {js: "import {createRequire as make} from 'node:module';const require = make(import.meta.url);"},
		plugins: [
			{
				name: 'no tools',
				setup: one => {
					one.onResolve({filter: /^react-devtools-core$/}, ({path}) => ({path, namespace: 'empty'}));
					one.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
				},
			},
		],
	});
	const small = corpus(join(work, 'small'), 2000);
	const large = given ?? corpus(join(work, 'hundred-coach'), 100_000);
	// A cache of its own, emptied before each whole look: a look from what was kept is another figure.
	const cache = join(work, 'cache-coach');
	const env = {XDG_STATE_HOME: join(work, 'state'), XDG_CACHE_HOME: cache};

	const firstFrame = async (words, wanted) => {
		const began = performance.now();
		const terminal = new Terminal(words, {env});
		const seen = await terminal.until(wanted);
		terminal.kill();
		return seen - began;
	};
	const arrived = text => text.includes('What brings you here?');
	const start = await interleaved(
		[
			{name: 'node', run: () => timed('node', ['-e', '0'])},
			{name: 'hello', run: () => firstFrame(['node', hello], text => text.includes('hello'))},
			{name: 'coach', run: () => firstFrame(['node', program, small], arrived)},
			{name: 'help', run: () => timed('node', [program, '--help'])},
			{
				name: 'looked',
				run: () => {
					rmSync(cache, {recursive: true, force: true});
					return firstFrame(['node', program, large], text => text.includes('Looking is done'));
				},
			},
		],
		rounds,
	);
	const against = (name, base) => start.get(name) / start.get(base);
	say('first frame of the coach / hello-Ink', ratio(against('coach', 'hello')), '≤ 1.3', against('coach', 'hello') <= 1.3);
	say('first frame of the coach / node -e 0', ratio(against('coach', 'node')), '≤ 6.5', against('coach', 'node') <= 6.5);
	say('--help / node -e 0', ratio(against('help', 'node')), '≤ 1.5', against('help', 'node') <= 1.5);
	say(`look complete on ${given ?? '100k lines'} / hello-Ink`, ratio(against('looked', 'hello')), '≤ 10', against('looked', 'hello') <= 10);

	const coach = new Terminal(['node', program, large], {env, cols: 120, rows: 40});
	await coach.until(text => text.includes('Looking is done'));
	coach.send('4');
	await coach.until(text => text.includes('1-8 category'));
	await coach.quiet();
	const answers = [];
	for (let press = 0; press < 30; press++) answers.push(await coach.answer(press % 6 < 3 ? 'j' : 'k'));
	const [times, bytes] = [answers.flatMap(one => one?.took ?? []), answers.flatMap(one => one?.bytes ?? [])];
	const clears = ['2J', '3J'].reduce((sum, clear) => sum + coach.raw.split(`\u001B[${clear}`).length - 1, 0);
	const echo = await keyEcho();
	say(
		'key to last byte, median',
		`${median(times).toFixed(1)} ms (a raw echo in Node: ${echo.toFixed(1)} ms)`,
		'≤ 33 ms',
		median(times) <= 33,
	);
	say('bytes written for j or k, median', `${median(bytes)} B`, '< 1024 B', median(bytes) < 1024);
	say('screen clears while moving', String(clears), '0', clears === 0);
	const ticks = () =>
		readFileSync(`/proc/${coach.pid}/stat`, 'utf8')
			.split(' ')
			.slice(13, 15)
			.map(Number)
			.reduce((a, b) => a + b, 0);
	const idleFrom = ticks();
	await new Promise(done => setTimeout(done, 3000));
	say('processor ticks in 3 idle seconds', String(ticks() - idleFrom), '≤ 1', ticks() - idleFrom <= 1);
	const resident = Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${coach.pid}/status`, 'utf8'))?.[1]) / 1024;
	say('memory of the coach', `${Math.round(resident)} MB`, '≤ 250 MB', resident <= 250);
	coach.kill();
}

/** Milliseconds from a key to its echo by a bare Node program in raw mode. */
async function keyEcho() {
	const echo = new Terminal([
		'node',
		'-e',
		"process.stdin.setRawMode(true);process.stdout.write('ready');process.stdin.on('data',d=>process.stdout.write(d))",
	]);
	await echo.until(text => text.includes('ready'));
	const times = [];
	for (let press = 0; press < 15; press++) times.push((await echo.answer('x', 20)).took);
	echo.kill();
	return median(times);
}
