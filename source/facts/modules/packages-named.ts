import type {FileFact} from '../files.ts';
import type {Import} from '../imports.ts';
import type {Modules} from './modules.ts';

/** The same files, whose imports name a package only where they lead to one: an alias, a workspace or a module of one's own is none. */
export function withPackagesNamed(files: readonly FileFact[], {resolve}: Pick<Modules, 'resolve'>): readonly FileFact[] {
	return files.map(file => {
		const imports = file.imports.map(one => named(one, file, resolve));
		return imports.every((one, index) => one === file.imports[index]) ? file : {...file, imports};
	});
}

function named(one: Import, {path}: FileFact, resolve: Modules['resolve']): Import {
	if (one.dependency === undefined) return one;
	const found = resolve(path, one.source);
	if (found.to === 'package') return found.name === one.dependency ? one : {...one, dependency: found.name};
	const {dependency: _dependency, ...own} = one;
	return own;
}
