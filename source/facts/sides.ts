import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';
import {onServerOnly, type Side, type SideSaid, sideSaid} from './side.ts';
import {partsOf, type TwoParts, universalIn} from './universal.ts';

/**
 * The same files, each with the side that it runs on as seen from what starts there: browsers' entries (`pages` are the scripts of the application's pages) and client components on one side, servers, handlers and
 * server components on the other. What both reach is shared; what neither reaches keeps what it says of itself.
 */
export function sidesOf(
	files: readonly FileFact[],
	modules: Pick<Modules, 'importsOf' | 'resolve'>,
	pages: readonly string[],
): readonly FileFact[] {
	const universal = universalIn(files);
	const said = new Map<string, SideSaid>();
	const parts = new Map<string, TwoParts>();
	for (const file of files) {
		if (file.role !== 'app') continue;
		const runs = universal(file);
		if (runs === 'both') parts.set(file.path, partsOf(file, modules));
		else said.set(file.path, runs === 'server' ? onServerOnly : sideSaid(file));
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
