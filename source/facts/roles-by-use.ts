import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';

const runsByItself = /(?:^|\/)(?:migrations|seeds?|seeders|alembic|versions)\/|(?:^|\/)(?:seeds?|seeder|migrate)\.\w+$/u;
/** It is called like a test, outside of every folder of tests. */
const namedTest = /^(?!(?:.*\/)?(?:__)?(?:tests?|e2e|specs?|cypress)(?:__)?\/).*[-_]test\.[cm]?[jt]s$/iu;
/** Beside `manage.py`, the few that start what runs; the rest that nothing imports is run by hand. */
const startsDjango =
	/(?:^|\/)(?:manage|[aw]sgi|__init__|\w*(?:settings|urls|views|models|celery|gunicorn|uvicorn|worker|conf|config|main|app|server|bot)\w*)\.py$/iu;
const testing = /(?:^|\/)testing\//iu;

/**
 * The same files with roles that only use can tell: a script that the application imports is a part of it,
 * so is a file without a test case that is only called like one,
 * code in a folder for testing that the application does not import is a test's,
 * and what nothing imports beside Django's `manage.py` is a script.
 */
export function rolesByUse(
	files: readonly FileFact[],
	{importsOf, importersOf}: Pick<Modules, 'importsOf' | 'importersOf'>,
): readonly FileFact[] {
	const byPath = new Map(files.map(file => [file.path, file]));
	const used = new Set<string>();
	const queue = files.filter(({role, path}) => role === 'app' && !testing.test(path)).map(({path}) => path);
	for (const path of queue)
		for (const next of importsOf(path)) {
			if (used.has(next) || byPath.get(next)?.role !== 'script' || runsByItself.test(next)) continue;
			used.add(next);
			queue.push(next);
		}
	const projects = files.filter(({path}) => /(?:^|\/)manage\.py$/u.test(path)).map(({path}) => path.slice(0, -'manage.py'.length));
	const isByHand = (path: string): boolean =>
		!startsDjango.test(path) && projects.some(folder => path.startsWith(folder) && /^\w+\.py$/u.test(path.slice(folder.length)));
	const isImported = (path: string): boolean => importersOf(path).some(from => byPath.get(from)?.role === 'app' && !testing.test(from));
	return files.map(file => {
		if (file.role === 'test' && namedTest.test(file.path) && (file.tests?.cases.count ?? 0) === 0 && isImported(file.path))
			return {...file, role: 'app'};
		if (used.has(file.path)) return {...file, role: 'app'};
		if (file.role === 'app' && isByHand(file.path) && importersOf(file.path).length === 0) return {...file, role: 'script'};
		if (file.role !== 'app' || !testing.test(file.path)) return file;
		return isImported(file.path) ? file : {...file, role: 'test'};
	});
}
