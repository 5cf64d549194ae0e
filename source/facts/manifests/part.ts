import type {Place} from '../../safe-text.ts';
import {lineCounter} from '../imports.ts';
import type {Dependency, PackageFact, PackageManager, Script} from '../packages.ts';

/** What one file says of the package that it belongs to. */
export type Part = Partial<Omit<PackageFact, 'path' | 'dependencies' | 'scripts' | 'runtimes' | 'managers' | 'broken'>> & {
	readonly dependencies?: readonly Dependency[];
	readonly scripts?: readonly Script[];
	readonly runtimes?: PackageFact['runtimes'];
	readonly managers?: readonly PackageManager[];
	readonly broken?: PackageFact['broken'];
};

/** The line on which an offset stands, as a place. */
export const placeOf = (path: string, text: string, offset: number): Place => {
	const lines = lineCounter(text);
	return {path, line: lines.at(Math.max(offset, 0)), text: lines.text(Math.max(offset, 0))};
};

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
