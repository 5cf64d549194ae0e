import {posix, win32} from 'node:path';

/** The person's folder for what shipworthy can make again. `XDG_CACHE_HOME` decides where it is set. */
export function cacheFolder({
	platform,
	home,
	environment,
}: {
	readonly platform: string;
	readonly home: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
}): string {
	const path = platform === 'win32' ? win32 : posix;
	const {XDG_CACHE_HOME: cache, LOCALAPPDATA: local} = environment;
	if (cache && path.isAbsolute(cache)) return path.join(cache, 'shipworthy');
	if (platform === 'win32') return path.join(local || path.join(home, 'AppData', 'Local'), 'shipworthy', 'Cache');
	return platform === 'darwin' ? path.join(home, 'Library', 'Caches', 'shipworthy') : path.join(home, '.cache', 'shipworthy');
}
