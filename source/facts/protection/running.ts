import type {Code} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {isReached} from '../reached.ts';

/** A file of the application that runs, with its code. */
export type RunningFile = {readonly file: FileFact; readonly path: string; readonly code: Code};

/** What configures a tool, not the application. */
const ofTool = /\.(?:config|conf)\.[\w.]+$|(?:^|\/)(?:\.\w+rc[\w.]*|setup\.py|noxfile\.py|conf\.py)$/u;
const known = new WeakMap<readonly FileFact[], readonly RunningFile[]>();

/** The application's files (its settings among them) that run as far as can be seen, or answer for an entry point, and could be parsed; by path. */
export function runningFiles(facts: Pick<Facts, 'files' | 'reached' | 'entryPoints' | 'program'>): readonly RunningFile[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const called = new Set(facts.entryPoints.points.flatMap(({path, handler}) => [path, ...(handler === undefined ? [] : [handler.path])]));
	for (const path of called) for (const next of facts.program.scopes.modules.importsOf(path)) called.add(next);
	const made = facts.files.flatMap(file =>
		(file.role === 'app' || (file.role === 'config' && !ofTool.test(file.path))) &&
		file.code !== undefined &&
		(called.has(file.path) || isReached(file, facts.reached) !== false)
			? [{file, path: file.path, code: file.code}]
			: [],
	);
	known.set(facts.files, made);
	return made;
}
