import {posix, win32} from 'node:path';

/** The person's folder for what shipworthy remembers of its runs. `XDG_STATE_HOME` decides where it is set. */
export function stateFolder({
	platform,
	home,
	environment,
}: {
	readonly platform: string;
	readonly home: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
}): string {
	const path = platform === 'win32' ? win32 : posix;
	const {XDG_STATE_HOME: state, LOCALAPPDATA: local} = environment;
	if (state && path.isAbsolute(state)) {
		return path.join(state, 'shipworthy');
	}
	if (platform === 'win32') {
		return path.join(local || path.join(home, 'AppData', 'Local'), 'shipworthy', 'State');
	}
	return platform === 'darwin'
		? path.join(home, 'Library', 'Application Support', 'shipworthy')
		: path.join(home, '.local', 'state', 'shipworthy');
}
