import type {PlainFacts} from '../../../facts/facts.ts';
import {below, folderOf} from '../../../facts/modules/paths.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import type {Source} from './sources.ts';

/** Tools that look for a file exactly as TypeScript's sources name it. */
const literal = /^(?:ts-node|ts-node-dev|ts-jest|jest|webpack|next)$/u;
const hasEnding = /\.[cm]?[jt]sx?$/u;

/** How a file that imports nothing of its own yet names another one: as the rest of its package does. */
function otherwiseIn(facts: PlainFacts, sources: readonly Source[], into: Source): 'ending' | 'relative' | undefined {
	const folder = folderOf(into.path);
	if (into.path.endsWith('.py')) return facts.files.some(({path}) => path === below(folder, '__init__.py')) ? 'relative' : undefined;
	if (!/\.[cm]?tsx?$/u.test(into.path)) return undefined;
	const near = sources.filter(one => one.package === into.package);
	const bare = near.some(({code}) => code.imports.some(({from, how}) => how === 'static' && from.startsWith('.') && !hasEnding.test(from)));
	const tools = facts.packages.filter(({path}) => path === into.package || path === '.').flatMap(({dependencies}) => dependencies);
	return bare || tools.some(({name}) => literal.test(name)) ? undefined : 'ending';
}

/** The imports of a file, with how they name other files where it shows nothing of that itself. */
export function namedFor(
	facts: PlainFacts,
	sources: readonly Source[],
	into: Source,
	imports: readonly WantedImport[],
): readonly WantedImport[] {
	const otherwise = otherwiseIn(facts, sources, into);
	if (otherwise === undefined) return imports;
	return imports.map(one => ('file' in one.from ? {...one, from: {...one.from, otherwise}} : one));
}
