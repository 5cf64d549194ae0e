import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import type {EntryPoint} from './entry-point.ts';

const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'action', 'rpc', 'function', 'webhook', 'socket']);
/** Frameworks whose pages are rendered for a request only where code of the project's own runs for it. */
const loading: ReadonlySet<string> = new Set(['remix', 'rr7', 'sveltekit']);

/** Where requests come in that code of these files answers, each place once; pages that only show something are not among them. */
export function requestsIn(facts: Pick<Facts, 'entryPoints'>, files: readonly FileFact[]): readonly Place[] {
	const paths = new Set(files.map(({path}) => path));
	const places = new Map<string, Place>();
	for (const {path, line, text, kind, framework, method, route} of facts.entryPoints.points)
		if (paths.has(path) && (asked.has(kind) || (kind === 'page' && loading.has(framework))))
			places.set(JSON.stringify([path, line, method, route]), {path, line, text});
	return [...places.values()];
}
