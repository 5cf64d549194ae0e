import {leadsTo} from '../web/databases.ts';
import type {Source} from '../web/sources.ts';

const mostSteps = 6;

/** The file that is started to run another one: followed back through who imports it, as long as there is no doubt. */
export function startFileOf(file: Source, sources: readonly Source[]): Source {
	let at = file;
	for (let step = 0; step < mostSteps; step++) {
		const importers = sources.filter(
			one =>
				one.path !== at.path &&
				one.package === at.package &&
				one.code.imports.some(({from, typeOnly}) => !typeOnly && leadsTo(from, one.path, at.path)),
		);
		const [only, another] = importers;
		if (only === undefined || another !== undefined) return at;
		at = only;
	}
	return at;
}
