/** The file in which people say what is a guard and what is none. */
export const guardsFile = '.shipworthy/guards.yaml';

/** What a person said of one function: that it turns away who may not pass, or that it does not. All raw. */
export type SaidGuard = {
	readonly name: string;
	readonly file?: string;
	readonly is: 'guard' | 'none';
	/** Who may pass. */
	readonly lets: 'signed-in' | 'role' | 'key' | 'signature';
	/** The line that says so. */
	readonly path: string;
	readonly line: number;
	readonly text: string;
};

/** What people said of guards, and what is wrong with the file when it cannot be used. */
export type SaidGuards = {
	readonly entries: readonly SaidGuard[];
	readonly broken: readonly {readonly path: string; readonly line: number; readonly problem: string}[];
};
