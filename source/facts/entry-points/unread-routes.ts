import type {Role} from '../role.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import type {Inside} from './projects.ts';

/** Roles that a folder's name may give to a file that is served all the same: `app/api/load-test/route.ts`. Sites of documentation and examples are left out. */
const served: ReadonlySet<Role> = new Set<Role>(['app', 'test', 'script', 'config']);

/** Files that a framework serves by their place and whose code is not known: not parsed, or in a folder whose name says that it is no part of the application. */
export function unreadRoutes(framework: string, files: readonly Inside[], routeFile: RegExp): readonly UnreadEntryPoints[] {
	const places = files
		.filter(({file, path}) => file.code === undefined && served.has(file.role) && routeFile.test(path))
		.map(({file}) => file.firstLine);
	return places.length === 0 ? [] : [{framework, because: 'the code of these routes was not read', places}];
}
