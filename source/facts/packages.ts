import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {languageOf} from './language.ts';
import {nameOf} from './manifests/part.ts';
import {partOf, readsAs, requirementsFile} from './manifests/read.ts';
import {roleOf} from './role.ts';

type Ecosystem = 'npm' | 'python' | 'go' | 'ruby' | 'java' | 'php' | 'rust' | 'elixir';
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun' | 'pip' | 'uv' | 'poetry' | 'pipenv';

/** A dependency as a manifest names it. */
export type Dependency = Place & {
	readonly name: string;
	/** The version range as written; empty when there is none. */
	readonly range: string;
	readonly ecosystem: 'npm' | 'python';
	readonly use: 'production' | 'development' | 'peer' | 'optional';
};

export type Script = Place & {readonly name: string; readonly command: string};

/** A folder with a manifest of its own, or the root. Paths are relative to the root of the repository. */
export type PackageFact = {
	/** `.` for the root. */
	readonly path: string;
	readonly name?: string;
	readonly ecosystems: readonly Ecosystem[];
	readonly manifests: readonly Place[];
	/** Lockfiles in this folder. */
	readonly lockfiles: readonly string[];
	/** By the lockfile or the manifest's own word; several when they contradict each other. */
	readonly managers: readonly PackageManager[];
	readonly dependencies: readonly Dependency[];
	readonly scripts: readonly Script[];
	readonly workspaces: readonly string[];
	readonly licence?: string;
	readonly private: boolean;
	/** Publishable: it names what others may import, and is not private. */
	readonly library: boolean;
	readonly cli: boolean;
	/** `engines.node`, `requires-python`, `.nvmrc` …, as written. */
	readonly runtimes: readonly (Place & {readonly runtime: 'node' | 'python'; readonly version: string})[];
	/** Manifests that could not be parsed, and why. */
	readonly broken: readonly {readonly path: string; readonly because: string}[];
};

const ecosystemOf: Readonly<Record<string, Ecosystem>> = {
	'package.json': 'npm',
	'pyproject.toml': 'python',
	'requirements.txt': 'python',
	Pipfile: 'python',
	'setup.py': 'python',
	'setup.cfg': 'python',
	'go.mod': 'go',
	Gemfile: 'ruby',
	'pom.xml': 'java',
	'build.gradle': 'java',
	'build.gradle.kts': 'java',
	'composer.json': 'php',
	'Cargo.toml': 'rust',
	'mix.exs': 'elixir',
};
const managerOf: Readonly<Record<string, PackageManager>> = {
	'package-lock.json': 'npm',
	'npm-shrinkwrap.json': 'npm',
	'yarn.lock': 'yarn',
	'pnpm-lock.yaml': 'pnpm',
	'bun.lockb': 'bun',
	'bun.lock': 'bun',
	'uv.lock': 'uv',
	'poetry.lock': 'poetry',
	'Pipfile.lock': 'pipenv',
};

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const packageFolderOf = (path: string): string => {
	const folder = folderOf(path);
	return /(?:^|\/)requirements$/u.test(folder) ? folderOf(folder) : folder;
};

/** What was found of each path, for each list of packages. */
const owners = new WeakMap<readonly Pick<PackageFact, 'path'>[], Map<string, string>>();

/** The package that a path belongs to: the deepest folder that is one. */
export function packageOf(path: string, packages: readonly Pick<PackageFact, 'path'>[]): string {
	let known = owners.get(packages);
	if (known === undefined) {
		known = new Map();
		owners.set(packages, known);
	}
	const before = known.get(path);
	if (before !== undefined) return before;
	let best = '.';
	for (const {path: folder} of packages)
		if (folder !== '.' && folder.length > (best === '.' ? 0 : best.length) && path.startsWith(`${folder}/`)) best = folder;
	known.set(path, best);
	return best;
}

/** The packages of a repository; the root is always one. */
export function packagesOf(repository: Repository): readonly PackageFact[] {
	const relevant = repository.files.filter(({path}) => {
		const role = roleOf(path, languageOf(path));
		return (
			role !== 'vendored' &&
			role !== 'test' &&
			role !== 'example' &&
			role !== 'agent-tooling' &&
			!(role === 'docs' && path.includes('/docs/'))
		);
	});
	const isManifest = (path: string): boolean => Object.hasOwn(ecosystemOf, nameOf(path)) || requirementsFile.test(path);
	const folders = new Set(['.', ...relevant.filter(({path}) => isManifest(path)).map(({path}) => packageFolderOf(path))]);
	const all = [...folders].sort().map(folder =>
		packageIn(
			repository,
			folder,
			relevant.map(({path}) => path).filter(path => packageFolderOf(path) === folder),
		),
	);
	return all.filter(
		one =>
			one.path === '.' ||
			one.dependencies.length > 0 ||
			one.scripts.length > 0 ||
			one.ecosystems.some(ecosystem => ecosystem !== 'npm' && ecosystem !== 'python'),
	);
}

function packageIn(repository: Repository, folder: string, paths: readonly string[]): PackageFact {
	const parts = paths.flatMap(path => {
		const text = readsAs(path) ? repository.text(path) : undefined;
		return text === undefined ? [] : [partOf(path, text)];
	});
	const lockfiles = paths.filter(path => Object.hasOwn(managerOf, nameOf(path)));
	const byLock = lockfiles.flatMap(path => managerOf[nameOf(path)] ?? []);
	const said = parts.flatMap(part => part.managers ?? []);
	const ecosystems = unique(paths.flatMap(path => ecosystemOf[nameOf(path)] ?? (requirementsFile.test(path) ? ['python' as const] : [])));
	const fallback: readonly PackageManager[] = [...(ecosystems.includes('python') ? (['pip'] as const) : [])];
	const name = parts.find(part => part.name !== undefined)?.name;
	const licence = parts.find(part => part.licence !== undefined)?.licence;
	const managers = unique([...byLock, ...said]);
	return {
		path: folder,
		...(name === undefined ? {} : {name}),
		ecosystems,
		manifests: parts.flatMap(part => part.manifests ?? []),
		lockfiles,
		managers: managers.length > 0 ? managers : fallback,
		dependencies: parts.flatMap(part => part.dependencies ?? []),
		scripts: parts.flatMap(part => part.scripts ?? []),
		workspaces: parts.flatMap(part => part.workspaces ?? []),
		...(licence === undefined ? {} : {licence}),
		private: parts.some(part => part.private === true),
		library: parts.some(part => part.library === true),
		cli: parts.some(part => part.cli === true),
		runtimes: parts.flatMap(part => part.runtimes ?? []),
		broken: parts.flatMap(part => part.broken ?? []),
	};
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
