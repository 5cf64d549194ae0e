import {codeLanguages, type Language} from './language.ts';

/** What a file is for. Only `app` files run in production. */
export type Role = 'app' | 'test' | 'generated' | 'vendored' | 'docs' | 'script' | 'example' | 'agent-tooling' | 'config';

const agentFolders = new Set([
	'.claude',
	'.cursor',
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
	'.github/prompts',
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
	'testing',
	'.storybook',
	'stories',
	'__snapshots__',
	'benchmarks',
	'bench',
]);
const testFolder =
	/^(?:unit|integration|e2e|functional|acceptance)[-_]?tests?$|^tests?[-_](?:unit|e2e|integration|utils|helpers|data|fixtures)$|-tests?$/u;
const testFile =
	/(?:[._-](?:test|tests|spec|specs|cy|e2e|stories|story|mock|fixture)s?)\.[cm]?[jt]sx?$|^(?:test_.*|.*_test|conftest|tests)\.py$|_test\.go$|_spec\.rb$|Tests?\.(?:java|kt|cs)$|^(?:jest|vitest|playwright|cypress|karma)\.(?:config|setup|workspace)/u;
const vendorFolders = new Set([
	'vendor',
	'vendors',
	'third_party',
	'third-party',
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
	'htmlcov',
]);
const generatedFile =
	/\.min\.(?:js|css)$|\.(?:generated|gen|pb)\.[\w]+$|[._]pb2(?:_grpc)?\.pyi?$|\.bundle\.js$|\.d\.ts$|-lock\.json$|^(?:package-lock|npm-shrinkwrap)\.json$|^(?:yarn|bun|poetry|uv|Pipfile|Cargo|Gemfile|composer)\.lock$|^pnpm-lock\.yaml$|^go\.sum$/u;
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
const scriptFolders = new Set([
	'script',
	'scripts',
	'seed',
	'seeds',
	'seeders',
	'tools',
	'tooling',
	'bin',
	'hack',
	'migrations',
	'versions',
	'alembic',
	'codemods',
	'ci',
	'.husky',
]);
const scriptFile = /^(?:seed|seeds|seeder|migrate|gulpfile|Gruntfile|noxfile|setup|fabfile|tasks)\.(?:[cm]?[jt]s|py)$/u;
const configFile =
	/(?:^|\.)config\.[cm]?[jt]s$|^\.[\w.-]+rc(?:\.[cm]?js|\.json|\.ya?ml)?$|^(?:gulpfile|next-env\.d|metro|babel|tailwind|postcss|jest)\b/u;

/** What a file is for, by its path. `servedDocs` are docs folders that are really the site. */
export function roleOf(path: string, language: Language, servedDocs: ReadonlySet<string> = new Set()): Role {
	const parts = path.split('/');
	const name = parts.at(-1) ?? '';
	const folders = parts.slice(0, -1);
	if (folders.some(folder => agentFolders.has(folder))) return 'agent-tooling';
	if (folders.some(folder => vendorFolders.has(folder.toLowerCase()))) return 'vendored';
	if (testFile.test(name) || folders.some(folder => testFolders.has(folder.toLowerCase()) || testFolder.test(folder.toLowerCase())))
		return 'test';
	if (generatedFile.test(name) || folders.some(folder => generatedFolders.has(folder))) return 'generated';
	if (language === 'md') return 'docs';
	if (folders.some((folder, index) => exampleFolders.has(folder.toLowerCase()) && index < 3 && !isRoutedFolder(folders, index)))
		return 'example';
	const docs = folders.findIndex(folder => docsFolders.has(folder.toLowerCase()));
	if (docs !== -1 && !isRoutedFolder(folders, docs) && !servedDocs.has(folders.slice(0, docs + 1).join('/'))) return 'docs';
	if (
		folders.some(folder => scriptFolders.has(folder.toLowerCase()) && !isRoutedFolder(folders, folders.indexOf(folder))) ||
		scriptFile.test(name)
	)
		return 'script';
	if (configFile.test(name)) return 'config';
	return codeLanguages.has(language) || language === 'html' || language === 'css' || language === 'sql' || language === 'prisma'
		? 'app'
		: 'config';
}

/** A folder below `app/`, `pages/`, `routes/` or `src/` is a route or a feature, whatever its name says. */
const isRoutedFolder = (folders: readonly string[], at: number): boolean =>
	folders.slice(0, at).some(folder => folder === 'app' || folder === 'pages' || folder === 'routes' || folder === 'src');
