/** What is remembered of one generated file. Hashes are sha256 of the text with LF line ends. */
export type Generated = {
	/** Of the text as the template made it, which is kept as the base of later merges. */
	readonly hash: string;
	readonly template: string;
	readonly version: number;
};

/** What a person said to a template's needs, by need. */
export type Said = Readonly<Record<string, string>>;

/** Every generated file by its path, and what was said when its template was written, so that it need not be asked again. */
export type Manifest = {readonly files: Readonly<Record<string, Generated>>; readonly said?: Readonly<Record<string, Said>>};

/** One change that a writing intends. Hashes are sha256 of the bytes; `absent` when nothing was there. */
export type JournalEntry = {
	readonly path: string;
	readonly seen: string;
	readonly wrote: string;
	/** Permission bits of the file before; of a new file when nothing was there. */
	readonly mode: number;
	/** The temporary file beside it, relative to the root. */
	readonly temporary: string;
	/** What the manifest said of the path before. */
	readonly remembered?: Generated;
};

/** One writing, on paper before the first change is made. `undoing`: it is being taken back. */
export type Journal = {
	readonly id: string;
	readonly state: 'started' | 'done' | 'undoing' | 'undone';
	readonly template: string;
	readonly entries: readonly JournalEntry[];
	/** Folders that did not exist before, the outermost first. */
	readonly folders: readonly string[];
};

/** Something of the store cannot be read. It is left as it is. */
export type BrokenStore = {readonly kind: 'broken'; readonly path: string; readonly problem: string};

/** Where scaffolding remembers what it did. Every write is atomic and on disk when the call returns. */
export type Store = {
	/** Keeps a second run out. Gives a function that lets go, or who holds it. */
	readonly lock: () => {readonly kind: 'locked'; readonly release: () => void} | {readonly kind: 'busy'; readonly because: string};
	readonly readManifest: () => {readonly kind: 'manifest'; readonly manifest: Manifest} | BrokenStore;
	readonly writeManifest: (manifest: Manifest) => void;
	/** The generated text with this hash, or undefined when it is lost or damaged. */
	readonly readBase: (hash: string) => string | undefined;
	readonly writeBase: (hash: string, text: string) => void;
	/** Puts a journal and what the files held before on disk. */
	readonly openJournal: (journal: Journal, before: ReadonlyMap<string, Uint8Array>) => void;
	readonly setState: (id: string, state: Journal['state']) => void;
	/** All journals, the oldest first, and what of them cannot be read. */
	readonly journals: () => {readonly journals: readonly Journal[]; readonly broken: readonly BrokenStore[]};
	/** What a file held before, or undefined when that is lost or damaged. */
	readonly before: (id: string, entry: JournalEntry) => Uint8Array | undefined;
};
