import type {Code} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {FileFact} from '../../../facts/files.ts';
import {packageOf} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';

/** A file of the application that runs on a server, as it stands now. */
export type Source = {readonly path: string; readonly code: Code; readonly package: string};

const languages: ReadonlySet<FileFact['language']> = new Set<FileFact['language']>(['ts', 'js', 'py']);
const declarations = /\.d\.[cm]?ts$/u;
/** Names under which servers and databases are usually kept: these are read before others. */
const telling =
	/(?:^|\/)(?:\w+[-.])?(?:app|application|asgi|client|config|connect(?:ion)?|data-?source|database|db|drizzle|engine|extensions|index|main|models?|mongo(?:db|ose)?|pool|postgres|prisma|route|sequelize|server|service|session|sql|store|supabase|urls|wsgi|__init__)\.[^/]+$/iu;
/** So many files are read for one plan at most. */
const most = 240;
const depthOf = (path: string): number => path.split('/').length;

/** The files of the application that run on a server, those first that usually tell where it starts and what it stores. */
export function sourcesOf(facts: PlainFacts, code: CodeNow): readonly Source[] {
	const shown = new Set(
		facts.stack.filter(({id}) => /^(?:fw|db|orm|baas)\./u.test(id)).flatMap(({evidence}) => evidence.map(({path}) => path)),
	);
	const weight = (path: string): number => (shown.has(path) ? 0 : telling.test(path) ? 10 : 20) + Math.min(depthOf(path), 9);
	return facts.files
		.filter(({path, role, side, language}) => role === 'app' && side !== 'client' && languages.has(language) && !declarations.test(path))
		.map(({path}) => path)
		.toSorted((one, other) => weight(one) - weight(other) || (one < other ? -1 : 1))
		.slice(0, most)
		.flatMap(path => {
			const read = code(path);
			return read === undefined ? [] : [{path, code: read, package: packageOf(path, facts.packages)}];
		});
}
