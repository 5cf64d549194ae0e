import type {FileFact} from '../files.ts';
import type {Modules} from '../modules/modules.ts';
import type {PackageFact} from '../packages.ts';
import type {Description} from './description.ts';
import type {Schema} from './schema.ts';

/** The tables that code describes, by every tool that is known. */
export function describedIn(
	_files: readonly FileFact[],
	_packages: readonly PackageFact[],
	_modules: Modules,
): {readonly descriptions: readonly Description[]; readonly unread: Schema['unread']} {
	return {descriptions: [], unread: []};
}
