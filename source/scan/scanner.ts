import {look} from './look.ts';

/** What the forked scanner tells the process that started it. */
export type Told =
	| {readonly tells: 'step'; readonly files: number; readonly of: number}
	| {readonly tells: 'looked'; readonly looked: Awaited<ReturnType<typeof look>>};

/** Runs in a process of its own: looks once at the folder it is given and reports over the channel. */
export async function scanner(path: string, tell: (told: Told) => void): Promise<void> {
	const looked = await look(path, step => tell({tells: 'step', ...step}));
	tell({tells: 'looked', looked});
}
