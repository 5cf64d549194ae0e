import {fork} from 'node:child_process';
import type {Looked, Step} from './look.ts';
import type {Told} from './scanner.ts';
import {scannerWord} from './scanner-word.ts';

/** Looks at a folder in a process of its own, so that screens never wait and a crash is an answer. Rejects only when aborted. */
export function forkedLook(program: string, path: string, report: (step: Step) => void, signal: AbortSignal): Promise<Looked> {
	return new Promise((resolve, reject) => {
		const child = fork(program, [scannerWord, path], {serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: []});
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
			child.kill('SIGKILL');
		};
		if (signal.aborted) return abort();
		signal.addEventListener('abort', abort);
		child.stderr?.on('data', chunk => {
			said = (said + String(chunk)).slice(-2000);
		});
		child.on('message', (told: Told) => {
			if (told.tells === 'step') return report({files: told.files, of: told.of});
			finish(() => resolve(told.looked));
			child.disconnect();
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
				const lines = said.trim().split('\n');
				const last = lines.find(line => /\b\w*Error\b/u.test(line)) ?? lines.at(-1) ?? '';
				resolve({
					ok: false,
					problem: `The look ended before it was done (${killed ?? `exit ${code}`}${last === '' ? '' : `: ${last}`}). Run "shipworthy scan" on the same folder to see where.`,
				});
			}),
		);
		return undefined;
	});
}
