import {codeLanguages, type Language} from './language.ts';

/** What a file is for. Only `app` files run in production. */
export type Role = 'app' | 'test' | 'generated' | 'vendored' | 'docs' | 'script' | 'example' | 'agent-tooling' | 'config';

const agentFolders = new Set([
	'.claude',
	'.cursor',
	'.agent',
	'.agents',
	'.codex',
	'.gemini',
	'.windsurf',
	'.opencode',
	'.lovable',
	'.specify',
	'.kiro',
	'.bmad',
	'.bolt',
	'.roo',
	'.clinerules',
	'.cline',
	'.continue',
	'.junie',
	'.trae',
	'.augment',
	'.aider',
	'.amazonq',
	'.factory',
]);
const testFolders = new Set([
	'test',
	'tests',
	'__tests__',
	'spec',
	'specs',
	'e2e',
	'cypress',
	'playwright',
	'__mocks__',
	'mocks',
	'fixtures',
	'__fixtures__',
	'testdata',
	'test-utils',
	'.storybook',
	'stories',
	'__snapshots__',
	'benchmarks',
	'bench',
]);
const testFolder =
	/^(?:unit|integration|e2e|functional|acceptance)[-_]?tests?$|^tests?[-_](?:unit|e2e|integration|utils|helpers|data|fixtures)$|-tests?$/u;
const testFile =
	/(?:[._-](?:test|tests|spec|specs|cy|e2e|stories|story|mock|fixture)s?)\.[cm]?[jt]sx?$|^(?:test_.*|.*_test|conftest|tests)\.py$|_test\.go$|_spec\.rb$|Tests?\.(?:java|kt|cs)$|^(?:jest|vitest|playwright|cypress|karma)\.(?:config|setup|workspace)|^(?:stories|setupTests|test-?setup|test-?utils)\.[cm]?[jt]sx?$|^locustfile\.py$/u;
const vendorFolders = new Set([
	'vendor',
	'vendors',
	'third_party',
	'third-party',
	'venv',
	'.venv',
	'pods',
	'.yarn',
	'thirdparty',
	'external',
	'bower_components',
	'node_modules',
	'site-packages',
	'actions-runner',
]);
const generatedFolders = new Set([
	'dist',
	'build',
	'out',
	'.output',
	'coverage',
	'generated',
	'__generated__',
	'.generated',
	'target',
	'.next',
	'.expo',
	'.nuxt',
	'.svelte-kit',
	'.vercel',
	'.netlify',
	'.astro',
	'.docusaurus',
	'.react-router',
	'.wrangler',
	'.turbo',
	'_generated',
	'dev-dist',
	'dist-js',
	'storybook-static',
	'staticfiles',
	'__pycache__',
	'htmlcov',
]);
const generatedFile =
	/\.min\.(?:js|css)$|\.(?:generated|gen|pb)\.[\w]+$|[._]pb2(?:_grpc)?\.pyi?$|\.bundle\.js$|^workbox-[\da-f]{6,}\.js$|\.g\.dart$|\.d\.[cm]?ts$|-lock\.json$|^(?:package-lock|npm-shrinkwrap)\.json$|^(?:yarn|bun|poetry|uv|Pipfile|Cargo|Gemfile|composer)\.lock$|^pnpm-lock\.yaml$|^go\.sum$/u;
const docsFolders = new Set(['doc', 'docs', 'documentation', 'wiki', 'adr', 'rfcs', 'runbooks', 'guides']);
const exampleFolders = new Set([
	'example',
	'examples',
	'sample',
	'samples',
	'demo',
	'demos',
	'playground',
	'cookbook',
	'tutorial',
	'tutorials',
	'snippets',
]);
/** Folders that hold scripts wherever they lie. */
const scriptFolders = new Set(['script', 'scripts', 'seed', 'seeds', 'seeders', 'migrations', 'alembic', 'codemods', '.husky']);
/** Folders that hold scripts at the top of a repository or of one of its packages; further in they are features. */
const topScriptFolders = new Set(['tools', 'tooling', 'bin', 'hack', 'ci', 'versions']);
const packageFolders = new Set(['packages', 'apps', 'services', 'libs', 'modules']);
const scriptFile = /^(?:seed|seeds|seeder|migrate|gulpfile|Gruntfile|noxfile|setup|fabfile|tasks)\.(?:[cm]?[jt]s|py|sql)$/u;
const topScriptFile = /^(?:build|deploy|release|postinstall)\.(?:[cm]?[jt]s|py)$/u;
/** Files that a router finds by their names, whatever their folder is called. */
const routeFile = /^(?:\+(?:page|layout|server|error)|(?:page|layout|route|loading|error|not-found|template|default)\.[jt]sx?$)/u;
const routers = new Set(['app', 'pages', 'routes']);
const versioned = /[-.]v?\d+\.\d+(?:\.\d+)?(?:[.-](?:slim|umd|esm|bundle|all))?\.(?:js|css)$/u;
const served = new Set(['static', 'assets', 'public', 'js', 'css', 'dist', 'resources']);
const configFile =
	/(?:^|\.)config\.[cm]?[jt]s$|^\.[\w.-]+rc(?:\.[cm]?js|\.json|\.ya?ml)?$|^(?:gulpfile|next-env\.d|metro|babel|tailwind|postcss|jest)\b|^(?:webpack|rollup|vite|esbuild)\.[\w.-]+\.[cm]?[jt]s$|^config-overrides\.js$/u;

