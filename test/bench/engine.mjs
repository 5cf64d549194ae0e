// How a scan costs, as ratios against `cat` of the same files in the same minutes.
import {execFileSync, fork, spawn} from 'node:child_process';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {corpus} from './corpus.mjs';
import {cpu, median} from './measure.mjs';

const leftOut = ['node_modules', '.git', '.venv', 'dist', '.next'];

/** The files that a scan may read, null-separated, as a list that `xargs -0 cat` takes. */
function listOf(folder, to) {
	const listed = execFileSync(
		'find',
		[folder, ...leftOut.flatMap(name => ['-name', name, '-prune', '-o']), '-type', 'f', '-size', '-1024k', '-print0'],
		{
			maxBuffer: 1 << 28,
		},
	);
	writeFileSync(to, listed);
	return to;
}

/** Megabytes of resident memory that a process and its children hold, added up, at the worst moment; sampled every 15 ms. */
function memory(program, words, env) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, words, {stdio: 'ignore', env});
		let most = 0;
		const timer = setInterval(() => {
			most = Math.max(most, residentBelow(child.pid));
		}, 15);
		child.on('error', reject);
		child.on('exit', () => {
			clearInterval(timer);
			resolve(most);
		});
	});
}

function residentBelow(pid) {
	const own = statusOf(pid, 'VmRSS');
	const children = readLines(`/proc/${pid}/task/${pid}/children`).flatMap(line => line.trim().split(' ').filter(Boolean));
	return own / 1024 + children.reduce((sum, child) => sum + residentBelow(Number(child)), 0);
}

const readLines = path => {
	try {
		return readFileSync(path, 'utf8').split('\n');
	} catch (error) {
		if (error.code === 'ENOENT' || error.code === 'ESRCH') return [];
		throw error;
	}
};
const statusOf = (pid, key) => Number(/\d+/u.exec(readLines(`/proc/${pid}/status`).find(line => line.startsWith(key)) ?? '0')?.[0] ?? 0);

/** Rows of figures for one Node: cold, warm, growth, memory. */
export async function engine({program, node, label, work, given, rounds, say}) {
	const folder = given ?? corpus(join(work, 'forty'), 640_000);
	const list = listOf(folder, join(work, 'list'));
	const env = {...environment(), XDG_CACHE_HOME: join(work, 'cache'), XDG_STATE_HOME: join(work, 'state')};
	const cat = () => cpu('/bin/sh', ['-c', `xargs -0 cat < '${list}' > /dev/null`]);
	const scan = (where, ...more) => cpu(node, [program, 'scan', where, '--format', 'json', ...more], {env});
	const bare = median(Array.from({length: rounds}, () => cpu(node, ['-e', '0'])));
	// What was written within two seconds before a look is not believed by its times: a warm look would read it again.
	await new Promise(resolve => setTimeout(resolve, 2500));
	const cold = [];
	const warm = [];
	const read = [];
	for (let round = 0; round < rounds; round++) {
		read.push(cat());
		rmSync(env.XDG_CACHE_HOME, {recursive: true, force: true});
		cold.push(scan(folder));
		read.push(cat());
		warm.push(scan(folder));
	}
	const [catCost, coldCost, warmCost] = [median(read), median(cold), median(warm)];
	const times = cost => `${(cost / catCost).toFixed(1)} × (${Math.round(cost)} ms against ${Math.round(catCost)} ms)`;
	const json = label.startsWith('Node 20');
	say(
		`${label}: cold scan / cat, processor time`,
		times(coldCost),
		json ? 'its own figure' : '≤ 25',
		json ? undefined : coldCost / catCost <= 25,
	);
	say(`${label}: warm scan / cat, without Node's own start`, times(warmCost - bare), '≤ 1.5', (warmCost - bare) / catCost <= 1.5);
	say(`${label}: warm / cold`, `${(warmCost / coldCost).toFixed(3)} ×`, '≤ 0.15', warmCost / coldCost <= 0.15);
	rmSync(env.XDG_CACHE_HOME, {recursive: true, force: true});
	const resident = await memory(node, [program, 'scan', folder, '--format', 'json'], env);
	say(`${label}: memory of all processes, cold`, `${Math.round(resident)} MB`, '≤ 400 MB', resident <= 400);
	return {catCost, coldCost, folder, env};
}

/** How the cost grows: four times the text may cost at most four and a half times as much. */
export function growth({program, node, label, work, coldCost, rounds, say}) {
	const large = corpus(join(work, 'large'), 2_560_000, 11);
	const env = {...environment(), XDG_CACHE_HOME: join(work, 'cache-large')};
	const costs = [];
	for (let round = 0; round < Math.min(3, rounds); round++) {
		rmSync(env.XDG_CACHE_HOME, {recursive: true, force: true});
		costs.push(cpu(node, [program, 'scan', large, '--format', 'json'], {env}));
	}
	const times = median(costs) / coldCost;
	say(`${label}: four times the text`, `${times.toFixed(2)} × the cost`, '≤ 4.5', times <= 4.5);
	rmSync(large, {recursive: true, force: true});
}

/** Milliseconds from the start of a look to its first finding, and from a saved file to new findings. */
export async function reactions({program, node, label, work, say}) {
	const folder = corpus(join(work, 'hundred'), 100_000);
	const env = {...environment(), XDG_CACHE_HOME: join(work, 'cache-watch')};
	const start = words =>
		fork(program, words, {execPath: node, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env});
	/** Resolves with the time at which a message that fits comes. */
	const heard = (child, fits) =>
		new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error('the look said nothing for a minute')), 60_000);
			const listen = told => {
				if (!fits(told)) return;
				clearTimeout(timer);
				child.off('message', listen);
				resolve(performance.now());
			};
			child.on('message', listen);
		});
	const firsts = [];
	for (let round = 0; round < 3; round++) {
		const began = performance.now();
		const child = start(['--look', folder]);
		firsts.push((await heard(child, told => told.tells === 'step' && told.seen !== undefined)) - began);
		child.kill('SIGKILL');
	}
	say(`${label}: first finding on 100k lines`, `${Math.round(median(firsts))} ms`, '≤ 300 ms', median(firsts) <= 300);

	const child = start(['--watch', folder, env.XDG_CACHE_HOME]);
	const looked = () => heard(child, told => told.tells === 'looked');
	try {
		await looked();
		const services = join(folder, 'src/services');
		const noun = readdirSync(services)[0];
		const file = join(services, noun, readdirSync(join(services, noun))[0]);
		const text = readFileSync(file, 'utf8');
		const took = [];
		for (let round = 0; round < 5; round++) {
			await new Promise(resolve => setTimeout(resolve, 300));
			const next = looked();
			const saved = performance.now();
			writeFileSync(file, `${text}\nexport const round${round} = ${round};\n`);
			took.push((await next) - saved);
		}
		say(`${label}: one saved file to new findings, 100k lines`, `${Math.round(median(took))} ms`, '≤ 300 ms', median(took) <= 300);
	} finally {
		child.kill('SIGKILL');
	}
}

/** The environment without what switches the cache off. */
function environment() {
	const {CI: _ci, ...env} = process.env;
	return env;
}
