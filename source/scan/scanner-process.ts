import {fork} from 'node:child_process';
import type {Language} from '../facts/language.ts';
import type {Piece} from './pieces.ts';
import type {Answered, Asked, Sight} from './scanner.ts';
import {scannerWord} from './scanner-word.ts';

/** What scanners need to know of a repository before the first file. */
export type Ground = {readonly root: string; readonly languages: readonly Language[]; readonly served: readonly string[]};

/** Why a scanner came to its end, in words. */
export type End = {readonly because: 'the parser crashed' | 'took too long'; readonly how: string; readonly said: string};

/** One process that sees files. */
export type ScannerProcess = {
	readonly isReady: () => boolean;
	/** What it is at, when it is at something. */
	readonly piece: () => Piece | undefined;
	readonly ask: (piece: Piece) => void;
	/** Ends it at once, so that what it holds is free before anything else is done. */
	readonly close: () => void;
};

export type Hears = {
	readonly ready: (scanner: ScannerProcess) => void;
	readonly seen: (scanner: ScannerProcess, piece: Piece, sights: readonly Sight[]) => void;
	/** It is gone, and was at this piece. */
	readonly ended: (scanner: ScannerProcess, piece: Piece | undefined, end: End) => void;
};

const startPatience = 60_000;
/** To optimise the one large function of PostgreSQL's parser takes half a gigabyte, and longer than it ever saves. */
const plainWebAssembly = '--liftoff-only';

/** Starts a scanner. Whatever happens to it, exactly one end is heard, unless it was closed here. */
export function startScanner(program: string, ground: Ground, patience: number, hears: Hears): ScannerProcess {
	const child = fork(program, [scannerWord], {
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		execArgv: ['--max-semi-space-size=4', '--max-old-space-size=512', ...(ground.languages.includes('sql') ? [plainWebAssembly] : [])],
	});
	let ready = false;
	let gone = false;
	let at: Piece | undefined;
	let said = '';

	const tell = (asked: Asked): void => {
		if (child.connected) child.send(asked, () => undefined);
	};
	const kill = (): void => {
		gone = true;
		clearTimeout(timer);
		child.kill('SIGKILL');
	};
	const end = (because: End['because'], how: string): void => {
		if (gone) return;
		kill();
		hears.ended(scanner, at, {because, how, said});
	};
	const limited = (limit: number): NodeJS.Timeout => setTimeout(() => end('took too long', `no answer in ${limit / 1000} s`), limit);
	let timer = limited(startPatience);

	const scanner: ScannerProcess = {
		isReady: () => ready,
		piece: () => at,
		ask: piece => {
			at = piece;
			timer = limited(patience);
			tell({asks: 'see', jobs: piece.jobs, ...(piece.unparsed === undefined ? {} : {unparsed: piece.unparsed})});
		},
		close: kill,
	};

	child.stderr?.on('data', chunk => {
		said = (said + String(chunk)).slice(-2000);
	});
	child.on('message', (answered: Answered) => {
		if (gone) return;
		clearTimeout(timer);
		switch (answered.tells) {
			case 'ready':
				ready = true;
				hears.ready(scanner);
				break;
			case 'seen': {
				const piece = at;
				at = undefined;
				if (piece !== undefined) hears.seen(scanner, piece, answered.sights);
				break;
			}
		}
	});
	child.on('error', error => end('the parser crashed', error.message));
	child.on('exit', (code, killed) => end('the parser crashed', killed ?? `exit ${code}`));
	tell({asks: 'begin', ...ground});
	return scanner;
}
