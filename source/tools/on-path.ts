import {accessSync, constants, realpathSync, statSync} from 'node:fs';
import {delimiter, isAbsolute, join, sep} from 'node:path';

/** The absolute path of an executable on PATH that does not lie in the repository, nor among the packages of a project: `npx` puts those on PATH first. */
export function programOnPath(name: string, path: string, root: string): string | undefined {
	const candidates = isAbsolute(name)
		? [name]
		: name.includes('/')
			? []
			: path
					.split(delimiter)
					.filter(folder => isAbsolute(folder) && !folder.split(sep).includes('node_modules'))
					.map(folder => join(folder, name));
	return candidates.find(
		candidate =>
			isExecutable(candidate) && !`${realpathSync(candidate)}`.startsWith(`${root}${sep}`) && !candidate.startsWith(`${root}${sep}`),
	);
}

function isExecutable(path: string): boolean {
	if (!statSync(path, {throwIfNoEntry: false})?.isFile()) return false;
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
