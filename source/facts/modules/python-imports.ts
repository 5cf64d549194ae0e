import {pythonOwn} from '../dependencies/python-names.ts';
import {pythonName} from '../manifests/python.ts';
import {leftOutIn} from './left-out.ts';
import type {Listing} from './listing.ts';
import type {Resolved} from './modules.ts';
import {below, folderOf, upwards} from './paths.ts';

/** Python modules by dotted name: files, packages, and packages without `__init__.py`. */
export type PythonImports = {
	/** Where an import leads; a package without `__init__.py` is nothing to follow. */
	readonly resolve: (path: string, source: string) => Resolved;
	/** The file of `name` in the package that `source` names: `views` of `from . import views`. */
	readonly submodule: (path: string, source: string, name: string) => string | undefined;
};

const nowhere: Resolved = {to: 'nowhere'};
const projectFile = /^(?:pyproject\.toml|setup\.py|setup\.cfg|manage\.py|requirements[\w.-]*\.txt|Pipfile|tox\.ini)$/u;
const made = /(?:^|[._])(?:pb2|pb2_grpc|_version|version|generated)$/u;

/** How the Python files of a repository find each other. */
export function pythonImports(listing: Listing, declared: ReadonlySet<string>, text: (path: string) => string | undefined): PythonImports {
	const projects = new Set(listing.paths.filter(path => projectFile.test(path.slice(path.lastIndexOf('/') + 1))).map(folderOf));
	const isLeftOut = leftOutIn(listing, text);
	const rootsByFolder = new Map<string, readonly string[]>();

	const fileOf = (place: string): string | undefined =>
		[`${place}.py`, below(place, '__init__.py'), `${place}.pyi`, below(place, '__init__.pyi')].find(listing.has);

	/** Where absolute imports of a folder's files may begin: above its outermost package, at each project on the way up, at the root. */
	const rootsOf = (folder: string): readonly string[] => {
		const known = rootsByFolder.get(folder);
		if (known !== undefined) return known;
		const up = upwards(folder);
		const outside = up.find(at => !listing.has(below(at, '__init__.py'))) ?? '';
		const anchors = up.filter(at => projects.has(at) || at === '').flatMap(at => [at, below(at, 'src')]);
		const roots = [...new Set([outside, ...anchors])].filter(at => listing.hasFolder(at));
		rootsByFolder.set(folder, roots);
		return roots;
	};
	/** Folders that are the root when a file in them is started by itself, or when an image copies them. */
	const looseRoots = (folder: string): readonly string[] =>
		[...upwards(folder), ...upwards(folder).flatMap(at => [below(at, 'app'), below(at, 'backend')])].filter(at => listing.hasFolder(at));

	const relative = (path: string, source: string): string | undefined => {
		const dots = /^\.*/u.exec(source)?.[0].length ?? 0;
		const up = upwards(folderOf(path))[dots - 1];
		const rest = source.slice(dots);
		return up === undefined ? undefined : rest === '' ? up : below(up, rest.replaceAll('.', '/'));
	};

	const absolute = (folder: string, source: string): Resolved => {
		const [first = '', ...rest] = source.split('.');
		const place = source.replaceAll('.', '/');
		const isForeign = (pythonOwn.has(first) && rest.length === 0) || declared.has(pythonName(first));
		let isOwn = false;
		for (const root of isForeign ? rootsOf(folder).slice(0, 1) : [...rootsOf(folder), ...looseRoots(folder)]) {
			const at = below(root, place);
			const found = pythonOwn.has(first) && rest.length === 0 ? undefined : fileOf(at);
			if (found !== undefined) return {to: 'file', path: found};
			if (rest.length > 0 || !pythonOwn.has(first)) if (at !== '' && foldersWithPython.has(at)) return {to: 'asset'};
			isOwn ||= foldersWithPython.has(below(root, first));
		}
		if (isOwn && !isForeign && !pythonOwn.has(first))
			return made.test(source) || rootsOf(folder).some(root => isLeftOut(below(root, place))) ? {to: 'asset'} : nowhere;
		return {to: 'package', name: first, part: rest.join('.')};
	};

	const foldersWithPython = new Set<string>();
	for (const path of listing.paths) {
		if (!path.endsWith('.py')) continue;
		for (let folder = folderOf(path); folder !== '' && !foldersWithPython.has(folder); folder = folderOf(folder))
			foldersWithPython.add(folder);
	}

	const known = new Map<string, Map<string, Resolved>>();
	const resolve = (path: string, source: string): Resolved => {
		const folder = folderOf(path);
		const inFolder = known.get(folder) ?? new Map<string, Resolved>();
		if (!known.has(folder)) known.set(folder, inFolder);
		const before = inFolder.get(source);
		if (before !== undefined) return before;
		const result = source.startsWith('.') ? ofRelative(path, source) : absolute(folder, source);
		inFolder.set(source, result);
		return result;
	};
	const ofRelative = (path: string, source: string): Resolved => {
		const place = relative(path, source);
		if (place === undefined) return nowhere;
		const found = fileOf(place);
		if (found !== undefined) return {to: 'file', path: found};
		return place === '' || foldersWithPython.has(place) || made.test(source) || isLeftOut(place) ? {to: 'asset'} : nowhere;
	};

	const submodule = (path: string, source: string, name: string): string | undefined => {
		const found = resolve(path, source.endsWith('.') ? source + name : `${source}.${name}`);
		return found.to === 'file' ? found.path : undefined;
	};
	return {resolve, submodule};
}
