import type {Place} from '../../safe-text.ts';
import {calledBy, wrapper} from './called.ts';
import type {Command} from './command.ts';
import {joined, simplesIn} from './simple.ts';
import {type Stage, stageOf} from './stage.ts';

/** One simple command that is run in the end. Its place is where it is written: in the script, when a CI step calls one. */
export type Run = Place & {
	readonly command: string;
	readonly stage: Stage;
	readonly folder: string;
	/** A `|| true` on the way throws its failure away. `swallowedAt` is the line that does. */
	readonly ignored: boolean;
	readonly swallowedAt?: Place;
	/** The names of the scripts and targets on the way. */
	readonly via: readonly string[];
};

const deepest = 5;
const mostRuns = 200;
/** What a command runs in the end: scripts, make targets, task runners and shell files are followed, at most five deep. */
export function expanded(
	command: Pick<Command, 'command' | 'folder' | 'path' | 'line' | 'text'>,
	commands: readonly Command[],
): readonly Run[] {
	return followed(command, commands, {ignored: false, via: []}, new Set(), 0).slice(0, mostRuns);
}

type Way = {readonly ignored: boolean; readonly swallowedAt?: Place; readonly via: readonly string[]};

function followed(
	written: Pick<Command, 'command' | 'folder' | 'path' | 'line' | 'text'>,
	commands: readonly Command[],
	way: Way,
	seen: ReadonlySet<string>,
	depth: number,
): readonly Run[] {
	const {path, line, text} = written;
	const place = {path, line, text};
	const runs: Run[] = [];
	let folder = written.folder;
	for (const simple of simplesIn(written.command)) {
		const moved = /^cd\s+(?<to>\S+)$/u.exec(simple.text)?.groups?.to;
		if (moved !== undefined) {
			folder = joined(folder, moved);
			continue;
		}
		const next: Way = way.ignored
			? way
			: simple.ignored
				? {ignored: true, swallowedAt: place, via: way.via}
				: {ignored: false, via: way.via};
		const inner = depth < deepest ? calledBy(simple.text, folder, commands) : [];
		const fresh = inner.filter(one => !seen.has(keyOf(one)));
		if (inner.length > 0) {
			const more = new Set([...seen, ...inner.map(keyOf)]);
			runs.push(...fresh.flatMap(one => followed(one, commands, {...next, via: [...way.via, one.name ?? '']}, more, depth + 1)));
			continue;
		}
		if (/\s--if-present\b/u.test(simple.text) && scriptsKnown(commands)) continue;
		runs.push({path, line, text, command: simple.text, stage: stageOf(simple.text.replace(wrapper, '')), folder, ...next});
	}
	return runs;
}

const scriptsKnown = (commands: readonly Command[]): boolean => commands.some(({where}) => where === 'script');
const keyOf = ({path, line, command}: Command): string => `${path}:${line}:${command}`;
