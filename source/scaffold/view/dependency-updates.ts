import type {PlainFacts} from '../../facts/facts.ts';
import type {PackageFact} from '../../facts/packages.ts';
import type {DependabotEcosystem} from '../validators/dependabot.ts';
import type {View} from '../view.ts';

type Update = {readonly ecosystem: DependabotEcosystem; readonly folder: string};

const otherTools = /(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json)?)$/u;
const dockerfile = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/u;
const composeFile = /(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/u;
const terraform = /\.tf$/u;
const mostUpdates = 20;
const strangeFolder = /[\p{Cc}*]|\.\./u;

const named: Readonly<Record<Exclude<PackageFact['ecosystems'][number], 'npm' | 'python' | 'java'>, DependabotEcosystem>> = {
	go: 'gomod',
	ruby: 'bundler',
	php: 'composer',
	rust: 'cargo',
	elixir: 'mix',
};

/** What Dependabot calls the ways in which a package gets its dependencies. A member of a workspace is updated from its root. */
function ecosystemsOf(one: PackageFact, all: readonly PackageFact[]): readonly DependabotEcosystem[] {
	const isMember =
		one.path !== '.' &&
		one.lockfiles.length === 0 &&
		all.some(({path, workspaces}) => workspaces.length > 0 && (path === '.' || one.path.startsWith(`${path}/`)));
	return one.ecosystems.flatMap(ecosystem => callOf(ecosystem, one, isMember));
}

function callOf(ecosystem: PackageFact['ecosystems'][number], one: PackageFact, isMember: boolean): readonly DependabotEcosystem[] {
	switch (ecosystem) {
		case 'npm':
			return isMember || one.dependencies.every(own => own.ecosystem !== 'npm') ? [] : [one.managers.includes('bun') ? 'bun' : 'npm'];
		case 'python':
			return [one.managers.includes('uv') ? 'uv' : 'pip'];
		case 'java':
			return [one.manifests.some(({path}) => path.endsWith('pom.xml')) ? 'maven' : 'gradle'];
		case 'go':
		case 'ruby':
		case 'php':
		case 'rust':
		case 'elixir':
			return [named[ecosystem]];
	}
}

const folderOf = (path: string): string => (path === '.' ? '/' : `/${path}`);
const parentOf = (path: string): string => (path.includes('/') ? `/${path.slice(0, path.lastIndexOf('/'))}` : '/');

/** What is to be kept up to date: every package, the actions of the pipeline, what images stand on, and infrastructure. */
function updatesOf(facts: PlainFacts): readonly Update[] {
	const files = facts.files.filter(({role}) => role !== 'test' && role !== 'example' && role !== 'vendored');
	const inFolders = (pattern: RegExp, ecosystem: DependabotEcosystem): readonly Update[] =>
		[...new Set(files.filter(({path}) => pattern.test(path)).map(({path}) => parentOf(path)))].map(folder => ({ecosystem, folder}));
	const all = [
		...facts.packages.flatMap(one => ecosystemsOf(one, facts.packages).map(ecosystem => ({ecosystem, folder: folderOf(one.path)}))),
		...(files.some(({path}) => path.startsWith('.github/workflows/')) ? [{ecosystem: 'github-actions' as const, folder: '/'}] : []),
		...inFolders(dockerfile, 'docker'),
		...inFolders(composeFile, 'docker-compose'),
		...inFolders(terraform, 'terraform'),
	];
	const keys = all.map(({ecosystem, folder}) => `${ecosystem} ${folder}`);
	return all.filter(({folder}, index) => !strangeFolder.test(folder) && keys.indexOf(keys[index] ?? '') === index);
}

/** What a bot is to propose updates for in this repository; nothing where another bot does that already. */
export function dependencyUpdatesView(facts: PlainFacts): View {
	const other = facts.files.find(({path}) => otherTools.test(path));
	const updates = other === undefined ? updatesOf(facts) : [];
	return {
		data: {updates: updates.slice(0, mostUpdates).map(one => ({...one}))},
		after: [
			...(other === undefined ? [] : [`${other.path} has Renovate propose updates already: two bots would propose the same twice.`]),
			...(updates.length > mostUpdates
				? [`${updates.length - mostUpdates} folders are not in it: name them with "directories" where they belong together.`]
				: []),
		],
		owes: [],
		scripts: {},
	};
}
