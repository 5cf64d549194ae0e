import {availableParallelism} from 'node:os';
import type {Job} from './chunks.ts';
import {lastWords} from './forked.ts';
import {afterTheEndOf, type Piece, piecesOf} from './pieces.ts';
import type {Sight} from './scanner.ts';
import {type End, type Ground, type ScannerProcess, startScanner} from './scanner-process.ts';

/** How scanners are run. */
export type Means = {
	/** The program's own file, which is forked. */
	readonly program: string;
	/** Milliseconds without an answer after which a scanner counts as stuck. */
	readonly patience?: number;
	/** Scanners at most. */
	readonly processes?: number;
};

/** What became of one file. `because` says why it was not parsed, or, when there is no sight, why it was not looked at. */
export type Outcome = {readonly job: Job; readonly sight?: Sight; readonly because?: string};

/** Processes that see files. None of what happens to them ends this one. */
export type Scanners = {
	/** Sees every job; `done` hears each outcome. Resolves with a problem in words when no scanner can be started, and rejects when `signal` is aborted. */
	readonly see: (jobs: readonly Job[], done: (outcome: Outcome) => void, signal?: AbortSignal) => Promise<string | undefined>;
	readonly close: () => void;
};

type Work = {readonly done: (outcome: Outcome) => void; readonly settle: (problem?: string) => void};

const usualPatience = 10_000;
const fewFiles = 150;
const fewBytes = 1024 * 1024;
const mostStarts = 3;

/** Scanners for a repository; each is started when there is something for it to do, and stays until they are closed. */
export function scannersFor(
	ground: Ground,
	{program, patience = usualPatience, processes = Math.min(availableParallelism(), 4)}: Means,
): Scanners {
	const scanners = new Set<ScannerProcess>();
	let waiting: Piece[] = [];
	let failedStarts = 0;
	let work: Work | undefined;

	const start = (): void => {
		scanners.add(startScanner(program, ground, patience, {ready: give, seen, ended}));
	};

	const give = (scanner: ScannerProcess): void => {
		const piece = waiting.shift();
		if (piece !== undefined) scanner.ask(piece);
		else if (![...scanners].some(one => one.piece() !== undefined)) work?.settle();
	};

	const seen = (scanner: ScannerProcess, {jobs, unparsed}: Piece, sights: readonly Sight[]): void => {
		for (const [index, job] of jobs.entries()) {
			const sight = sights[index];
			if (sight !== undefined) work?.done({job, sight, ...(unparsed === undefined ? {} : {because: unparsed})});
		}
		give(scanner);
	};

	const ended = (scanner: ScannerProcess, piece: Piece | undefined, end: End): void => {
		scanners.delete(scanner);
		failedStarts = scanner.isReady() ? 0 : failedStarts + 1;
		const remains = piece === undefined ? undefined : afterTheEndOf(piece, end.because);
		waiting.unshift(...(remains?.pieces ?? []));
		if (remains?.lost !== undefined) work?.done({job: remains.lost, because: end.because});
		if (waiting.length > 0 && failedStarts < mostStarts) start();
		else if (waiting.length > 0 && scanners.size === 0) work?.settle(problemOf(end));
		else if (waiting.length === 0 && ![...scanners].some(one => one.piece() !== undefined)) work?.settle();
	};

	const close = (): void => {
		waiting = [];
		for (const scanner of scanners) scanner.close();
		scanners.clear();
	};

	const see: Scanners['see'] = (jobs, done, signal) =>
		new Promise((resolve, reject) => {
			const over = (): void => {
				work = undefined;
				signal?.removeEventListener('abort', abort);
			};
			const abort = (): void => {
				over();
				close();
				reject(signal?.reason);
			};
			if (signal?.aborted) return abort();
			if (jobs.length === 0) return resolve(undefined);
			signal?.addEventListener('abort', abort);
			const settle = (problem?: string): void => {
				over();
				if (problem !== undefined) close();
				resolve(problem);
			};
			work = {done, settle};
			waiting = [...piecesOf(jobs)];
			const bytes = jobs.reduce((sum, {file}) => sum + file.bytes, 0);
			const wanted = jobs.length < fewFiles && bytes < fewBytes ? 1 : Math.min(processes, waiting.length);
			for (const scanner of scanners) if (scanner.isReady()) give(scanner);
			while (scanners.size < wanted) start();
			return undefined;
		});

	return {see, close};
}

const problemOf = ({how, said}: End): string =>
	`The files could not be looked at: no process could be started for it (${how}${lastWords(said)}). Close other programs and try again.`;
