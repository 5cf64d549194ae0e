import {render} from 'ink';
import type {Beginning, Left} from '../coaching/session.ts';
import type {Visit, Work} from '../coaching/work.ts';
import {App} from './app.tsx';
import type {Keyboard} from './keyboard.ts';
import {styles} from './theme.ts';

/** What the coach is started with. */
export type CoachOptions = {
	readonly work: Work;
	readonly beginning: Beginning;
	/** Made as the first thing of the program, so that nothing typed is lost. */
	readonly keyboard: Keyboard | NodeJS.ReadableStream;
	readonly stdout: NodeJS.WriteStream | NodeJS.WritableStream;
	readonly stderr: NodeJS.WritableStream;
	readonly alternateScreen: boolean;
	readonly colour: boolean;
	readonly ascii: boolean;
	/** Stops the process until it is continued (SIGTSTP, then SIGCONT). */
	readonly stop: () => Promise<void>;
	/** Called once the first frame was written. */
	readonly shown?: () => void;
	/** Frames a second; 30 unless a test says otherwise. */
	readonly maxFps?: number;
	/** Keeps stray console output off the screen; on unless a test says otherwise. */
	readonly patchConsole?: boolean;
};

/** How the coach ended: the exit code, lines for the terminal, and the visit to remember. */
export type Ending = {
	readonly code: number;
	readonly words: readonly string[];
	readonly visit: Visit | undefined;
	readonly practise: boolean;
};

/** Opens the coach and waits until the person leaves. Rejects when a screen breaks; the terminal is restored before. */
export async function startCoach(options: CoachOptions): Promise<Ending> {
	const {
		work,
		beginning,
		keyboard,
		stdout,
		stderr,
		alternateScreen,
		colour,
		ascii,
		stop,
		shown,
		maxFps = 30,
		patchConsole = true,
	} = options;
	const endings: Left[] = [];
	const app = (
		<App
			work={work}
			beginning={beginning}
			look={{styles: styles(colour), ascii}}
			spare={alternateScreen ? 0 : 1}
			stop={stop}
			ended={left => endings.push(left)}
		/>
	);
	const instance = render(app, {
		stdin: keyboard,
		stdout,
		stderr,
		alternateScreen,
		incrementalRendering: true,
		maxFps,
		exitOnCtrlC: false,
		patchConsole,
		interactive: true,
	});
	void instance.waitUntilRenderFlush().then(shown);
	await instance.waitUntilExit();
	const left = endings.at(-1);
	return {code: left?.code ?? 0, words: left?.words ?? [], visit: left?.visit, practise: left?.practise === true};
}
