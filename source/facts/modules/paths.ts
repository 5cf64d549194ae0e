/** The folder of a path; empty for the root. */
export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** A path below a folder. */
export const below = (folder: string, path: string): string => (folder === '' ? path : path === '' ? folder : `${folder}/${path}`);

/** Where a relative path leads from a folder; undefined when it leaves the repository. */
export function joined(folder: string, relative: string): string | undefined {
	const parts = folder === '' ? [] : folder.split('/');
	for (const step of relative.split('/')) {
		if (step === '' || step === '.') continue;
		if (step !== '..') parts.push(step);
		else if (parts.pop() === undefined) return undefined;
	}
	return parts.join('/');
}

/** A folder and those above it, the nearest first; the last is the root. */
export function upwards(folder: string): readonly string[] {
	const all = [folder];
	for (let at = folder; at !== ''; ) {
		at = folderOf(at);
		all.push(at);
	}
	return all;
}
