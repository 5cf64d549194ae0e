import type {Step} from './gather.ts';
import {type Looked, type Looking, look} from './look.ts';
import type {Watching} from './watch.ts';

/** What a forked look tells the process that started it. */
export type Told = ({readonly tells: 'step'} & Step) | {readonly tells: 'looked'; readonly looked: Looked};

/** Runs in a process of its own: looks once at the folder that it is given, and reports over the channel. */
export async function looker(path: string, looking: Looking, tell: (told: Told) => void): Promise<void> {
	const looked = await look(path, {...looking, report: step => tell({tells: 'step', ...step})});
	tell({tells: 'looked', looked});
}

/** Runs in a process of its own: looks at the folder that it is given now and after every change, until the other side is gone. */
export async function watcher(path: string, watching: Watching, tell: (told: Told) => void): Promise<void> {
	const {watch} = await import('./watch.ts');
	return watch(path, looked => tell({tells: 'looked', looked}), {
		...watching,
		onProblem: problem => tell({tells: 'looked', looked: {ok: false, problem}}),
	});
}
