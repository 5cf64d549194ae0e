import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';
import {folderOf} from './modules/paths.ts';
import {type Side, type SideSaid, sideSaid} from './side.ts';
import {partsOf, type TwoParts, universalIn} from './universal.ts';

const script = /<script\b[^>]{0,300}?\bsrc\s*=\s*["']?(?<source>[^"'\s>]{1,300})/giu;
const page = /(?:^|\/)(?:index|404|popup|options|sidepanel)\.html$/u;

/**
 * The same files, each with the side that it runs on as seen from what starts there: browsers' entries and client components on one side, servers, handlers and
 * server components on the other. What both reach is shared; what neither reaches keeps what it says of itself.
 */
export function sidesOf(
	files: readonly FileFact[],
	modules: Pick<Modules, 'importsOf' | 'resolve'>,
	text: (path: string) => string | undefined,
): readonly FileFact[] {
	const universal = universalIn(files);
	const said = new Map<string, SideSaid>();
	const parts = new Map<string, TwoParts>();
	const pages: string[] = [];
	for (const file of files) {
		if (file.role !== 'app') continue;
		if (page.test(file.path)) pages.push(...scriptsOf(file.path, text(file.path) ?? '', modules));
		if (universal(file)) parts.set(file.path, partsOf(file, modules));
		else said.set(file.path, sideSaid(file));
	}
	const starting = (side: 'clientStart' | 'serverStart', how: 'yes' | 'maybe'): readonly string[] =>
		[...said].filter(([, one]) => one[side] === how).map(([path]) => path);
	const inBrowser = (starts: readonly string[]): ReadonlySet<string> =>
		reached(
			[...starts, ...starting('clientStart', 'yes'), ...parts.keys(), ...pages],
			path => parts.get(path)?.browser ?? modules.importsOf(path),
			path => said.get(path)?.isServerOnly === true,
		);
	const onServer = (starts: readonly string[]): ReadonlySet<string> =>
		reached(
			[...starts, ...starting('serverStart', 'yes'), ...parts.keys()],
			path => parts.get(path)?.server ?? modules.importsOf(path),
			path => said.get(path)?.isClientOnly === true,
		);
	const [surelyInBrowser, surelyOnServer] = [inBrowser([]), onServer([])];
	const client = inBrowser(starting('clientStart', 'maybe').filter(path => !surelyOnServer.has(path)));
	const server = onServer(starting('serverStart', 'maybe').filter(path => !surelyInBrowser.has(path)));
	return files.map(file => {
		const side = sideAmong(file, said.get(file.path), client.has(file.path), server.has(file.path));
		return side === file.side ? file : {...file, side};
	});
}

function sideAmong(file: FileFact, said: SideSaid | undefined, isClient: boolean, isServer: boolean): Side {
	if (said?.isClientOnly === true) return 'client';
	if (said?.isServerOnly === true) return 'server';
	if (isClient && isServer) return 'shared';
	if (isClient) return 'client';
	return isServer ? 'server' : file.side;
}

/** What is reached by imports from some files, themselves included; no further than what can only run on the other side. */
function reached(
	starts: readonly string[],
	importsOf: (path: string) => readonly string[],
	isOther: (path: string) => boolean,
): ReadonlySet<string> {
	const found = new Set(starts.filter(path => !isOther(path)));
	for (const path of found) for (const next of importsOf(path)) if (!isOther(next)) found.add(next);
	return found;
}

function scriptsOf(path: string, html: string, {resolve}: Pick<Modules, 'resolve'>): readonly string[] {
	return [...html.slice(0, 100_000).matchAll(script)].flatMap(match => {
		const source = match.groups?.source ?? '';
		if (/^(?:[a-z]+:|\/\/|%|\{)/iu.test(source)) return [];
		const found = resolve(`${folderOf(path)}/page.ts`, /^[./]/u.test(source) ? source : `./${source}`);
		return found.to === 'file' ? [found.path] : [];
	});
}
