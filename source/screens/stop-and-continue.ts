/** The parts of the process that stopping needs. */
export type Stoppable = {
	readonly pid: number;
	readonly once: (signal: 'SIGCONT', then: () => void) => unknown;
	readonly kill: (pid: number, signal: 'SIGTSTP') => unknown;
};

/** Stops the process as Ctrl-Z does, and comes back when it is continued. The timer keeps the event loop from ending meanwhile. */
export const stopUntilContinued = (process: Stoppable) => async (): Promise<void> => {
	const keep = setInterval(() => {}, 2 ** 30);
	await new Promise<void>(resolve => {
		process.once('SIGCONT', resolve);
		process.kill(process.pid, 'SIGTSTP');
	});
	clearInterval(keep);
};
