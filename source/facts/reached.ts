import type {Value} from './code/code.ts';
import type {Command} from './commands.ts';
import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';
import {below, folderOf} from './modules/paths.ts';
import type {PackageFact} from './packages.ts';

/** Files that frameworks and tools start by their name, wherever they lie. */
const startsByName =
	/(?:^|\/)(?:instrument(?:ation)?(?:[.-](?:client|node|server))?|sentry\.[\w.]+\.config|hooks\.(?:server|client)|entry[.-](?:server|client)|_app|_document|layout|root|manage|wsgi|asgi|settings|urls|handler|worker|[\w-]*\.?config)\.[\w.]+$|\.(?:html|astro)$/iu;
/** Files that programs begin with, at the top of a package or of its source. */
const startsAtTop =
	/^(?:(?:src|app|server|backend|api|frontend|client|source|functions)\/){0,2}(?:main|index|app|server|router|cli|bot|run|start|streamlit_app|__main__)\.[\w.]+$/iu;
/** Folders whose files are found by a framework or a loader, and parts of them that are not. */
const startsByFolder =
	/(?:^|\/)(?:plugins|pages|routes|app|functions|api|commands|jobs|middleware|layouts|models|listeners|tasks|public|static)\//u;
const part = /\/(?:components?|ui|lib|hooks|utils|helpers|services|features|widgets|shared|common)\//u;
const screen = /(?:^|\/)(?:components?|ui|widgets)(?:\/|$)/u;
const word = /[^\s'"=;&|()<>]{2,200}/gu;
const pythonModule = /^(?<module>[a-z_][\w.]*)(?::[\w.()]+)?$/iu;
const built = /^(?:\.\/)?(?:dist|build|lib|out)\//u;

/** Every file that runs as far as can be seen: those that start by name, place or command, and all that they import. Tests start nothing. */
export function reachedFrom(
	files: readonly FileFact[],
	{importsOf, resolve}: Pick<Modules, 'importsOf' | 'resolve'>,
	packages: readonly Pick<PackageFact, 'path'>[],
	commands: readonly Command[],
	pages: readonly string[],
): ReadonlySet<string> {
	const known = new Map(files.map(file => [file.path, file]));
	const tops = new Set(packages.map(({path}) => (path === '.' ? '' : path)));
	const runs = files.filter(
		file => file.role === 'script' || file.role === 'config' || (file.role === 'app' && (starts(file.path, tops) || makesServer(file))),
	);
	const commanded = commands.flatMap(({command, folder}) => namedIn(command, folder === '.' ? '' : folder, resolve));
	const loaded = files.flatMap(file => namedInSettings(file, resolve));
	const found = new Set(
		[...runs.map(({path}) => path), ...commanded, ...loaded, ...pages].filter(path => known.get(path)?.role !== 'test'),
	);
	for (const path of found) {
		for (const next of importsOf(path)) found.add(next);
		if (path.endsWith('.py')) {
			const own = below(folderOf(path), '__init__.py');
			if (known.has(own)) found.add(own);
		}
	}
	return found;
}

const pythonServers: ReadonlySet<string> = new Set(['FastAPI', 'Flask', 'Starlette', 'Quart', 'Sanic', 'Litestar']);

/** A module of Python that makes the server is what servers are told to run, wherever it lies. */
const makesServer = ({language, code}: FileFact): boolean =>
	language === 'py' &&
	code !== undefined &&
	code.imports.some(({name, typeOnly}) => name !== undefined && !typeOnly && pythonServers.has(name)) &&
	code.calls.some(({to}) => pythonServers.has(to));

function starts(path: string, tops: ReadonlySet<string>): boolean {
	if (startsByName.test(path)) return true;
	for (let folder = folderOf(path); ; folder = folderOf(folder)) {
		if (tops.has(folder) && startsAtTop.test(folder === '' ? path : path.slice(folder.length + 1))) return true;
		if (folder === '') break;
	}
	const folder = startsByFolder.exec(path);
	return folder !== null && !part.test(path.slice(folder.index)) && !screen.test(path.slice(0, folder.index));
}

/** The files that a command names: by path, by what they are built to, or as Python's module. */
function namedIn(command: string, folder: string, resolve: Modules['resolve']): readonly string[] {
	return (command.match(word) ?? []).flatMap(token => {
		const path = token.replace(/^\.\//u, '');
		const module = pythonModule.exec(token)?.groups?.module;
		const sources = [`./${path}`, ...(built.test(token) ? [`./${path.replace(built, 'src/')}`, `./${path.replace(built, '')}`] : [])];
		const found = [
			...sources.map(source => resolve(below(folder, 'command.ts'), source)),
			...(module === undefined || !module.includes('.') ? [] : [resolve(below(folder, 'command.py'), module)]),
		];
		return found.flatMap(one => (one.to === 'file' ? [one.path] : []));
	});
}

const djangoSettings = /(?:^|\/)settings(?:\/[^/]+)?\.py$/u;
const dotted = /^[a-z_]\w*(?:\.\w+)+$/iu;

/** The files that settings of Django name in text, which it loads by themselves: middleware, formatters, backends. */
function namedInSettings({path, role, code}: FileFact, resolve: Modules['resolve']): readonly string[] {
	if (code === undefined || (role !== 'app' && role !== 'config') || !djangoSettings.test(path)) return [];
	const names = code.variables.flatMap(({value}) => textsIn(value)).filter(text => dotted.test(text));
	return [...new Set(names.flatMap(name => [name, name.slice(0, name.lastIndexOf('.'))]))].flatMap(name => {
		const one = resolve(path, name);
		return one.to === 'file' ? [one.path] : [];
	});
}

function textsIn(value: Value, left = 5): readonly string[] {
	if (left === 0) return [];
	if (value.is === 'text') return [value.text];
	if (value.is === 'list') return value.items.flatMap(one => textsIn(one, left - 1));
	return value.is === 'object' ? value.entries.flatMap(one => textsIn(one.value, left - 1)) : [];
}

/** Whether a file runs; `unsure` for components that frameworks may find by themselves. */
export function isReached({path}: FileFact, reached: ReadonlySet<string>): boolean | 'unsure' {
	if (reached.has(path)) return true;
	return /\.(?:vue|svelte)$/u.test(path) ? 'unsure' : false;
}
