import {type ChildProcess, fork} from 'node:child_process';
import {availableParallelism} from 'node:os';
import type {Language} from '../facts/language.ts';
import {chunksOf, type Job} from './chunks.ts';
import type {Answered, Asked, Sight} from './scanner.ts';
import {scannerWord} from './scanner-word.ts';

/** How scanners are run. */
export type Means = {
	/** The program's own file, which is forked. */
	readonly program: string;
	/** Milliseconds without an answer after which a scanner counts as stuck. */
	readonly patience?: number;
	/** Scanners at most. */
	readonly processes?: number;
};

/** What scanners need to know of a repository before the first file. */
export type Ground = {readonly root: string; readonly languages: readonly Language[]; readonly served: readonly string[]};

/** What became of one file. `because` says why it was not parsed, or was not looked at when there is no sight. */
export type Outcome = {readonly job: Job; readonly sight?: Sight; readonly because?: string};

/** Processes that see files. None of what happens to them ends this one. */
export type Scanners = {
	/** Sees every job; `done` hears each outcome. Resolves with a problem in words when no scanner can be started. Rejects when `signal` is aborted. */
	readonly see: (jobs: readonly Job[], done: (outcome: Outcome) => void, signal?: AbortSignal) => Promise<string | undefined>;
	readonly close: () => void;
};

/** What is asked of one scanner at a time. A piece that ends a scanner is taken apart; a file that ends one twice is seen without the parser. */
type Piece = {readonly jobs: readonly Job[]; readonly unparsed?: string};
type Scanner = {readonly child: ChildProcess; ready: boolean; piece: Piece | undefined; timer: NodeJS.Timeout | undefined; said: string};

const usualPatience = 10_000;
const startPatience = 60_000;
const fewFiles = 150;
const fewBytes = 1024 * 1024;
const mostStarts = 3;
const crashed = 'the parser crashed';
const tookLong = 'took too long';

/** Scanners for a repository; each is started when there is something for it to do. */
export function scannersFor(
	ground: Ground,
	{program, patience = usualPatience, processes = Math.min(availableParallelism(), 4)}: Means,
): Scanners {
	const scanners = new Set<Scanner>();
	let waiting: Piece[] = [];
	let failedStarts = 0;
	let progress: ((outcome: Outcome) => void) | undefined;
	let settle: ((problem?: string) => void) | undefined;

	const start = (): void => {
		const child = fork(program, [scannerWord], {
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			execArgv: ['--max-semi-space-size=16', '--max-old-space-size=512'],
		});
		const scanner: Scanner = {child, ready: false, piece: undefined, timer: undefined, said: ''};
		scanners.add(scanner);
		child.stderr?.on('data', chunk => {
			scanner.said = (scanner.said + String(chunk)).slice(-2000);
		});
		child.on('message', (answered: Answered) => heard(scanner, answered));
		child.on('error', error => ended(scanner, error.message));
		child.on('exit', (code, killed) => ended(scanner, killed ?? `exit ${code}`));
		scanner.timer = setTimeout(() => ended(scanner, 'it did not start in time'), startPatience);
		tell(scanner, {asks: 'begin', ...ground});
	};

	const tell = ({child}: Scanner, asked: Asked): void => {
		if (child.connected) child.send(asked, () => undefined);
	};

	const give = (scanner: Scanner): void => {
		const piece = waiting.shift();
		scanner.piece = piece;
		clearTimeout(scanner.timer);
		if (piece === undefined) return finish();
		scanner.timer = setTimeout(() => ended(scanner, tookLong), patience);
		tell(scanner, {asks: 'see', ...piece});
	};

	const heard = (scanner: Scanner, answered: Answered): void => {
		if (!scanners.has(scanner)) return;
		switch (answered.tells) {
			case 'ready':
				scanner.ready = true;
				return give(scanner);
			case 'seen': {
				const {piece} = scanner;
				if (piece === undefined) return;
				const because = piece.unparsed === undefined ? {} : {because: piece.unparsed};
				answered.sights.forEach((sight, index) => {
					const job = piece.jobs[index];
					if (job !== undefined) progress?.({job, sight, ...because});
				});
				return give(scanner);
			}
		}
	};

	const ended = (scanner: Scanner, how: string): void => {
		if (!scanners.delete(scanner)) return;
		clearTimeout(scanner.timer);
		scanner.child.kill('SIGKILL');
		if (settle === undefined) return;
		if (!scanner.ready) {
			failedStarts++;
			if (failedStarts >= mostStarts && ![...scanners].some(({ready}) => ready)) return settle(problemOf(how, scanner.said));
		}
		if (scanner.piece !== undefined) waiting.unshift(...takenApart(scanner.piece, how === tookLong ? tookLong : crashed));
		if (waiting.length > scanners.size || scanners.size === 0) waiting.length > 0 ? start() : finish();
	};

	/** A piece that ended a scanner, in parts that say which file it was. */
	const takenApart = ({jobs, unparsed}: Piece, because: string): readonly Piece[] => {
		const [job] = jobs;
		if (jobs.length > 1 || job === undefined) return jobs.map(one => ({jobs: [one]}));
		if (unparsed === undefined && !alone.has(job)) {
			alone.add(job);
			return [{jobs}];
		}
		if (unparsed === undefined) return [{jobs, unparsed: because}];
		progress?.({job, because});
		return [];
	};
	/** Jobs that have ended a scanner alone once. */
	const alone = new Set<Job>();

	const finish = (): void => {
		if (waiting.length === 0 && ![...scanners].some(({piece}) => piece !== undefined)) settle?.();
	};

	const close = (): void => {
		waiting = [];
		for (const scanner of scanners) {
			clearTimeout(scanner.timer);
			scanner.child.kill('SIGKILL');
		}
		scanners.clear();
	};

	const see: Scanners['see'] = (jobs, done, signal) =>
		new Promise((resolve, reject) => {
			if (jobs.length === 0) return resolve(undefined);
			const abort = (): void => {
				settle = undefined;
				close();
				reject(signal?.reason);
			};
			if (signal?.aborted) return abort();
			signal?.addEventListener('abort', abort);
			progress = done;
			settle = problem => {
				settle = undefined;
				signal?.removeEventListener('abort', abort);
				if (problem !== undefined) close();
				resolve(problem);
			};
			waiting = [...chunksOf(jobs)].map(chunk => ({jobs: chunk}));
			const bytes = jobs.reduce((sum, {file}) => sum + file.bytes, 0);
			const wanted = jobs.length < fewFiles && bytes < fewBytes ? 1 : Math.min(processes, waiting.length);
			for (const scanner of scanners) if (scanner.ready) give(scanner);
			while (scanners.size < wanted) start();
			return undefined;
		});

	return {see, close};
}

function problemOf(how: string, said: string): string {
	const lines = said.trim().split('\n');
	const last = lines.find(line => /\b\w*Error\b/u.test(line)) ?? lines.at(-1) ?? '';
	return `The files could not be looked at: no process could be started for it (${how}${last === '' ? '' : `: ${last}`}). Close other programs and try again.`;
}
