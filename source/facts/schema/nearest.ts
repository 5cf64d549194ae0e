import {type PackageFact, packageOf} from '../packages.ts';
import type {Table} from './schema.ts';

/** Of tables of one name, those that code at a path means: of its own package's database, else of one above it; any of them where neither has one. */
export function nearest<T extends Pick<Table, 'package'>>(
	tables: readonly T[],
	path: string,
	packages: readonly Pick<PackageFact, 'path'>[],
): readonly T[] {
	if (tables.length < 2) return tables;
	const owner = packageOf(path, packages);
	const own = tables.filter(table => table.package === owner);
	if (own.length > 0) return own;
	const above = tables.filter(table => table.package === '.' || owner.startsWith(`${table.package}/`));
	return above.length > 0 ? above : tables;
}
