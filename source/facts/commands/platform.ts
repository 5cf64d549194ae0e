import {parse as parseToml} from 'smol-toml';
import * as v from 'valibot';
import {entriesOf, fieldOf, itemsOf, type Tree, textOf, treeOf} from '../ci/tree.ts';
import type {ReadCommand} from './command.ts';
import {execForm} from './image.ts';
import {joined} from './simple.ts';
import type {Stage} from './stage.ts';

const platform = (command: string, line: number, folder: string, name: string, stage: Stage): ReadCommand => ({
	command,
	line,
	folder,
	name,
	stage,
	where: 'platform',
});

/** `web: gunicorn app:app`: the processes of a Procfile; `release` runs at each deploy. */
export const procfileCommands = (text: string, folder: string): readonly ReadCommand[] =>
	text.split(/\r?\n/u).flatMap((row, index) => {
		const match = /^(?<name>[\w-]+)\s*:\s*(?<command>\S.*)$/u.exec(row);
		const name = match?.groups?.name;
		const command = match?.groups?.command;
		return name === undefined || command === undefined
			? []
			: [platform(command.trim(), index + 1, folder, name, name === 'release' ? 'deploy' : 'start')];
	});

const stages: Readonly<Record<string, Stage>> = {
	buildCommand: 'build',
	installCommand: 'install',
	startCommand: 'start',
	dockerCommand: 'start',
	preDeployCommand: 'deploy',
	initialDeployHook: 'deploy',
	releaseCommand: 'deploy',
	release_command: 'deploy',
	command: 'build',
	build: 'build',
	run: 'start',
	cmd: 'start',
	cmds: 'build',
	entrypoint: 'start',
	postdeploy: 'deploy',
	predeploy: 'deploy',
	commands: 'build',
};

/** The commands under known keys anywhere in a YAML blueprint (Render, App Engine, Amplify, Heroku, App Hosting). */
export function yamlPlatformCommands(text: string, folder: string): readonly ReadCommand[] {
	const parsed = treeOf(text);
	return 'problem' in parsed ? [] : inTree(parsed.tree, folder);
}

function inTree(tree: Tree, folder: string): readonly ReadCommand[] {
	if (tree.kind === 'list') return tree.items.flatMap(item => inTree(item, folder));
	const root = textOf(fieldOf(tree, 'rootDir'));
	const here = root === undefined ? folder : joined(folder, root);
	return entriesOf(tree).flatMap(({key, value}) => {
		const stage = stages[key];
		if (stage === undefined) return inTree(value, here);
		const texts = itemsOf(value).flatMap(item => (item.kind === 'scalar' && item.text !== '' ? [item] : []));
		if (texts.length === 0) return inTree(value, here);
		return texts.map(item => platform(item.text.replace(/\s*\n\s*/gu, ' && ').trim(), item.first, here, key, stage));
	});
}

const recordSchema = v.record(v.string(), v.unknown());

/** The commands under known keys anywhere in a TOML or JSON file (Fly, Railway, Nixpacks, Netlify, Vercel, Firebase, Replit). */
export function objectPlatformCommands(text: string, folder: string, format: 'toml' | 'json'): readonly ReadCommand[] {
	const value = format === 'toml' ? toml(text) : json(text);
	if (value === undefined) return [];
	const lineOf = (key: string, command: string): number => {
		const part = command.slice(0, 40);
		const rows = text.split('\n');
		const both = rows.findIndex(row => row.includes(key) && row.includes(part));
		const one = rows.findIndex(row => row.includes(key));
		return Math.max(both === -1 ? one : both, 0) + 1;
	};
	return inObject(value, folder, lineOf);
}

function inObject(value: unknown, folder: string, lineOf: (key: string, command: string) => number): readonly ReadCommand[] {
	if (Array.isArray(value)) return value.flatMap(item => inObject(item, folder, lineOf));
	const parsed = v.safeParse(recordSchema, value);
	if (!parsed.success) return [];
	const base = parsed.output.base;
	const here = typeof base === 'string' && base !== '' ? joined(folder, base) : folder;
	return Object.entries(parsed.output).flatMap(([key, inner]) => {
		if (key === 'processes') return processes(inner, here, lineOf);
		const stage = stages[key];
		if (stage === undefined || (key === 'build' && typeof inner === 'object' && !Array.isArray(inner)))
			return inObject(inner, here, lineOf);
		if (typeof inner === 'string') return inner === '' ? [] : [platform(inner, lineOf(key, inner), here, key, stage)];
		const words = Array.isArray(inner) ? inner.filter(item => typeof item === 'string') : [];
		if (words.length === 0) return inObject(inner, here, lineOf);
		const joinedWords = key === 'run' || (key === 'build' && words.length > 0 && !words.some(word => word.includes(' ')));
		return (joinedWords ? [words.join(' ')] : words).map(word => platform(word, lineOf(key, word), here, key, stage));
	});
}

/** The `[processes]` of Fly: a command for each group. */
function processes(value: unknown, folder: string, lineOf: (key: string, command: string) => number): readonly ReadCommand[] {
	if (Array.isArray(value)) return [];
	const parsed = v.safeParse(recordSchema, value);
	if (!parsed.success) return [];
	return Object.entries(parsed.output).flatMap(([name, command]) =>
		typeof command === 'string' && command !== '' ? [platform(command, lineOf(name, command), folder, name, 'start')] : [],
	);
}

/** The `command` and `entrypoint` of each service of a compose file. */
export function composeCommands(text: string, folder: string): readonly ReadCommand[] {
	const parsed = treeOf(text);
	if ('problem' in parsed) return [];
	return entriesOf(fieldOf(parsed.tree, 'services')).flatMap(({key: name, value}) =>
		['entrypoint', 'command'].flatMap((key): readonly ReadCommand[] => {
			const found = fieldOf(value, key);
			if (found === undefined) return [];
			const words = itemsOf(found).flatMap(item => textOf(item) ?? []);
			if (words.length === 0) return [];
			const written = words.length === 1 ? execForm(words[0] ?? '') : undefined;
			const form = found.kind === 'list' || written !== undefined ? 'exec' : 'shell';
			return [
				{
					command: (written ?? words).join(' ').replace(/\s*\n\s*/gu, ' '),
					line: found.line,
					folder,
					where: 'compose',
					name,
					stage: 'start',
					form,
				},
			];
		}),
	);
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function toml(text: string): unknown {
	try {
		return parseToml(text);
	} catch {
		return undefined;
	}
}
