/** The parts of the process that stopping needs. */
export type Stoppable = {
	readonly pid: number;
	readonly once: (signal: 'SIGCONT', then: () => void) => unknown;
	readonly kill: (pid: number, signal: 'SIGTSTP' | 'SIGWINCH') => unknown;
};

/** Where nothing can continue the program (no shell waits for it), stopping does nothing; then it comes back after this many milliseconds. */
const patience = 500;

/** Milliseconds until a signal that the program sent itself has been heard. */
const sizeRead = 20;

/**
 * Stops the program as Ctrl-Z does, together with whoever started it (`npm`, `npx`), and comes back when it is continued.
 * The window may have changed meanwhile, so that its size is read again.
 */
export const stopUntilContinued = (process: Stoppable) => async (): Promise<void> => {
	await new Promise<void>(resolve => {
		process.once('SIGCONT', resolve);
		setTimeout(resolve, patience);
		process.kill(0, 'SIGTSTP');
	});
	process.kill(process.pid, 'SIGWINCH');
	await new Promise(resolve => setTimeout(resolve, sizeRead));
};
