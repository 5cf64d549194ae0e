import {Readable} from 'node:stream';

/** A terminal's input, as far as the keyboard needs it. */
export type Terminal = NodeJS.ReadableStream & {
	readonly isTTY?: boolean;
	setRawMode: (on: boolean) => unknown;
	ref?: () => unknown;
	unref?: () => unknown;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a terminal sends
const paste = /^\u001B\[200~[\s\S]*?\u001B\[201~/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a terminal sends
const sequence = /^\u001B(?:\[\[?[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a terminal sends
const text = /^[^\u001B\r\n\t\u0000-\u001F\u007F]+/u;
const interrupt = '\u0003';
/** Nobody types this much between two reads: it was pasted into a terminal that does not say so. */
const pasted = 32;
/** Longer than Ink waits to tell a lone Escape from the start of a sequence. */
const escapeWait = 30;

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Takes what the terminal sent apart into keys. A lone Enter that was typed before raw mode arrives as a line feed, and is an Enter. */
export function keysIn(chunk: string): readonly string[] {
	const keys: string[] = [];
	let rest = chunk;
	while (rest !== '') {
		const whole = paste.exec(rest) ?? sequence.exec(rest) ?? text.exec(rest);
		const key = whole?.[0] ?? rest.slice(0, 1);
		rest = rest.slice(key.length);
		if (key.startsWith('\u001B') || key.length === 1 || key.length > pasted) keys.push(key === '\n' ? '\r' : key);
		else keys.push(...[...graphemes.segment(key)].map(({segment}) => segment));
	}
	return keys;
}

/**
 * The keys of a terminal, handed on one by one, so that keys typed ahead all count.
 * Made as the first thing of the program: from then on nothing typed is lost, and Ctrl-C calls `interrupted` until a screen reads.
 */
export class Keyboard extends Readable {
	readonly isTTY = true;
	readonly #terminal: Terminal;
	readonly #interrupted: () => void;
	#keys: readonly string[] = [];
	#wanted = false;
	#scheduled = false;
	#lastWasEscape = false;

	constructor(terminal: Terminal, interrupted: () => void) {
		super({objectMode: true, highWaterMark: 1});
		this.#terminal = terminal;
		this.#interrupted = interrupted;
		terminal.setRawMode(true);
		terminal.setEncoding('utf8');
		terminal.on('data', chunk => this.#heard(String(chunk)));
		terminal.on('end', () => this.push(null));
	}

	setRawMode(on: boolean): this {
		this.#terminal.setRawMode(on);
		if (on) this.#terminal.resume();
		else this.#terminal.pause();
		return this;
	}

	override setEncoding(): this {
		return this;
	}

	ref(): this {
		this.#terminal.ref?.();
		return this;
	}

	unref(): this {
		this.#terminal.unref?.();
		return this;
	}

	override _read(): void {
		this.#wanted = true;
		this.#schedule();
	}

	#heard(chunk: string): void {
		if (!chunk.includes(interrupt)) {
			this.#keys = [...this.#keys, ...keysIn(chunk)];
			this.#schedule();
			return;
		}
		if (!this.#wanted && this.readableLength === 0) {
			this.#interrupted();
			return;
		}
		this.#keys = [interrupt];
		this.#schedule();
	}

	#schedule(): void {
		const [key] = this.#keys;
		if (this.#scheduled || !this.#wanted || key === undefined) return;
		this.#scheduled = true;
		const hand = (): void => {
			this.#scheduled = false;
			const [next, ...rest] = this.#keys;
			if (next === undefined) return;
			this.#keys = rest;
			this.#wanted = false;
			this.#lastWasEscape = next === '\u001B';
			this.push(next);
		};
		const continues = key.startsWith('[') || key.startsWith('O');
		if (this.#lastWasEscape && !continues) setTimeout(hand, escapeWait);
		else setImmediate(hand);
	}
}
