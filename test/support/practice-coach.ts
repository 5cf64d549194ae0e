import {safeText} from '../../source/safe-text.ts';
import {Keyboard} from '../../source/screens/keyboard.ts';
import {stopUntilContinued} from '../../source/screens/stop-and-continue.ts';
import {practice, today} from './practice.ts';

/** The coach on the practice repository, as a program of its own: the same order of things as in the real one. */
const keyboard = new Keyboard(process.stdin, () => {
	process.stdin.setRawMode(false);
	process.exit(130);
});

const slow =
	process.env.PRACTICE_SLOW === undefined
		? undefined
		: new Promise<void>(resolve => setTimeout(resolve, Number(process.env.PRACTICE_SLOW)).unref());
if (process.env.PRACTICE_LOADING !== undefined) {
	process.stdout.write('Loading');
	await new Promise(resolve => setTimeout(resolve, Number(process.env.PRACTICE_LOADING)));
}

const {startCoach} = await import('../../source/screens/start.tsx');
const {work} = practice(slow === undefined ? {} : {slow});
const ending = await startCoach({
	work,
	beginning: {name: safeText('shop'), today, by: safeText('Ada'), since: undefined, practice: false, cutOff: []},
	keyboard,
	stdout: process.stdout,
	stderr: process.stderr,
	alternateScreen: true,
	colour: true,
	ascii: false,
	screenReader: process.env.PRACTICE_READ !== undefined,
	stop: stopUntilContinued(process),
	shown: () => {
		if (process.env.PRACTICE_THROWS !== undefined)
			setTimeout(() => {
				throw new Error('a mistake of the program');
			}, 50);
	},
});
process.stdout.write(`${ending.words.join('\n')}\n`);
process.exitCode = ending.code;
