import type {FileFact} from '../files.ts';
import type {Ground} from './registered.ts';

/** The folders of the packages that depend on any of the named packages, and those in which a file of that name configures it. The root is empty. */
export function projectFolders({packages, files}: Ground, dependencies: ReadonlySet<string>, configuration: RegExp): readonly string[] {
	const named = packages
		.filter(one => one.dependencies.some(({name, ecosystem}) => ecosystem === 'npm' && dependencies.has(name)))
		.map(({path}) => (path === '.' ? '' : path));
	const configured = files
		.filter(({path, role}) => configuration.test(nameOf(path)) && (role === 'config' || role === 'app'))
		.map(({path}) => folderOf(path));
	return [...new Set([...configured, ...named])].sort((one, other) => other.length - one.length);
}

/** A file seen from the project that it belongs to: the deepest folder that holds it, and its path from there. */
export type Inside = {readonly file: FileFact; readonly folder: string; readonly path: string};

/** Files of a project's own code, as seen from its folder. `folders` come deepest first. */
export function filesInside(files: readonly FileFact[], folders: readonly string[], named: RegExp): readonly Inside[] {
	if (folders.length === 0) return [];
	return files.flatMap((file): readonly Inside[] => {
		if (!named.test(file.path)) return [];
		const folder = folders.find(one => one === '' || file.path.startsWith(`${one}/`));
		return folder === undefined ? [] : [{file, folder, path: folder === '' ? file.path : file.path.slice(folder.length + 1)}];
	});
}

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A path below a folder; the root is empty. */
export const below = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

/** A route from its parts, with one slash in front. */
export const routeFrom = (parts: readonly string[]): string => `/${parts.filter(part => part !== '' && part !== '/').join('/')}`;
