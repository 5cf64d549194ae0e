import type {FileFact} from '../files.ts';
import type {Modules} from '../modules/modules.ts';
import type {PackageFact} from '../packages.ts';
import type {Schema} from './schema.ts';

/** The database as migrations make it and code describes it. */
export function schemaOf(_files: readonly FileFact[], _packages: readonly PackageFact[], _modules: Modules): Schema {
	return {tables: [], routines: [], unread: []};
}
