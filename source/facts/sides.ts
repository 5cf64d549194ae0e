import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';
import {folderOf, joined} from './modules/paths.ts';
import {isClientOnly, isClientStart, isServerOnly, isServerStart, type Side} from './side.ts';

const script = /<script\b[^>]{0,300}?\bsrc\s*=\s*["']?(?<source>[^"'\s>]{1,300})/giu;
const page = /(?:^|\/)(?:index|404|popup|options|sidepanel)\.html$/u;
const universal =
	/(?:^|\/)\+(?:page|layout)\.[jt]s$|(?:^|\/)app\/(?:root\.[jt]sx?$|routes(?:\.[jt]s$|\/))|(?:^|\/)(?:pages|src\/pages)\/(?!api\/)/u;
const nextApp = /(?:^|\/)_app\.[jt]sx?$/u;
const remixRoot = /(?:^|\/)app\/root\.[jt]sx?$/u;
const nextConfig = /(?:^|\/)next\.config\.[cm]?[jt]s$/u;

/**
 * The same files, each with the side that it runs on as seen from what starts there: browsers' entries and client components on one side, servers, handlers and
 * server components on the other. What both reach is shared; what neither reaches keeps what it says of itself.
 */
export function sidesOf(
	files: readonly FileFact[],
	modules: Pick<Modules, 'importsOf' | 'resolve'>,
	text: (path: string) => string | undefined,
): readonly FileFact[] {
	const byPath = new Map(files.map(file => [file.path, file]));
	const bothSides = universalIn(files);
	const apps = files.filter(({role}) => role === 'app');
	const pages = apps.filter(({path}) => page.test(path)).flatMap(({path}) => scriptsOf(path, text(path) ?? '', modules));
	const isOnly = (test: (file: FileFact) => boolean) => (path: string) => {
		const file = byPath.get(path);
		return file !== undefined && test(file);
	};
	const client = reached(
		[...apps.filter(file => isClientStart(file) || bothSides(file)).map(({path}) => path), ...pages],
		modules,
		isOnly(isServerOnly),
	);
	const server = reached(
		apps.filter(file => isServerStart(file) || bothSides(file)).map(({path}) => path),
		modules,
		isOnly(isClientOnly),
	);
	return files.map(file => {
		const side = sideAmong(file, client.has(file.path), server.has(file.path));
		return side === file.side ? file : {...file, side};
	});
}

function sideAmong(file: FileFact, isClient: boolean, isServer: boolean): Side {
	if (isClientOnly(file)) return 'client';
	if (isServerOnly(file)) return 'server';
	if (isClient && isServer) return 'shared';
	if (isClient) return 'client';
	return isServer ? 'server' : file.side;
}

/** Modules of which one part runs in the browser and another on the server: routes of Remix and SvelteKit, pages of Next's older router. */
function universalIn(files: readonly FileFact[]): (file: FileFact) => boolean {
	const roots = new Set<string>();
	for (const {path} of files) {
		if (nextConfig.test(path)) roots.add(folderOf(path));
		if (nextApp.test(path)) roots.add(folderOf(path).replace(/(?:^|\/)(?:src\/)?pages$/u, ''));
		if (remixRoot.test(path)) roots.add(folderOf(folderOf(path)));
	}
	const isBelow = (path: string): boolean => {
		for (let folder = folderOf(path); ; folder = folderOf(folder)) {
			if (roots.has(folder)) return true;
			if (folder === '') return false;
		}
	};
	return ({path, language}) =>
		(language === 'ts' || language === 'js') && universal.test(path) && (/\/\+(?:page|layout)\.[jt]s$/u.test(path) || isBelow(path));
}

/** What is reached by imports from some files, themselves included; no further than what can only run on the other side. */
function reached(
	starts: readonly string[],
	{importsOf}: Pick<Modules, 'importsOf'>,
	isOther: (path: string) => boolean,
): ReadonlySet<string> {
	const found = new Set(starts.filter(path => !isOther(path)));
	for (const path of found) for (const next of importsOf(path)) if (!isOther(next)) found.add(next);
	return found;
}

function scriptsOf(path: string, html: string, {resolve}: Pick<Modules, 'resolve'>): readonly string[] {
	return [...html.slice(0, 100_000).matchAll(script)].flatMap(match => {
		const source = match.groups?.source ?? '';
		if (/^(?:[a-z]+:|\/\/|%)/iu.test(source)) return [];
		const found = resolve(path, source.startsWith('/') ? source : `./${source}`);
		return found.to === 'file' ? [found.path] : [joined(folderOf(path), source) ?? path];
	});
}
