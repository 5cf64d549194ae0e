import type {PackageFact} from '../packages.ts';
import {npmPart} from './npm.ts';
import {nameOf, type Part, placeOf} from './part.ts';
import {requirements, tomlPart} from './python.ts';

/** A file that lists Python requirements, wherever it lies. */
export const requirementsFile = /(?:^|\/)requirements[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/u;

/** Whether a file says anything of its package. */
export const readsAs = (path: string): boolean =>
	[
		'package.json',
		'pyproject.toml',
		'Pipfile',
		'pnpm-workspace.yaml',
		'.nvmrc',
		'.node-version',
		'.python-version',
		'runtime.txt',
		'setup.cfg',
		'setup.py',
		'.tool-versions',
	].includes(nameOf(path)) || requirementsFile.test(path);

/** The list of packages, and not those of settings beside it. */
const packagesBlock = /^packages:[^\n]*(?:\n(?:[ \t]|-)[^\n]*|\n(?=\n))*/mu;

/** What a manifest or version file says of its package. */
export function partOf(path: string, text: string): Part {
	const name = nameOf(path);
	if (name === 'package.json') return npmPart(path, text);
	if (name === 'pyproject.toml' || name === 'Pipfile') return tomlPart(path, text);
	if (name === 'pnpm-workspace.yaml')
		return {
			managers: ['pnpm'],
			workspaces: [...(packagesBlock.exec(text)?.[0] ?? '').matchAll(/^[ \t]*-\s*['"]?(?<glob>[^'"\n#]+)/gmu)].flatMap(
				match => match.groups?.glob?.trim() ?? [],
			),
		};
	if (requirementsFile.test(path)) return {manifests: [placeOf(path, text, 0)], dependencies: requirements(path, text)};
	if (name === 'setup.py' || name === 'setup.cfg') return {manifests: [placeOf(path, text, 0)]};
	return {runtimes: runtimesIn(path, name, text)};
}

/** The runtime versions that .nvmrc and its like name. */
function runtimesIn(path: string, name: string, text: string): PackageFact['runtimes'] {
	const place = placeOf(path, text, 0);
	if (name === '.tool-versions') {
		return [...text.matchAll(/^(?<tool>nodejs|python)\s+(?<version>\S+)/gmu)].map(match => ({
			runtime: match.groups?.tool === 'python' ? 'python' : 'node',
			version: match.groups?.version ?? '',
			...placeOf(path, text, match.index),
		}));
	}
	const version = text.trim().split('\n')[0]?.trim() ?? '';
	if (version === '') return [];
	return [
		{runtime: name === '.nvmrc' || name === '.node-version' ? 'node' : 'python', version: version.replace(/^python-/u, ''), ...place},
	];
}
