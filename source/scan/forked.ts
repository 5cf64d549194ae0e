import {type ChildProcess, fork} from 'node:child_process';
import type {Step} from './gather.ts';
import type {Looked} from './look.ts';
import type {Told} from './looker.ts';
import {lookWord} from './scanner-word.ts';

/** Looks at a folder in a process of its own, so that screens never wait and a crash is an answer. Rejects only when aborted. */
export function forkedLook(
	program: string,
	path: string,
	report: (step: Step) => void,
	signal: AbortSignal,
	cache?: string,
): Promise<Looked> {
	return new Promise((resolve, reject) => {
		const child = fork(program, [lookWord, path, ...(cache === undefined ? [] : [cache])], {
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			execArgv: [],
			// A process group of its own, so that its scanners end with it, however busy they are.
			detached: true,
		});
		let said = '';
		let done = false;
		const finish = (end: () => void): void => {
			if (done) return;
			done = true;
			signal.removeEventListener('abort', abort);
			end();
		};
		const abort = (): void => {
			finish(() => reject(signal.reason));
			killWhole(child);
		};
		if (signal.aborted) return abort();
		signal.addEventListener('abort', abort);
		child.stderr?.on('data', chunk => {
			said = (said + String(chunk)).slice(-2000);
		});
		child.on('message', (told: Told) => {
			switch (told.tells) {
				case 'step':
					return report({files: told.files, of: told.of});
				case 'looked':
					finish(() => resolve(told.looked));
					return child.disconnect();
			}
		});
		child.on('error', error =>
			finish(() =>
				resolve({
					ok: false,
					problem: `The look could not be started (${error.message}). Try again; if it stays, run "shipworthy scan" to see more.`,
				}),
			),
		);
		child.on('exit', (code, killed) =>
			finish(() => {
				killWhole(child);
				resolve({
					ok: false,
					problem: `The look ended before it was done (${killed ?? `exit ${code}`}${lastWords(said)}). Run "shipworthy scan" on the same folder to see where.`,
				});
			}),
		);
		return undefined;
	});
}

/** The line of what a process said that tells most about its end, after a colon. */
export function lastWords(said: string): string {
	const lines = said.trim().split('\n');
	const last = lines.find(line => /\b\w*Error\b/u.test(line)) ?? lines.at(-1) ?? '';
	return last === '' ? '' : `: ${last}`;
}

/** Ends a process and, where there are process groups, everything that it started. */
export function killWhole(child: ChildProcess): void {
	child.kill('SIGKILL');
	if (child.pid === undefined || process.platform === 'win32') return;
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}
