/** What a forked process has to speak with the one that started it. */
export type Channel<Heard> = {
	readonly tell: (message: object) => void;
	/** Hears every message. The process lives for as long as it listens. */
	readonly hear: (listener: (message: Heard) => void) => void;
	/** Hears that the other process went away. */
	readonly left: (listener: () => void) => void;
	/** Ends this process at once. */
	readonly end: () => void;
};
