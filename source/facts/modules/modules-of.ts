import type {Repository} from '../../repository/repository.ts';
import {moduleLevel} from '../code/code.ts';
import type {FileFact} from '../files.ts';
import {pythonName} from '../manifests/python.ts';
import type {PackageFact} from '../packages.ts';
import {definitionsIn} from './definitions.ts';
import {isPython} from './following.ts';
import {graphOf} from './graph.ts';
import {listingOf} from './listing.ts';
import type {Modules} from './modules.ts';
import {namesOffered} from './names-offered.ts';
import {folderOf} from './paths.ts';
import {pythonImports} from './python-imports.ts';
import {scriptImports} from './script-imports.ts';

/** How the parsed files of a repository hang together. */
export function modulesOf(repository: Pick<Repository, 'text'>, files: readonly FileFact[], packages: readonly PackageFact[]): Modules {
	const codes = new Map(files.map(({path, code}) => [path, code]));
	const codeOf: Modules['codeOf'] = path => codes.get(path);
	const listing = listingOf(files);
	const declared = new Set(
		packages.flatMap(one => one.dependencies.flatMap(({name, ecosystem}) => (ecosystem === 'python' ? [pythonName(name)] : []))),
	);
	const python = pythonImports(listing, declared, repository.text);
	const scripts = scriptImports(files, listing, repository.text);
	const resolve: Modules['resolve'] = (path, source) => (isPython(path) ? python.resolve(path, source) : scripts(folderOf(path), source));
	const {definitionOf, exportOf} = definitionsIn({codeOf, resolve, submodule: python.submodule});
	const graph = once(() => graphOf(files, resolve, python.submodule));
	return {
		codeOf,
		resolve,
		definitionOf: (path, name, at = moduleLevel) => definitionOf(path, name, at),
		exportOf,
		exportsOf: path => namesOffered({codeOf, resolve}, path),
		importsOf: path => graph().imports.get(path) ?? [],
		importersOf: path => graph().importers.get(path) ?? [],
		get nowhere() {
			return graph().nowhere;
		},
	};
}

/** Makes something when it is first asked for, and keeps it. */
function once<T>(make: () => T): () => T {
	let made: {readonly value: T} | undefined;
	return () => {
		made ??= {value: make()};
		return made.value;
	};
}
