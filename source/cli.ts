#!/usr/bin/env node
import {scannerWord} from './scan/forked.ts';
import {Keyboard} from './screens/keyboard.ts';
import {stopUntilContinued} from './screens/stop-and-continue.ts';

const words = process.argv.slice(2);
const terminal =
	process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.CI === undefined && process.env.TERM !== 'dumb';
const subcommands = ['scan', 'explain', 'checks', 'answer', 'accept'] as const;
const command = subcommands.find(name => name === words[0]);
const asksOnly = words.some(word => word === '--help' || word === '-h' || word === '--version' || word === '-v');

// Keys typed while the program loads must not be lost, so the terminal is made raw before anything slow is imported.
const opensCoach =
	terminal && command === undefined && !asksOnly && words[0] !== scannerWord && words[0] !== 'help' && !words.includes('--plain');
const keyboard = opensCoach ? new Keyboard(process.stdin, () => leave(130)) : undefined;

function leave(code: number): void {
	process.stdin.setRawMode(false);
	process.exit(code);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

/** Where the person stands: npm runs scripts elsewhere and says where it was called. */
const startedByNpm = process.env.npm_lifecycle_event === 'start' && process.env.npm_package_name === 'shipworthy';
const world = {
	cwd: (startedByNpm ? process.env.INIT_CWD : undefined) ?? process.cwd(),
	environment: process.env,
	today: new Date(),
	program: process.argv[1] ?? '',
	runner: {pid: process.pid, isRunning},
	screen:
		keyboard === undefined
			? undefined
			: {keyboard, stdout: process.stdout, stderr: process.stderr, stop: stopUntilContinued(process), shown: () => undefined},
	write: (text: string) => void process.stdout.write(text),
	tell: (text: string) => void process.stderr.write(text),
};

function isRunning(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

async function run(): Promise<number> {
	if (words[0] === scannerWord) {
		const {scanner} = await import('./scan/scanner.ts');
		await scanner(words[1] ?? '.', told => process.send?.(told));
		return 0;
	}
	if (words.some(word => word === '--version' || word === '-v')) {
		world.write(`${SHIPWORTHY_VERSION}\n`);
		return 0;
	}
	if (asksOnly || words[0] === 'help') {
		const {helpFor} = await import('./commands/help.ts');
		world.write(helpFor(command ?? subcommands.find(name => name === words[1])));
		return 0;
	}
	switch (command) {
		case 'scan':
			return (await import('./commands/scan.ts')).scan(words.slice(1), world);
		case 'explain':
			return (await import('./commands/explain.ts')).explain(words.slice(1), world);
		case 'checks':
			return (await import('./commands/checks.ts')).checks(words.slice(1), world);
		case 'answer':
			return (await import('./commands/decide.ts')).answer(words.slice(1), world);
		case 'accept':
			return (await import('./commands/decide.ts')).accept(words.slice(1), world);
		case undefined:
			return (await import('./commands/coach.ts')).coach(words, world);
	}
}

try {
	process.exitCode = await run();
} catch (error) {
	if (keyboard !== undefined) process.stdin.setRawMode(false);
	world.tell(
		`shipworthy stopped because of a mistake of its own. Nothing of yours was changed by it.\nPlease report this: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	);
	process.exitCode = 70;
}
