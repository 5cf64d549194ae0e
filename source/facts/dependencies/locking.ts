import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import type {Lock} from '../locks.ts';
import type {Dependency, PackageFact} from '../packages.ts';

/** A manifest and its lockfile that say different things, or a dependency that no lockfile holds still. */
export type Drift = Place & {readonly said: string};

const npmManagers: ReadonlySet<string> = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const pythonManagers: ReadonlySet<string> = new Set(['uv', 'poetry', 'pipenv']);
const local = /^(?:file:|link:|workspace:|portal:|patch:|npm:|catalog:)/u;

const isInside = (path: string, folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`);
const relative = (path: string, folder: string): string => (folder === '.' ? path : path === folder ? '.' : path.slice(folder.length + 1));
const place = ({path, line, text}: Place): Place => ({path, line, text});

/** The lockfiles that hold a package's versions: its own, or the ones of a workspace around it. */
export function locksFor(one: PackageFact, facts: Pick<Facts, 'locks' | 'packages'>, ecosystem: 'npm' | 'python'): readonly Lock[] {
	const managers = ecosystem === 'npm' ? npmManagers : pythonManagers;
	return facts.locks.filter(lock => {
		if (!managers.has(lock.manager) || !isInside(one.path, lock.folder)) return false;
		if (lock.folder === one.path) return true;
		if (lock.asked?.has(relative(one.path, lock.folder)) === true) return true;
		const around = facts.packages.find(({path}) => path === lock.folder);
		return (around?.workspaces.length ?? 0) > 0 || (ecosystem === 'python' && around?.managers.includes('uv') === true);
	});
}

/** What a lockfile lists as a package's own and its manifest does not: a fresh install may leave it out. */
export type LeftOut = Place & {readonly name: string; readonly manifest: Place; readonly lock: string; readonly folder: string};

/** Packages that a lockfile says a manifest asks for, although it does not. */
export const leftOutIn = (facts: Pick<Facts, 'locks' | 'packages'>): readonly LeftOut[] =>
	facts.locks.flatMap(lock =>
		facts.packages
			.filter(one => isInside(one.path, lock.folder))
			.flatMap(one => {
				const manifest = one.manifests.find(({path}) => path.endsWith('package.json'));
				const declared = new Set(one.dependencies.map(({name}) => name));
				const asked = lock.asked?.get(relative(one.path, lock.folder));
				return manifest === undefined || asked === undefined || one.broken.length > 0
					? []
					: [...asked.keys()]
							.filter(name => !declared.has(name))
							.map(name => ({...place(manifest), name, manifest, lock: lock.path, folder: one.path}));
			}),
	);

/** Where a manifest asks for what its lockfile does not know, or for another range. */
export function driftIn(facts: Pick<Facts, 'locks' | 'packages'>): readonly Drift[] {
	const workspaces = new Set(facts.packages.flatMap(({name}) => name ?? []));
	return facts.locks.flatMap(lock => {
		if (npmManagers.has(lock.manager))
			return facts.packages.filter(one => isInside(one.path, lock.folder)).flatMap(one => npmDrift(one, lock, workspaces));
		const own = facts.packages.find(({path}) => path === lock.folder);
		return own === undefined ? [] : pythonDrift(own, lock);
	});
}

function npmDrift(one: PackageFact, lock: Lock, workspaces: ReadonlySet<string>): readonly Drift[] {
	const wanted = one.dependencies.filter(
		({ecosystem, use, name, range}) => ecosystem === 'npm' && use !== 'peer' && !workspaces.has(name) && !local.test(range),
	);
	const asked = lock.asked?.get(relative(one.path, lock.folder));
	if (asked !== undefined) {
		return wanted
			.filter(({name}, _index, all) => !all.some(other => other.name === name && other.range === asked.get(name)))
			.map(dependency => drift(dependency, asked.get(dependency.name), lock));
	}
	const {descriptors} = lock;
	if (descriptors === undefined || one.path !== lock.folder || /[#/:]/u.test(wanted[0]?.range ?? '')) return [];
	return wanted
		.filter(({name, range}) => !/[#/:]/u.test(range) && !descriptors.has(`${name}@${range}`) && lock.names?.has(name) !== true)
		.map(dependency => drift(dependency, undefined, lock));
}

const drift = (dependency: Dependency, locked: string | undefined, lock: Lock): Drift => ({
	...place(dependency),
	said: `${dependency.path} asks for ${dependency.name} ${dependency.range}, ${lock.path} ${locked === undefined ? 'does not know it' : `says ${locked}`}`,
});

function pythonDrift(one: PackageFact, lock: Lock): readonly Drift[] {
	const {names} = lock;
	if (names === undefined) return [];
	return one.dependencies
		.filter(
			({ecosystem, use, name, path}) =>
				ecosystem === 'python' && use === 'production' && !names.has(name) && /(?:pyproject\.toml|Pipfile)$/u.test(path),
		)
		.map(dependency => drift(dependency, undefined, lock));
}

/** Packages that something else brings along with a Python package: a list that misses them pins only what it names. */
const brought: Readonly<Record<string, string>> = {
	flask: 'werkzeug',
	fastapi: 'starlette',
	django: 'asgiref',
	requests: 'urllib3',
	pandas: 'python-dateutil',
	httpx: 'httpcore',
	celery: 'kombu',
	streamlit: 'tornado',
	boto3: 'botocore',
	pydantic: 'pydantic-core',
	sqlalchemy: 'typing-extensions',
};

/** Whether the requirements pin what others bring along too, as a frozen list does: what is not in it is not installed. */
export function isWholeList(one: PackageFact): boolean {
	const own = one.dependencies.filter(({ecosystem}) => ecosystem === 'python');
	const names = new Set(own.map(({name}) => name));
	return (
		own.length > 0 &&
		own.every(({range, text}) => /^={2,3}|^@/u.test(range.trim()) || /={2,3}/u.test(text)) &&
		own.some(({name}) => brought[name] !== undefined) &&
		own.every(({name}) => brought[name] === undefined || names.has(brought[name] ?? ''))
	);
}

/** What a package's Python requirements leave open when no lockfile holds them. */
export function openRequirements(one: PackageFact): {readonly unpinned: readonly Dependency[]; readonly shallow: readonly Dependency[]} {
	const own = one.dependencies.filter(
		({ecosystem, use, path}) =>
			ecosystem === 'python' && use === 'production' && !path.endsWith('.in') && !/setup\.(?:py|cfg)$/u.test(path),
	);
	const names = new Set(own.map(({name}) => name));
	return {
		unpinned: own.filter(({range, text}) => !/^={2,3}|^@/u.test(range.trim()) && !/^git\+/u.test(text) && !/={2,3}/u.test(text)),
		shallow: own.filter(({name}) => brought[name] !== undefined && !names.has(brought[name] ?? '')),
	};
}

/** Dependencies that come from a repository or an address and can change under the same name. */
export const movingSources = (packages: readonly PackageFact[]): readonly Dependency[] =>
	packages
		.flatMap(one => one.dependencies)
		.filter(({range, text, ecosystem, use}) => {
			if (use === 'peer') return false;
			if (ecosystem === 'python') return /git\+/u.test(text) && !/@[0-9a-f]{7,40}\b|@v?\d+\.\d+/u.test(text);
			if (/^https?:.*\.(?:tgz|tar\.gz)/u.test(range)) return true;
			return (
				/^(?:git\+|git:|github:|gitlab:|bitbucket:|git@)|^[\w-]+\/[\w.-]+(?:#|$)/u.test(range) &&
				!/#(?:[0-9a-f]{7,40}|semver:.*|v?\d+\.\d+.*)$/u.test(range)
			);
		});
