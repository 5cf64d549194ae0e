import {type ChildProcess, fork} from 'node:child_process';
import type {Step} from './gather.ts';
import type {Looked} from './look.ts';
import type {Told} from './looker.ts';
import {lookWord, watchWord} from './scanner-word.ts';

/** What a process that looks says to whoever started it. */
type Hears = {
	readonly told: (told: Told) => void;
	/** It could not be started, or it is gone. */
	readonly ended: (problem: string) => void;
};

/** Looks at a folder in a process of its own, so that screens never wait and a crash is an answer. Rejects only when aborted. */
export function forkedLook(
	program: string,
	path: string,
	report: (step: Step) => void,
	signal: AbortSignal,
	cache?: string,
): Promise<Looked> {
	return new Promise((resolve, reject) => {
		const over = (): void => signal.removeEventListener('abort', abort);
		const child = started(program, [lookWord, path, ...(cache === undefined ? [] : [cache])], {
			told: told => {
				switch (told.tells) {
					case 'step':
						report({files: told.files, of: told.of});
						break;
					case 'looked':
						over();
						resolve(told.looked);
						child.disconnect();
						break;
				}
			},
			ended: problem => {
				over();
				resolve({ok: false, problem});
			},
		});
		const abort = (): void => {
			over();
			reject(signal.reason);
			killWhole(child);
		};
		if (signal.aborted) return abort();
		return signal.addEventListener('abort', abort);
	});
}

/** Keeps watch over a folder in a process of its own: the first look and each one after a change go to `onLooked`, until `signal` is aborted. */
export function forkedWatch(program: string, path: string, onLooked: (looked: Looked) => void, signal: AbortSignal, cache?: string): void {
	if (signal.aborted) return;
	const child = started(program, [watchWord, path, ...(cache === undefined ? [] : [cache])], {
		told: told => {
			if (told.tells === 'looked' && !signal.aborted) onLooked(told.looked);
		},
		ended: problem => {
			if (!signal.aborted) onLooked({ok: false, problem});
		},
	});
	signal.addEventListener('abort', () => killWhole(child));
}

/** What a look makes stays until its end: room for what soon goes costs memory, and copying in it time. */
const fewYoung = '--max-semi-space-size=4';

function started(program: string, words: readonly string[], {told, ended}: Hears): ChildProcess {
	// A process group of its own, so that its scanners end with it, however busy they are.
	const child = fork(program, words, {
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		execArgv: [fewYoung],
		detached: true,
	});
	let said = '';
	child.stderr?.on('data', chunk => {
		said = (said + String(chunk)).slice(-2000);
	});
	child.on('message', told);
	child.on('error', error =>
		ended(`The look could not be started (${error.message}). Try again; if it stays, run "shipworthy scan" to see more.`),
	);
	child.on('exit', (code, killed) => {
		killWhole(child);
		ended(
			`The look ended before it was done (${killed ?? `exit ${code}`}${lastWords(said)}). Run "shipworthy scan" on the same folder to see where.`,
		);
	});
	return child;
}

/** The line of what a process said that tells most about its end, after a colon. */
export function lastWords(said: string): string {
	const lines = said.trim().split('\n');
	const last = lines.find(line => /\b\w*Error\b/u.test(line)) ?? lines.at(-1) ?? '';
	return last === '' ? '' : `: ${last}`;
}

/** Ends a process and, where there are process groups, everything that it started. */
function killWhole(child: ChildProcess): void {
	child.kill('SIGKILL');
	if (child.pid === undefined || process.platform === 'win32') return;
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}
