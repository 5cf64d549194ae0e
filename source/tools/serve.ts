import {connect, createServer} from 'node:net';
import {setTimeout as pause} from 'node:timers/promises';
import {execa} from 'execa';
import {lastWords} from './last-words.ts';

/** A program of ours to be, and how it is started. `within` is how long it may take to listen, in milliseconds. */
export type Started = {
	readonly root: string;
	/** The JavaScript file that starts it, inside the root. */
	readonly file: string;
	/** Its whole environment, besides `PORT`. */
	readonly settings: Readonly<Record<string, string>>;
	readonly within: number;
	/** Ends it, and everything that it started. */
	readonly signal: AbortSignal;
};

/** A server that runs, or why none does, in a sentence. */
export type Serving =
	| {
			readonly serves: true;
			readonly address: string;
			/** How it ended; undefined while it runs. */
			readonly ended: () => string | undefined;
			/** How it ended, for someone who has just lost the connection to it. */
			readonly endedSoon: () => Promise<string | undefined>;
			/** Ends it and waits until it is gone. */
			readonly stop: () => Promise<void>;
	  }
	| {readonly serves: false; readonly problem: string};

/** It may print this much, in bytes; then it is stopped. */
const mostPrinted = 8_000_000;
const keptPrinted = 20_000;
const betweenTries = 20;
const lostMoment = 300;

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	await new Promise(resolve => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('this machine gave no port');
	return address.port;
}

const listens = (port: number): Promise<boolean> =>
	new Promise(resolve => {
		const socket = connect({port, host: '127.0.0.1'});
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

/** Ends a process and all that it started: they share its group. */
function endGroup(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

/** What Windows programs do not start without. */
const needed = (): Readonly<Record<string, string>> => (process.platform === 'win32' ? {SystemRoot: 'C:\\Windows'} : {});

/**
 * Starts a Node server on a free port of this machine and waits until it listens. It gets no input, an environment of its own, and a process group that is ended
 * as a whole: when it is stopped, prints too much, or this program ends.
 */
export async function serve({root, file, settings, within, signal}: Started): Promise<Serving> {
	const port = await freePort();
	const child = execa(process.execPath, [file], {
		cwd: root,
		env: {...needed(), ...settings, PORT: String(port)},
		extendEnv: false,
		preferLocal: false,
		stdin: 'ignore',
		buffer: false,
		detached: true,
		reject: false,
	});
	let said = '';
	let printed = 0;
	let how: string | undefined;
	const end = (): void => endGroup(child.pid);
	const heard = (part: Buffer): void => {
		printed += part.length;
		if (printed <= mostPrinted) return;
		how ??= `it printed more than ${mostPrinted / 1_000_000} MB and was stopped`;
		end();
	};
	child.stdout.on('data', heard);
	child.stderr.on('data', heard).on('data', (part: Buffer) => {
		said = `${said}${part.toString('utf8')}`.slice(-keptPrinted);
	});
	const gone = new Promise<void>(resolve => {
		const over = (code: number | null, killed: string | null): void => {
			how ??= `${code === null ? `it was ended (${killed})` : `it ended with code ${code}`}${lastWords(said, root)}`;
			resolve();
		};
		// What it said last is read before "close"; a program that left the group could keep the pipes open for ever.
		child.once('close', over).once('exit', (code, killed) => setTimeout(over, lostMoment, code, killed).unref());
		child.once('error', () => over(null, 'it could not be started'));
	});
	signal.addEventListener('abort', end, {once: true});
	process.once('exit', end);
	const stop = async (): Promise<void> => {
		end();
		await gone;
		child.stdout.destroy();
		child.stderr.destroy();
		signal.removeEventListener('abort', end);
		process.removeListener('exit', end);
	};

	const latest = Date.now() + within;
	while (how === undefined && Date.now() < latest && !signal.aborted) {
		if (await listens(port))
			return {
				serves: true,
				address: `http://127.0.0.1:${port}`,
				ended: () => how,
				endedSoon: async () => {
					await Promise.race([gone, pause(lostMoment)]);
					return how;
				},
				stop,
			};
		await pause(betweenTries);
	}
	const ended = how;
	await stop();
	return {
		serves: false,
		problem:
			ended === undefined
				? `${file} did not listen within ${within / 1000} seconds. It must listen on the port that the setting PORT names.`
				: `${file} did not start: ${ended}.`,
	};
}
