import type {Repository} from '../../repository/repository.ts';
import type {FileFact} from '../files.ts';
import type {PackageFact} from '../packages.ts';
import type {Modules} from './modules.ts';

/** How the parsed files of a repository hang together. */
export function modulesOf(_repository: Pick<Repository, 'text'>, files: readonly FileFact[], _packages: readonly PackageFact[]): Modules {
	const byPath = new Map(files.map(file => [file.path, file]));
	return {
		codeOf: path => byPath.get(path)?.code,
		resolve: () => ({to: 'nowhere'}),
		definitionOf: (_path, name) => ({is: 'unknown', because: `${name} was not followed`}),
		exportOf: () => undefined,
		exportsOf: () => [],
		importsOf: () => [],
		importersOf: () => [],
		nowhere: [],
	};
}
