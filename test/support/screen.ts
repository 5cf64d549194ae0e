import {type IPty, spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** How a program is started in a terminal of its own. */
export type Started = {
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
};

type Exit = {readonly exitCode: number; readonly signal?: number | undefined};

/** A real process in a real pty, with a terminal emulator that shows what a person would see. Wait for the screen, never for the clock. */
export class Screen {
	/** Everything that the program wrote. */
	raw = '';
	exit: Exit | undefined;
	readonly terminal: InstanceType<typeof xterm.Terminal>;
	readonly #pty: IPty;
	readonly #exited: Promise<Exit>;
	#drawn: Promise<void> = Promise.resolve();

	constructor([program = '', ...words]: readonly string[], {columns = 80, rows = 24, env = {}, cwd = process.cwd()}: Started = {}) {
		this.terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
		const plain = {
			CI: undefined,
			NO_COLOR: undefined,
			FORCE_COLOR: undefined,
			VITEST: undefined,
			NODE_ENV: undefined,
			NODE_OPTIONS: undefined,
			TERM: 'xterm-256color',
			COLORTERM: 'truecolor',
		};
		const environment = Object.fromEntries(
			Object.entries({...process.env, ...plain, ...env}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
		);
		this.#pty = spawn(program, words, {cols: columns, rows, name: 'xterm-256color', cwd, env: environment});
		this.#pty.onData(data => {
			this.raw += data;
			this.#drawn = this.#drawn.then(() => new Promise<void>(resolve => this.terminal.write(data, resolve)));
		});
		this.terminal.onData(answer => this.#pty.write(answer));
		this.#exited = new Promise(resolve => {
			this.#pty.onExit(exit => {
				this.exit = exit;
				resolve(exit);
			});
		});
	}

	/** The process that was started. */
	get pid(): number {
		return this.#pty.pid;
	}

	lines(): readonly string[] {
		const {active} = this.terminal.buffer;
		return Array.from({length: this.terminal.rows}, (_, index) => active.getLine(active.baseY + index)?.translateToString(true) ?? '');
	}

	/** The cells of the screen, row by row. */
	cells() {
		const {active} = this.terminal.buffer;
		return Array.from({length: this.terminal.rows}, (_, row) => {
			const line = active.getLine(active.baseY + row);
			return Array.from({length: this.terminal.cols}, (_, column) => line?.getCell(column)).filter(cell => cell !== undefined);
		});
	}

	text(): string {
		return this.lines().join('\n').trimEnd();
	}

	/** Waits until the screen shows the words, whatever their line breaks, or holds. */
	async until(wanted: string | ((text: string) => boolean), milliseconds = 30_000): Promise<string> {
		const holds = typeof wanted === 'function' ? wanted : (text: string) => text.replaceAll(/\s+/gu, ' ').includes(wanted);
		const end = Date.now() + milliseconds;
		for (;;) {
			const over = this.exit;
			await this.#drawn;
			if (holds(this.text())) return this.text();
			if (over !== undefined) throw new Error(`exited ${JSON.stringify(over)} before: ${String(wanted)}\n--- screen ---\n${this.text()}`);
			if (Date.now() > end) throw new Error(`never shown: ${String(wanted)}\n--- screen ---\n${this.text()}`);
			await new Promise(resolve => setTimeout(resolve, 10));
		}
	}

	send(keys: string): void {
		this.#pty.write(keys);
	}

	async resize(columns: number, rows: number): Promise<void> {
		await this.#drawn;
		this.terminal.resize(columns, rows);
		this.#pty.resize(columns, rows);
	}

	/** Waits until the process is over and everything that it wrote is drawn. */
	async exited(milliseconds = 30_000): Promise<Exit> {
		const late = new Promise<never>((_, reject) => {
			setTimeout(() => reject(new Error(`did not exit\n${this.text()}`)), milliseconds).unref();
		});
		const exit = await Promise.race([this.#exited, late]);
		await this.#drawn;
		return exit;
	}

	/** Ends the process of this screen, if it still runs. */
	kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGHUP' = 'SIGKILL'): void {
		if (this.exit === undefined) this.#pty.kill(signal);
	}
}
