import {posix, win32} from 'node:path';

/** What of a person's machine decides where their folders are. */
type Surroundings = {
	readonly platform: string;
	readonly home: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
};

const kinds = {
	/** Settings. */
	config: {set: 'XDG_CONFIG_HOME', unix: ['.config'], mac: ['Preferences'], windows: ['APPDATA', 'Roaming', 'Config']},
	/** What is remembered of runs. */
	state: {set: 'XDG_STATE_HOME', unix: ['.local', 'state'], mac: ['Application Support'], windows: ['LOCALAPPDATA', 'Local', 'State']},
	/** What can be made again. */
	cache: {set: 'XDG_CACHE_HOME', unix: ['.cache'], mac: ['Caches'], windows: ['LOCALAPPDATA', 'Local', 'Cache']},
} as const;

/** The person's folder of one kind, by the rules of their system; the variable of the XDG base directories decides where it is set and absolute. */
export function personFolder(kind: keyof typeof kinds, {platform, home, environment}: Surroundings): string {
	const {set, unix, mac, windows} = kinds[kind];
	const path = platform === 'win32' ? win32 : posix;
	const own = environment[set];
	if (own && path.isAbsolute(own)) return path.join(own, 'shipworthy');
	if (platform === 'win32') {
		const [variable, folder, last] = windows;
		return path.join(environment[variable] || path.join(home, 'AppData', folder), 'shipworthy', last);
	}
	return platform === 'darwin' ? path.join(home, 'Library', ...mac, 'shipworthy') : path.join(home, ...unix, 'shipworthy');
}
