#!/usr/bin/env node
import {setFlagsFromString} from 'node:v8';
import type {Screen, World} from './commands/world.ts';
import {lookWord, scannerWord, watchWord} from './scan/scanner-word.ts';

const words = process.argv.slice(2);
const subcommands = ['scan', 'facts', 'explain', 'checks', 'answer', 'accept', 'write', 'undo', 'update', 'exercise'] as const;
const command = subcommands.find(name => name === words[0]);
const asksVersion = words.some(word => word === '--version' || word === '-v');
const asksHelp = words[0] === 'help' || words.some(word => word === '--help' || word === '-h');
/** Started by the program itself: to look, to keep watch, or to see files for a look. */
const isForked = words[0] === lookWord || words[0] === watchWord || words[0] === scannerWord;

/** Whether a person sits at a terminal that can show the coach, and wants it. */
const opensCoach =
	command === undefined &&
	!asksVersion &&
	!asksHelp &&
	!isForked &&
	!words.includes('--plain') &&
	process.env.CI === undefined &&
	process.env.TERM !== 'dumb' &&
	process.stdin.isTTY === true &&
	process.stdout.isTTY === true;

// Keys typed while the program loads must not be lost, so the terminal is made raw before anything slow is imported.
if (opensCoach) process.stdin.setRawMode(true);

/** Signals that end the program, and the exit code that says so. */
const endings = [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const;

/** Gives the terminal back, so that the process can end. */
function letGo(): void {
	if (!opensCoach) return;
	process.stdin.setRawMode(false);
	process.stdin.pause();
	process.stdin.unref();
}

function leave(code: number): void {
	process.stdin.setRawMode(false);
	process.exit(code);
}

/** What is said when a terminal is gone: nothing can be shown on it or given back to it any more. */
const gone = new Set(['EIO', 'ENXIO']);

/** Ends the program when nobody is there to read what it says. */
function unwritten(error: NodeJS.ErrnoException): void {
	const isGone = gone.has(error.code ?? '');
	if (error.code !== 'EPIPE' && !isGone) throw error;
	if (!opensCoach && !isGone) process.exit(0);
	// Node's own way out would reset the terminal, and crash for want of one. Whoever listens for a hang-up goes first.
	process.once('SIGHUP', () => process.kill(process.pid, 'SIGKILL'));
	process.kill(process.pid, 'SIGHUP');
}

async function terminalScreen(): Promise<Screen> {
	const [{Keyboard}, {stopUntilContinued}] = await Promise.all([import('./screens/keyboard.ts'), import('./screens/stop-and-continue.ts')]);
	const keyboard = new Keyboard(process.stdin, () => leave(130));
	return {keyboard, stdout: process.stdout, stderr: process.stderr, stop: stopUntilContinued(process), shown: () => undefined};
}

function isRunning(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

async function worldNow(): Promise<World> {
	// npm runs scripts in the package's folder and says where the person called it.
	const startedByNpm = process.env.npm_lifecycle_event === 'start' && process.env.npm_package_name === 'shipworthy';
	return {
		cwd: (startedByNpm ? process.env.INIT_CWD : undefined) ?? process.cwd(),
		environment: process.env,
		today: new Date(),
		program: process.argv[1] ?? '',
		runner: {pid: process.pid, isRunning},
		screen: opensCoach ? await terminalScreen() : undefined,
		write: text => void process.stdout.write(text),
		tell: text => void process.stderr.write(text),
	};
}

/** From this version on Node has a compiler between the one that is quick and the one that makes quick code. */
const hasMiddleTier = Number(process.versions.node.split('.')[0]) >= 24;

/** A scanner lives for seconds: the slowest compiler is worth its time only for what runs all the while. */
function optimiseLate(): void {
	setFlagsFromString('--invocation-count-for-turbofan=30000');
	setFlagsFromString('--invocation-count-for-osr=5000');
}

/** Works for the process that started this one, and ends with it. */
async function forked(): Promise<void> {
	const [word, path = '.', cache] = words;
	const stop = new AbortController();
	process.on('disconnect', () => {
		stop.abort();
		process.exit(0);
	});
	if (word === scannerWord) {
		if (hasMiddleTier) optimiseLate();
		const {scanner} = await import('./scan/scanner.ts');
		return scanner({tell: told => void process.send?.(told), hear: listener => void process.on('message', listener)});
	}
	const {looker, watcher} = await import('./scan/looker.ts');
	const looking = {means: {program: process.argv[1] ?? ''}, signal: stop.signal, ...(cache === undefined ? {} : {cache})};
	return (word === watchWord ? watcher : looker)(path, looking, told => void process.send?.(told));
}

/** What was loaded, and with it the end of growing: Node would let the room become 64 MB. */
function grown<Loaded>(loaded: Loaded): Loaded {
	setFlagsFromString('--semi-space-growth-factor=1');
	return loaded;
}

async function run(): Promise<number> {
	if (isForked) {
		await forked();
		return 0;
	}
	if (asksVersion) {
		process.stdout.write(`${SHIPWORTHY_VERSION}\n`);
		return 0;
	}
	if (asksHelp) {
		const {helpFor} = await import('./commands/help.ts');
		process.stdout.write(helpFor(command ?? subcommands.find(name => name === words[1])));
		return 0;
	}
	for (const stream of [process.stdout, process.stderr]) stream.on('error', unwritten);
	const world = await worldNow();
	// What a look makes stays until its end. Room for what soon goes makes it cheaper, up to a point: it grows while the command is loaded, and then no more.
	if (command === 'scan' || command === 'facts') setFlagsFromString('--semi-space-growth-factor=4');
	switch (command) {
		case 'scan':
			return grown(await import('./commands/scan.ts')).scan(words.slice(1), world);
		case 'facts':
			return grown(await import('./commands/facts.ts')).facts(words.slice(1), world);
		case 'explain':
			return (await import('./commands/explain.ts')).explain(words.slice(1), world);
		case 'checks':
			return (await import('./commands/checks.ts')).checks(words.slice(1), world);
		case 'write':
			return (await import('./commands/write.ts')).write(words.slice(1), world);
		case 'undo':
			return (await import('./commands/undo.ts')).undo(words.slice(1), world);
		case 'update':
			return (await import('./commands/update.ts')).update(words.slice(1), world);
		case 'answer':
			return (await import('./commands/decide.ts')).answer(words.slice(1), world);
		case 'accept':
			return (await import('./commands/decide.ts')).accept(words.slice(1), world);
		case 'exercise':
			// The app that a check starts is ended with this process: "exit" comes only for an end that is asked for.
			for (const [signal, code] of endings) process.once(signal, () => process.exit(code));
			return (await import('./commands/exercise.ts')).exercise(words.slice(1), world);
		case undefined:
			return (await import('./commands/coach.ts')).coach(words, world);
	}
}

try {
	process.exitCode = await run();
	letGo();
} catch (error) {
	letGo();
	process.stderr.write(
		`shipworthy stopped because of a mistake of its own. Nothing of yours was changed by it.\nPlease report this: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	);
	process.exitCode = 70;
}
