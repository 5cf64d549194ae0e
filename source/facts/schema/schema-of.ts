import type {FileFact} from '../files.ts';
import type {Modules} from '../modules/modules.ts';
import type {PackageFact} from '../packages.ts';
import {describedIn} from './described.ts';
import {mergedTables} from './merged.ts';
import {replayed} from './replayed.ts';
import type {Schema} from './schema.ts';

/** The database as migrations make it and code describes it. */
export function schemaOf(files: readonly FileFact[], packages: readonly PackageFact[], modules: Modules): Schema {
	const made = replayed(files, packages);
	const mentioned = new Map<string, Set<string>>();
	for (const {package: owner, mentions} of made.unread) {
		const names = mentioned.get(owner) ?? new Set();
		for (const name of mentions) names.add(name.toLowerCase().replaceAll('_', ''));
		mentioned.set(owner, names);
	}
	return {...made, tables: mergedTables(made.tables, describedIn(files, packages, modules), mentioned)};
}
