import type {Channel} from './channel.ts';
import type {Step} from './gather.ts';
import {type Looked, look} from './look.ts';

/** What the forked look is told, once. */
export type Sent = {readonly path: string; readonly program: string; readonly cache?: string};

/** What it tells. */
export type Told = ({readonly tells: 'step'} & Step) | {readonly tells: 'looked'; readonly looked: Looked};

/** Runs in a process of its own: looks once at the folder that it is told, with scanners of its own, and reports over the channel. */
export function looker({tell, hear, left, end}: Channel<Sent>): void {
	const stop = new AbortController();
	left(() => {
		stop.abort();
		end();
	});
	hear(async ({path, program, cache}) => {
		const looked = await look(path, {
			report: step => tell({tells: 'step', ...step} satisfies Told),
			means: {program},
			signal: stop.signal,
			...(cache === undefined ? {} : {cache}),
		});
		tell({tells: 'looked', looked} satisfies Told);
	});
}
