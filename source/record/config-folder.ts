import {join, posix, win32} from 'node:path';

/** The person's folder for settings. `XDG_CONFIG_HOME` decides where it is set. */
export function configFolder({
	platform,
	home,
	environment,
}: {
	readonly platform: string;
	readonly home: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
}): string {
	const path = platform === 'win32' ? win32 : posix;
	const {XDG_CONFIG_HOME: config, APPDATA: roaming} = environment;
	if (config && path.isAbsolute(config)) return path.join(config, 'shipworthy');
	if (platform === 'win32') return path.join(roaming || path.join(home, 'AppData', 'Roaming'), 'shipworthy', 'Config');
	return platform === 'darwin' ? path.join(home, 'Library', 'Preferences', 'shipworthy') : path.join(home, '.config', 'shipworthy');
}

/** The file that holds the preferences. */
export const preferencesFile = (folder: string): string => join(folder, 'preferences.json');
