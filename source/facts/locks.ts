import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {languageOf} from './language.ts';
import {bunLock, npmLock, pipenvLock, pnpmLock, tomlLock, yarnLock} from './locks/readers.ts';
import type {PackageManager} from './packages.ts';
import {roleOf} from './role.ts';

/** What a lockfile holds. Names of Python packages are canonical. */
export type Locked = {
	/** Every package in it; undefined when it cannot be read (binary, or not in a form that is known). */
	readonly names?: ReadonlySet<string>;
	/** What it says the manifest of a folder asks for, by folder (relative to the lockfile's) and name. */
	readonly asked?: ReadonlyMap<string, ReadonlyMap<string, string>>;
	/** `name@range` as asked by anyone, where the lockfile keeps them. */
	readonly descriptors?: ReadonlySet<string>;
	/** Packages for which it keeps no digest, where it keeps digests at all. */
	readonly undigested?: readonly string[];
};

/** A lockfile. Its place is its first line. */
export type Lock = Place &
	Locked & {
		/** The folder that it stands in; `.` for the root. */
		readonly folder: string;
		readonly manager: PackageManager;
	};

const readers: Readonly<Record<string, {readonly manager: PackageManager; readonly read: (text: string) => Locked}>> = {
	'package-lock.json': {manager: 'npm', read: npmLock},
	'npm-shrinkwrap.json': {manager: 'npm', read: npmLock},
	'yarn.lock': {manager: 'yarn', read: yarnLock},
	'pnpm-lock.yaml': {manager: 'pnpm', read: pnpmLock},
	'bun.lock': {manager: 'bun', read: bunLock},
	'bun.lockb': {manager: 'bun', read: () => ({})},
	'uv.lock': {manager: 'uv', read: tomlLock},
	'poetry.lock': {manager: 'poetry', read: tomlLock},
	'Pipfile.lock': {manager: 'pipenv', read: pipenvLock},
};

/** The lockfiles that git tracks (all of them outside git), and what they hold. */
export function locksOf(repository: Pick<Repository, 'files' | 'text'>): readonly Lock[] {
	return repository.files.flatMap(({path, tracked}) => {
		const slash = path.lastIndexOf('/');
		const reader = Object.hasOwn(readers, path.slice(slash + 1)) ? readers[path.slice(slash + 1)] : undefined;
		const role = roleOf(slash === -1 ? 'x.json' : `${path.slice(0, slash)}/x.json`, languageOf('x.json'));
		if (
			reader === undefined ||
			tracked === false ||
			role === 'test' ||
			role === 'vendored' ||
			role === 'example' ||
			role === 'agent-tooling'
		)
			return [];
		const text = repository.text(path);
		return [
			{
				path,
				line: 1,
				text: (text ?? '').split('\n', 1)[0]?.trim().slice(0, 300) ?? '',
				folder: slash === -1 ? '.' : path.slice(0, slash),
				manager: reader.manager,
				...(text === undefined ? {} : reader.read(text)),
			},
		];
	});
}