/** What a file is for, by its path. `servedDocs` are docs folders that are really the site. */
export function roleOf(path: string, language: Language, servedDocs: ReadonlySet<string> = new Set()): Role {
	const parts = path.split('/');
	const name = parts.at(-1) ?? '';
	const folders = parts.slice(0, -1);
	if (folders.some(folder => agentFolders.has(folder)) || path.startsWith('.github/prompts/')) return 'agent-tooling';
	if (folders.some((folder, index) => vendorFolders.has(folder.toLowerCase()) && !isFeature(folders, index, name))) return 'vendored';
	/** A folder that holds a route below the routes' own is a part of its path. */
	const isRoute = (index: number): boolean => routeFile.test(name) && folders.slice(0, index).some(folder => routers.has(folder));
	const isTest = (folder: string): boolean => testFolders.has(folder) || testFolder.test(folder);
	if (testFile.test(name) || folders.some((folder, index) => isTest(folder.toLowerCase()) && !isRoute(index))) return 'test';
	if (folders.some((folder, index) => folder.toLowerCase() === 'testing' && !isRoutedFolder(folders, index))) return 'test';
	if (generatedFile.test(name) || folders.some((folder, index) => generatedFolders.has(folder) && !isRoute(index))) return 'generated';
	if (versioned.test(name)) return 'vendored';
	if (language === 'md') return 'docs';
	if (folders.some((folder, index) => exampleFolders.has(folder.toLowerCase()) && index < 3 && !isRoutedFolder(folders, index)))
		return 'example';
	const docs = folders.findIndex(folder => docsFolders.has(folder.toLowerCase()));
	if (docs !== -1 && !isRoutedFolder(folders, docs) && !servedDocs.has(folders.slice(0, docs + 1).join('/'))) return 'docs';
	if (folders.some((folder, index) => isScriptFolder(folders, folder.toLowerCase(), index) && !isRoute(index))) return 'script';
	if (scriptFile.test(name) || (folders.length === 0 && topScriptFile.test(name))) return 'script';
	if (configFile.test(name)) return 'config';
	return codeLanguages.has(language) || language === 'html' || language === 'css' || language === 'sql' || language === 'prisma'
		? 'app'
		: 'config';
}

/** A folder below `app/`, `pages/`, `routes/` or `src/` is a route or a feature, whatever its name says. */
const isRoutedFolder = (folders: readonly string[], at: number): boolean =>
	folders.slice(0, at).some(folder => folder === 'app' || folder === 'pages' || folder === 'routes' || folder === 'src');

/** `vendors` and `external` are words of trade too: below the source, and not below what is served as it is, they are features. */
const isFeature = (folders: readonly string[], at: number, name: string): boolean =>
	/^(?:vendors?|external)$/iu.test(folders[at] ?? '') &&
	isRoutedFolder(folders, at) &&
	!folders.slice(0, at).some(folder => served.has(folder.toLowerCase())) &&
	!versioned.test(name) &&
	!generatedFile.test(name);

function isScriptFolder(folders: readonly string[], folder: string, at: number): boolean {
	if (scriptFolders.has(folder))
		return !(folder.startsWith('script') && folders.slice(0, at).some(one => one === 'pages' || one === 'routes'));
	if (!topScriptFolders.has(folder)) return false;
	return (
		at === 0 || (at === 2 && packageFolders.has(folders[0] ?? '')) || (folder === 'versions' && folders.slice(0, at).includes('alembic'))
	);
}
