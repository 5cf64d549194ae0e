import {PassThrough, Writable} from 'node:stream';
import xterm from '@xterm/headless';
import type {Visit} from '../../source/coaching/work.ts';
import {safeText} from '../../source/safe-text.ts';
import {Keyboard} from '../../source/screens/keyboard.ts';
import {type Ending, startCoach} from '../../source/screens/start.tsx';
import {type Asked, practice, today} from './practice.ts';

/** How a coach is opened in a terminal that exists in memory only. */
export type Opened = {
	readonly columns?: number;
	readonly rows?: number;
	readonly asked?: Asked;
	readonly since?: Visit;
	readonly by?: string;
	readonly ascii?: boolean;
	readonly colour?: boolean;
	readonly alternateScreen?: boolean;
	/** Keys typed before the first frame. */
	readonly early?: string;
	readonly offersPractice?: boolean;
	/** Files of a write that was cut off. */
	readonly cutOff?: readonly string[];
};

/** The program's own stdin and stdout, as far as Ink looks at them. */
class FakeStdin extends PassThrough {
	readonly isTTY = true;
	raw = false;
	setRawMode(on: boolean): this {
		this.raw = on;
		return this;
	}
	ref(): this {
		return this;
	}
	unref(): this {
		return this;
	}
}

class FakeStdout extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	bytes = '';
	readonly #terminal: InstanceType<typeof xterm.Terminal>;
	constructor(terminal: InstanceType<typeof xterm.Terminal>) {
		super({decodeStrings: false});
		this.#terminal = terminal;
		this.columns = terminal.cols;
		this.rows = terminal.rows;
	}
	override _write(chunk: string, _encoding: string, done: () => void): void {
		this.bytes += chunk;
		this.#terminal.write(chunk, done);
	}
}

/** Opens the coach on the practice repository and hands back the screen and the keys. */
export function open({
	columns = 80,
	rows = 24,
	asked = practice(),
	since,
	by = 'Ada',
	ascii = false,
	colour = true,
	alternateScreen = true,
	early = '',
	offersPractice = false,
	cutOff = [],
}: Opened = {}) {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true, scrollback: 500});
	const stdin = new FakeStdin();
	const stdout = new FakeStdout(terminal);
	const interrupted: string[] = [];
	const keyboard = new Keyboard(stdin, () => interrupted.push('ctrl-c'));
	if (early !== '') stdin.write(early);
	const stops: string[] = [];
	const ending: Promise<Ending> = startCoach({
		work: asked.work,
		beginning: {
			name: safeText('shop'),
			today,
			by: by === '' ? undefined : safeText(by),
			since,
			practice: offersPractice,
			cutOff: cutOff.map(path => safeText(path)),
		},
		keyboard,
		stdout,
		stderr: stdout,
		alternateScreen,
		colour,
		ascii,
		stop: async () => void stops.push('stopped'),
		maxFps: 1000,
		patchConsole: false,
	});
	const lines = (): readonly string[] => {
		const {active} = terminal.buffer;
		return Array.from({length: terminal.rows}, (_, index) => active.getLine(active.baseY + index)?.translateToString(true) ?? '');
	};
	const text = (): string => lines().join('\n');
	const until = async (wanted: string | RegExp | ((text: string) => boolean), milliseconds = 20_000): Promise<string> => {
		const holds =
			typeof wanted === 'function'
				? wanted
				: (shown: string) => (typeof wanted === 'string' ? shown.replaceAll(/\s+/gu, ' ').includes(wanted) : wanted.test(shown));
		const end = Date.now() + milliseconds;
		for (;;) {
			if (holds(text())) return text();
			if (Date.now() > end) throw new Error(`never shown: ${String(wanted)}\n--- screen ---\n${text()}`);
			await new Promise(resolve => setTimeout(resolve, 3));
		}
	};
	return {
		terminal,
		lines,
		text,
		until,
		ending,
		asked,
		stops,
		interrupted,
		stdin,
		bytes: () => stdout.bytes,
		send: (keys: string) => void stdin.write(keys),
		resize: (cols: number, height: number) => {
			terminal.resize(cols, height);
			stdout.columns = cols;
			stdout.rows = height;
			stdout.emit('resize');
		},
		/** Leaves, so that no test keeps a program running. */
		close: async () => {
			stdin.write('\u0003');
			return ending;
		},
	};
}

/** The keys by name. */
export const keys = {
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	up: '\u001B[A',
	down: '\u001B[B',
	pageDown: '\u001B[6~',
	pageUp: '\u001B[5~',
	backspace: '\u007F',
	ctrlC: '\u0003',
	ctrlL: '\f',
	ctrlU: '\u0015',
	ctrlZ: '\u001A',
} as const;
