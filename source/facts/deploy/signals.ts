import {simplesIn} from '../commands/simple.ts';
import type {Command} from '../commands.ts';
import {opened, type Start} from './start.ts';

/** Whether a container's first process lets the program hear that it is to stop. `unsure` where that hangs on a version. */
export type Hears = 'hears' | 'lost' | 'unsure';

const inits = /^(?:\S*\/)?(?:tini|dumb-init|catatonit|s6-svscan|init)\b/u;
const managers = /^(?:npm|pnpm|yarn|npx|corepack|bunx)\b/u;
const runners = /\b(?:npm-run-all2?|run-s|run-p|concurrently)\b/u;
const shellFile = /^(?:(?:\S*\/)?(?:ba|da|z)?sh\s+(?:-\w+\s+)*)?(?<file>\S*\.sh|\S*(?:entrypoint|start)[\w.-]*)(?:\s|$)/u;

/** How a signal goes from what starts a container to the program in it. */
export function hears(start: Start, commands: readonly Command[]): Hears {
	if (!start.first || inits.test(start.command)) return 'hears';
	const line = opened(start.command);
	const parts = simplesIn(line);
	const last = parts.at(-1)?.text ?? '';
	if (/^exec\s/u.test(last)) return 'hears';
	if (parts.length > 1) return 'unsure';
	const script = shellFile.exec(line)?.groups?.file;
	if (script !== undefined) return throughScript(script, commands);
	if (!managers.test(line)) return 'hears';
	const called = scriptOf(line, start, commands);
	return called !== undefined && runners.test(called) ? 'lost' : 'unsure';
}

/** A script that starts the program and does not become it keeps the signal to itself. */
function throughScript(script: string, commands: readonly Command[]): Hears {
	const name = script.split('/').at(-1) ?? '';
	const lines = commands.filter(({where, path}) => where === 'shell' && path.split('/').at(-1) === name);
	if (lines.length === 0) return 'unsure';
	if (lines.some(({command}) => /(?:^|&&\s*|then\s+|;\s*)exec\s/u.test(command) || /\btrap\b/u.test(command))) return 'hears';
	return lines.at(-1)?.stage === 'start' ? 'lost' : 'unsure';
}

function scriptOf(line: string, {folder}: Start, commands: readonly Command[]): string | undefined {
	const name = /^(?:npm|pnpm|yarn)(?:\s+-\S+)*\s+(?:run(?:-script)?\s+)?(?<name>[\w:.-]+)/u.exec(line)?.groups?.name;
	return commands.find(one => one.where === 'script' && one.name === name && (one.folder === folder || one.folder === '.'))?.command;
}
