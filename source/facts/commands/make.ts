import {entriesOf, fieldOf, itemsOf, scalarsOf, textOf, treeOf} from '../ci/tree.ts';
import type {ReadCommand} from './command.ts';
import {stageOf, stageOfName} from './stage.ts';

const target = /^(?<names>[A-Za-z0-9_./-]+(?:[ \t]+[A-Za-z0-9_./-]+)*)[ \t]*(?:[^:=\n]*)?:(?![=:])(?<needs>[^=\n]*)$/u;

/** The recipe lines of a Makefile or justfile; `name` is the target. What a target needs is a command of its own: `make <target>`. */
export function makeCommands(text: string, folder: string, runner: 'make' | 'just'): readonly ReadCommand[] {
	const found: ReadCommand[] = [];
	let names: readonly string[] = [];
	const add = (command: string, line: number): void => {
		for (const name of names) found.push({command, where: 'make', name, line, folder, stage: stageOfName(name) ?? stageOf(command)});
	};
	const rows = text.split(/\r?\n/u);
	for (let at = 0; at < rows.length; at++) {
		const line = at + 1;
		let row = rows[at] ?? '';
		while (row.endsWith('\\') && at + 1 < rows.length) row = `${row.slice(0, -1)} ${(rows[++at] ?? '').trim()}`;
		if (/^\s*(?:#|$)/u.test(row)) continue;
		if (/^[ \t]/u.test(row)) {
			add(
				row
					.trim()
					.replace(/^[@\-+]+/u, '')
					.trim(),
				line,
			);
			continue;
		}
		const match = target.exec(row);
		names =
			match === null
				? []
				: (match.groups?.names ?? '')
						.split(/\s+/u)
						.filter(name => !name.startsWith('.'))
						.slice(0, runner === 'just' ? 1 : 8);
		for (const need of (match?.groups?.needs ?? '').split(/[\s|;]+/u)) if (/^[A-Za-z][\w.-]*$/u.test(need)) add(`${runner} ${need}`, line);
	}
	return found;
}

/** The commands of a Taskfile, by task. */
export function taskCommands(text: string, folder: string): readonly ReadCommand[] {
	const parsed = treeOf(text);
	if ('problem' in parsed) return [];
	return entriesOf(fieldOf(parsed.tree, 'tasks')).flatMap(({key, value}) => {
		const own = itemsOf(fieldOf(value, 'cmds') ?? fieldOf(value, 'cmd') ?? (value.kind === 'map' ? undefined : value)).flatMap(item => {
			const text = textOf(item) ?? textOf(fieldOf(item, 'cmd'));
			return text === undefined ? [] : [{command: text, line: item.line}];
		});
		const needs = scalarsOf(fieldOf(value, 'deps')).map(item => ({command: `task ${item.text}`, line: item.line}));
		return [...needs, ...own].map(({command, line}) => ({
			command,
			line,
			where: 'make' as const,
			name: key,
			folder,
			stage: stageOfName(key) ?? stageOf(command),
		}));
	});
}
