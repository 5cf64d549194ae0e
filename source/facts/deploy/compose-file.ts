import type {Place} from '../../safe-text.ts';
import {entriesOf, entryOf, fieldOf, isTrue, itemsOf, type Tree, textOf, treeOf} from '../ci/tree.ts';
import {execForm} from '../commands/image.ts';
import {joined} from '../commands/simple.ts';
import type {Purpose, Service} from './deploy.ts';

/** Where a compose file lies, and how its lines become places. */
type Ground = {readonly folder: string; readonly purpose: Purpose; readonly at: (line: number) => Place};

/** The services of a compose file, or why it cannot be read. */
export function servicesIn(text: string, ground: Ground): readonly Service[] | {readonly line: number; readonly because: string} {
	const parsed = treeOf(text);
	if ('problem' in parsed) return parsed.problem;
	return entriesOf(fieldOf(parsed.tree, 'services')).map(({key, line, value}) => ({
		...ground.at(line),
		name: key,
		purpose: ground.purpose,
		...serviceFrom(value, ground),
	}));
}

function serviceFrom(tree: Tree, {folder, at}: Ground): Omit<Service, keyof Place | 'name' | 'purpose'> {
	const image = textOf(fieldOf(tree, 'image'));
	const build = buildFrom(fieldOf(tree, 'build'), folder);
	const command = commandFrom(tree, at);
	const user = textOf(fieldOf(tree, 'user'));
	const privileged = entryOf(tree, 'privileged');
	const healthcheck = entryOf(tree, 'healthcheck');
	const replicas = Number(textOf(fieldOf(fieldOf(tree, 'deploy'), 'replicas')) ?? textOf(fieldOf(tree, 'scale')) ?? Number.NaN);
	return {
		...(image === undefined ? {} : {image}),
		...(build === undefined ? {} : {build}),
		...(command === undefined ? {} : {command}),
		...(user === undefined ? {} : {user}),
		...(privileged !== undefined && isTrue(privileged.value) ? {privileged: at(privileged.line)} : {}),
		capabilities: itemsOf(fieldOf(tree, 'cap_add')).map(item => ({...at(item.line), name: textOf(item) ?? ''})),
		volumes: itemsOf(fieldOf(tree, 'volumes')).map(item => ({
			...at(item.line),
			volume: textOf(item) ?? `${textOf(fieldOf(item, 'source')) ?? ''}:${textOf(fieldOf(item, 'target')) ?? ''}`,
		})),
		environment: environmentFrom(fieldOf(tree, 'environment'), at),
		...(Number.isInteger(replicas) ? {replicas} : {}),
		init: isTrue(fieldOf(tree, 'init')),
		...(healthcheck === undefined ? {} : {healthcheck: at(healthcheck.line)}),
	};
}

function buildFrom(tree: Tree | undefined, folder: string): Service['build'] {
	if (tree === undefined) return undefined;
	const plain = textOf(tree);
	const context = joined(folder, plain ?? textOf(fieldOf(tree, 'context')) ?? '.');
	const target = textOf(fieldOf(tree, 'target'));
	return {
		context,
		file: joined(context, textOf(fieldOf(tree, 'dockerfile')) ?? 'Dockerfile'),
		...(target === undefined ? {} : {target}),
	};
}

/** What the service starts: its own `command`, behind its own `entrypoint`. */
function commandFrom(tree: Tree, at: (line: number) => Place): Service['command'] {
	const written = ['entrypoint', 'command'].flatMap(key => entryOf(tree, key) ?? []);
	const [first] = written;
	if (first === undefined) return undefined;
	const parts = written.map(({value}) => {
		const words = itemsOf(value).flatMap(item => textOf(item) ?? []);
		const exec = words.length === 1 ? execForm(words[0] ?? '') : undefined;
		return {words: (exec ?? words).join(' '), exec: value.kind === 'list' || exec !== undefined};
	});
	const words = parts
		.map(part => part.words)
		.join(' ')
		.replace(/\s*\n\s*/gu, ' ')
		.trim();
	return words === '' ? undefined : {...at(first.line), words, exec: parts.every(({exec}) => exec)};
}

const environmentFrom = (tree: Tree | undefined, at: (line: number) => Place): Service['environment'] =>
	tree?.kind === 'map'
		? tree.entries.map(({key, line, value}) => ({...at(line), name: key, value: textOf(value) ?? ''}))
		: itemsOf(tree).map(item => {
				const [name = '', ...value] = (textOf(item) ?? '').split('=');
				return {...at(item.line), name, value: value.join('=')};
			});
