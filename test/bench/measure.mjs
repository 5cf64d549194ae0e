// Measuring for the benchmarks: medians of interleaved runs, in a real pty where a terminal is meant.
import {spawnSync} from 'node:child_process';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

export const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs each case in turn, `rounds` times over, and gives the median of each in milliseconds. */
export async function interleaved(cases, rounds) {
	const taken = new Map(cases.map(({name}) => [name, []]));
	for (let round = 0; round < rounds; round++) for (const {name, run} of cases) taken.get(name).push(await run());
	return new Map([...taken].map(([name, times]) => [name, median(times)]));
}

/** Milliseconds that a process takes from start to end. */
export function timed(program, words, options = {}) {
	const began = performance.now();
	const {status, stderr} = spawnSync(program, words, {stdio: ['ignore', 'ignore', 'pipe'], ...options});
	if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`);
	return performance.now() - began;
}

/** Milliseconds of processor time, user and system, that a process and its children take. */
export function cpu(program, words, options = {}) {
	const child = spawnSync('/bin/bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', 'bash', program, ...words], {
		encoding: 'utf8',
		...options,
	});
	const [user, system] = child.stderr.trim().split('\n').at(-1).split(' ').map(Number);
	return (user + system) * 1000;
}

/** A program in a pty of a given size, with its screen. */
export class Terminal {
	#pty;
	#term;
	#pending = Promise.resolve();
	bytes = 0;
	raw = '';
	last = performance.now();

	constructor(words, {cols = 120, rows = 40, env = {}, cwd = process.cwd()} = {}) {
		this.#term = new xterm.Terminal({cols, rows, allowProposedApi: true});
		const clean = Object.fromEntries(
			Object.entries({...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env}).filter(
				([key, value]) => value !== undefined && !['CI', 'NO_COLOR', 'FORCE_COLOR', 'VITEST'].includes(key),
			),
		);
		this.#pty = spawn(words[0], words.slice(1), {cols, rows, cwd, env: clean});
		this.#pty.onData(data => {
			this.bytes += Buffer.byteLength(data);
			this.raw += data;
			this.last = performance.now();
			this.#pending = this.#pending.then(() => new Promise(resolve => this.#term.write(data, resolve)));
		});
	}

	get pid() {
		return this.#pty.pid;
	}

	send(keys) {
		this.#pty.write(keys);
	}

	async text() {
		await this.#pending;
		const {active} = this.#term.buffer;
		return Array.from({length: this.#term.rows}, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '').join('\n');
	}

	/** The cells of the screen, row by row. */
	async cells() {
		await this.text();
		const {active} = this.#term.buffer;
		return Array.from({length: this.#term.rows}, (_, row) => {
			const line = active.getLine(active.baseY + row);
			return Array.from({length: this.#term.cols}, (_, column) => line?.getCell(column)).filter(cell => cell !== undefined);
		});
	}

	/** Waits until the screen holds what is wanted; gives the time at which the last byte came. */
	async until(wanted, limit = 30_000) {
		const end = performance.now() + limit;
		for (;;) {
			const text = await this.text();
			if (wanted(text)) return this.last;
			if (performance.now() > end) throw new Error(`not seen in time:\n${text}`);
			await new Promise(resolve => setTimeout(resolve, 2));
		}
	}

	/** Sends a key and waits for the answer: milliseconds to its last byte, and how many bytes; undefined when there was none. */
	async answer(keys, milliseconds = 40) {
		const before = this.bytes;
		const began = performance.now();
		this.send(keys);
		while (this.bytes === before && performance.now() - began < 500) await new Promise(resolve => setTimeout(resolve, 1));
		await this.quiet(milliseconds);
		return this.bytes === before ? undefined : {took: this.last - began, bytes: this.bytes - before};
	}

	/** Waits until nothing was written for a while. */
	async quiet(milliseconds = 60) {
		while (performance.now() - this.last < milliseconds) await new Promise(resolve => setTimeout(resolve, 5));
		await this.text();
	}

	kill() {
		this.#pty.kill('SIGKILL');
	}
}
