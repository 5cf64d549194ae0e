/** A person's terminal, as far as the coach needs it. */
export type Screen = {
	readonly keyboard: NodeJS.ReadableStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** Stops the process until it is continued. */
	readonly stop: () => Promise<void>;
	readonly shown: () => void;
};

/** What a command may know of the outside. Only the program's first file makes one. */
export type World = {
	/** The folder in which the person stands. */
	readonly cwd: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly today: Date;
	/** The file that is running, for forking it. */
	readonly program: string;
	/** This process, and whether another one still runs. */
	readonly runner: {readonly pid: number; readonly isRunning: (pid: number) => boolean};
	/** What the coach's screens are drawn on and driven by; undefined without a terminal. */
	readonly screen: Screen | undefined;
	/** Data, to standard output. */
	readonly write: (text: string) => void;
	/** Progress and problems, to standard error. */
	readonly tell: (text: string) => void;
};

/** `0` done · `1` a gate failed · `2` used wrongly · `3` incomplete: a probe broke or a walk was cut short. */
export const exitCodes = {done: 0, gateFailed: 1, usedWrongly: 2, incomplete: 3} as const;

/** The day as `YYYY-MM-DD`, in the person's own time zone. */
export const dayOf = (date: Date): string =>
	`${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
