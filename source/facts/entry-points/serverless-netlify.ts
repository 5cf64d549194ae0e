import {parse as parseToml} from 'smol-toml';
import {entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {record, textOf as wordOf} from '../manifests/values.ts';
import {exportedAs, exportedValue} from './exported.ts';
import {below, folderOf, nameOf} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

const usual = /^(?<root>(?:.*\/)?netlify\/(?:functions|edge-functions))\/(?<rest>.+)\.[cm]?[jt]sx?$/u;

/** Netlify's functions: a file, or a folder that holds one of its name, below the folder that `netlify.toml` names. */
export const netlifyReader: Reader = (ground: Ground) => {
	const named = ground.files
		.filter(({path}) => nameOf(path) === 'netlify.toml')
		.flatMap(({path}) => namedFolders(path, ground.text(path) ?? ''));
	const found = ground.files.flatMap((file): readonly Registered[] => {
		if (file.code === undefined || file.role !== 'app') return [];
		const root = usual.exec(file.path)?.groups?.root ?? named.find(folder => file.path.startsWith(`${folder}/`));
		if (root === undefined) return [];
		const name = nameIn(file.path.slice(root.length + 1).replace(/\.[cm]?[jt]sx?$/u, ''));
		return name === undefined ? [] : functionIn(ground, file.path, name);
	});
	return {found, unread: []};
};

function namedFolders(path: string, text: string): readonly string[] {
	const said = record(parsed(text));
	const folders = [record(said.functions).directory, record(said.build).functions, record(said.build).edge_functions];
	return folders.flatMap(one => wordOf(one) ?? []).map(one => below(folderOf(path), one.replace(/^\.?\//u, '').replace(/\/$/u, '')));
}

function parsed(text: string): unknown {
	try {
		return parseToml(text);
	} catch {
		return undefined;
	}
}

/** `pay.ts`, `pay/index.ts` and `pay/pay.ts` are the function `pay`; other files in its folder are its own. */
function nameIn(rest: string): string | undefined {
	const [name = '', inner, ...more] = rest.split('/');
	if (name.startsWith('_') || name.startsWith('.')) return undefined;
	if (inner === undefined) return name;
	return more.length === 0 && (inner === 'index' || inner === name) ? name : undefined;
}

function functionIn(ground: Ground, path: string, name: string): readonly Registered[] {
	const exported = exportedAs(ground, path, 'handler') ?? exportedAs(ground, path, 'default');
	if (exported === undefined) return [];
	const config = exportedValue(ground, path, 'config')?.value;
	const {handler, every} = scheduledIn(ground, exported.handler, textOf(entryOf(config, 'schedule')));
	const common = {
		...exported.place,
		framework: 'netlify.functions',
		...(handler === undefined ? {} : {handler}),
		before: [],
		given: [],
		unresolved: exported.unresolved,
	};
	if (every !== undefined) return [{...common, kind: 'cron', method: '', route: `${name} (${every})`}];
	const paths = pathsIn(entryOf(config, 'path'));
	const methods = pathsIn(entryOf(config, 'method')).map(one => one.toUpperCase());
	const routes = paths.length === 0 ? [`/.netlify/functions/${name}`] : paths;
	return routes.flatMap(route =>
		(methods.length === 0 ? ['ANY'] : methods).map((method): Registered => ({...common, kind: 'http', method, route})),
	);
}

/** `schedule('@hourly', fn)`. */
function scheduledIn(
	ground: Ground,
	handler: Step | undefined,
	said: string | undefined,
): {readonly handler?: Step; readonly every?: string} {
	const call = handler?.value.is === 'call' ? ground.modules.codeOf(handler.path)?.calls[handler.value.call] : undefined;
	const [first, second] = call?.args ?? [];
	const every = textOf(first);
	if (handler !== undefined && call !== undefined && second !== undefined && every !== undefined && lastOf(call.to) === 'schedule')
		return {handler: {...handler, value: second, how: 'call'}, every};
	return {...(handler === undefined ? {} : {handler}), ...(said === undefined ? {} : {every: said})};
}

const pathsIn = (value: Value | undefined): readonly string[] =>
	(value?.is === 'list' ? value.items : [value]).flatMap(one => textOf(one) ?? []);
