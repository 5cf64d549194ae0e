/** What a server answered: its status and what it said, or that nothing came. */
export type Answer =
	| {readonly kind: 'answered'; readonly status: number; readonly text: string}
	| {readonly kind: 'silent'; readonly because: string};

/** One request to the server. The body is sent as it is. */
type Question = {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
};

/** Asks the server that is tried. */
export type Ask = (question: Question) => Promise<Answer>;

/** One thing that must be true of the server. */
export type Behaviour = {
	readonly id: string;
	/** What must be true, in one sentence. */
	readonly must: string;
	/** What is still wrong, in one sentence that does not give the answer away; undefined when it holds. */
	readonly wrong: (ask: Ask) => Promise<string | undefined>;
};

/** The hidden test of an exercise, made anew for every check so that nothing in it can be known before. */
export type Trial = {
	/** The settings that the server is started with, besides its port. */
	readonly settings: Readonly<Record<string, string>>;
	/** Tried in this order. */
	readonly behaviours: readonly Behaviour[];
};
