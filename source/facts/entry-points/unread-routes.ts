import type {UnreadEntryPoints} from './entry-point.ts';
import type {Inside} from './projects.ts';

/** Files that a framework serves by their place and whose code is not known: not parsed, or in a folder that is otherwise no part of the application. */
export function unreadRoutes(framework: string, files: readonly Inside[], routeFile: RegExp): readonly UnreadEntryPoints[] {
	const places = files
		.filter(({file, path}) => file.code === undefined && file.role !== 'generated' && file.role !== 'vendored' && routeFile.test(path))
		.map(({file}) => file.firstLine);
	return places.length === 0 ? [] : [{framework, because: 'the code of these routes was not read', places}];
}
