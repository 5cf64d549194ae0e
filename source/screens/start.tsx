import {render} from 'ink';
import type {Beginning} from '../coaching/beginning.ts';
import type {Left} from '../coaching/session.ts';
import type {Visit, Work} from '../coaching/work.ts';
import {App} from './app.tsx';
import type {Keyboard} from './keyboard.ts';
import {Linear} from './linear.tsx';

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
	/** Lines of text for those who listen, in place of a screen. */
	readonly screenReader?: boolean;
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
	/** The exercise that the person wants to begin. */
	readonly exercise: string | undefined;
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
		screenReader = false,
		stop,
		shown,
		maxFps = 30,
		patchConsole = true,
	} = options;
	const endings: Left[] = [];
	const ended = (left: Left): void => void endings.push(left);
	const app = screenReader ? (
		<Linear work={work} beginning={beginning} ascii={ascii} stop={stop} ended={ended} write={text => void stdout.write(text)} />
	) : (
		<App work={work} beginning={beginning} colour={colour} ascii={ascii} spare={alternateScreen ? 0 : 1} stop={stop} ended={ended} />
	);
	const instance = render(app, {
		stdin: keyboard,
		stdout,
		stderr,
		alternateScreen: alternateScreen && !screenReader,
		isScreenReaderEnabled: screenReader,
		incrementalRendering: true,
		maxFps,
		exitOnCtrlC: false,
		patchConsole,
		interactive: true,
	});
	void instance.waitUntilRenderFlush().then(shown);
	await instance.waitUntilExit();
	const left = endings.at(-1);
	return {code: left?.code ?? 0, words: left?.words ?? [], visit: left?.visit, practise: left?.practise === true, exercise: left?.exercise};
}
