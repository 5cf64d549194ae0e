import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const installed = join(process.env.TMPDIR ?? tmpdir(), 'shipworthy-nodes', 'apps', 'node_modules');
const compiler = join(import.meta.dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
/** The interpreter that Debian's packages of Python are for. */
export const python = '/usr/bin/python3';

/** Why generated code of Node cannot be tried here; undefined when it can. */
export const noNodeFrameworks = existsSync(join(installed, 'express'))
	? undefined
	: 'the web frameworks are not installed; .ci/run installs them';

/** Whether a package of Node is installed beside the web frameworks. */
export const hasNode = (name: string): boolean => existsSync(join(installed, name));

/** Whether the system's Python has all of these modules. */
export function hasPython(...modules: readonly string[]): boolean {
	try {
		execFileSync(python, ['-c', `import ${modules.join(', ')}`], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

/** Does something in a copy of a folder, in which the web frameworks of Node can be imported; what is left there is gone afterwards. */
export async function inCopy(root: string, work: (copy: string) => void | Promise<void>): Promise<void> {
	const copy = mkdtempSync(join(tmpdir(), 'copy-'));
	cpSync(root, copy, {recursive: true});
	if (existsSync(installed)) symlinkSync(installed, join(copy, 'node_modules'));
	try {
		await work(copy);
	} finally {
		rmSync(copy, {recursive: true, force: true});
	}
}

/** How a folder is type-checked: compiler options on top of the strict ones, where to build, and which files when not all. */
type Checking = {
	readonly options?: Readonly<Record<string, unknown>>;
	readonly outDir?: string;
	readonly files?: readonly string[];
};

/** Options for projects that are bundled or built to CommonJS: imports without endings. */
export const commonJs = {module: 'commonjs', moduleResolution: 'bundler'} as const;

/** Type-checks a folder as strictly as projects do, and builds it where it says so. Gives what the compiler says; empty when all is well. */
export function typeCheck(root: string, {options = {}, outDir, files}: Checking = {}): string {
	const config = join(root, 'tsconfig.try.json');
	const compilerOptions = {
		strict: true,
		noUnusedLocals: true,
		noImplicitReturns: true,
		target: 'es2022',
		lib: ['es2022', 'dom'],
		module: 'nodenext',
		moduleResolution: 'nodenext',
		esModuleInterop: true,
		skipLibCheck: true,
		types: ['node'],
		...(outDir === undefined ? {noEmit: true} : {outDir, rootDir: '.'}),
		...options,
	};
	const what = files === undefined ? {exclude: ['node_modules', ...(outDir === undefined ? [] : [outDir])]} : {files};
	writeFileSync(config, JSON.stringify({compilerOptions, ...what}));
	try {
		execFileSync(process.execPath, [compiler, '-p', config], {cwd: root, encoding: 'utf8'});
		return '';
	} catch (error) {
		return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
	} finally {
		unlinkSync(config);
	}
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
		});
	});
}

/** A program that answers HTTP, while it runs. */
export type Running = {
	readonly url: string;
	readonly child: ChildProcess;
	/** Its exit code, once all that it said is read; undefined when a signal ended it. */
	readonly ended: Promise<number | undefined>;
	/** What it has said so far. */
	readonly said: () => string;
};

const patience = 20_000;

async function answers(url: string): Promise<boolean> {
	try {
		await fetch(url, {signal: AbortSignal.timeout(2000)});
		return true;
	} catch {
		return false;
	}
}

/** Starts a program that listens on `PORT`, does something while it answers, and ends it. */
export async function serving(
	program: string,
	args: readonly string[],
	{cwd, env = {}}: {readonly cwd: string; readonly env?: Readonly<Record<string, string>>},
	work: (running: Running) => Promise<void>,
): Promise<void> {
	const port = String(await freePort());
	const withPort = args.map(arg => arg.replaceAll('$PORT', port));
	const child = spawn(program, withPort, {cwd, env: {...process.env, ...env, PORT: port}, stdio: 'pipe'});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += String(data)));
	const ended = new Promise<number | undefined>(resolve => child.on('close', code => resolve(code ?? undefined)));
	const url = `http://127.0.0.1:${port}`;
	try {
		const began = Date.now();
		while (!(await answers(url))) {
			if (child.exitCode !== null || Date.now() - began > patience)
				throw new Error(`${program} ${withPort.join(' ')} does not answer:\n${said}`);
		}
		await work({url, child, ended, said: () => said});
	} finally {
		if (child.exitCode === null) child.kill('SIGKILL');
		await ended;
	}
}
