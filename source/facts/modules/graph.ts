import type {FileFact} from '../files.ts';
import type {Role} from '../role.ts';
import {isPython} from './following.ts';
import type {Modules, Resolved} from './modules.ts';
import type {PythonImports} from './python-imports.ts';

/** Which files import which, and what leads nowhere. */
export type Graph = {
	readonly imports: ReadonlyMap<string, readonly string[]>;
	readonly importers: ReadonlyMap<string, readonly string[]>;
	readonly nowhere: Modules['nowhere'];
};

type Edge = {readonly from: string; readonly name?: string; readonly typeOnly: boolean; readonly line: number};

const counted: ReadonlySet<Role> = new Set<Role>(['app', 'config', 'script']);

/** Follows every import once; of files that were not parsed those that were seen in their text. */
export function graphOf(
	files: readonly FileFact[],
	resolve: (path: string, source: string) => Resolved,
	submodule: PythonImports['submodule'],
): Graph {
	const imports = new Map<string, readonly string[]>();
	const importers = new Map<string, string[]>();
	const nowhere: {path: string; line: number; source: string}[] = [];
	for (const file of files) {
		if (!counted.has(file.role)) continue;
		const targets = new Set<string>();
		const missed = new Set<string>();
		for (const {from, name, typeOnly, line} of edgesOf(file)) {
			const part = name !== undefined && name !== '*' && isPython(file.path) ? submodule(file.path, from, name) : undefined;
			const found = resolve(file.path, from);
			if (found.to === 'nowhere' && part === undefined && !missed.has(from)) {
				missed.add(from);
				nowhere.push({path: file.path, line, source: from});
			}
			if (typeOnly) continue;
			if (found.to === 'file') targets.add(found.path);
			if (part !== undefined) targets.add(part);
		}
		targets.delete(file.path);
		imports.set(file.path, [...targets]);
		for (const target of targets) {
			const known = importers.get(target);
			if (known === undefined) importers.set(target, [file.path]);
			else known.push(file.path);
		}
	}
	return {imports, importers, nowhere};
}

function edgesOf({code, imports}: FileFact): readonly Edge[] {
	if (code === undefined) return imports.map(({source, typeOnly, line}) => ({from: source, typeOnly, line}));
	const passedOn = code.exports.flatMap(({from, local, name, line}) =>
		from === undefined ? [] : [{from, name: local ?? name, typeOnly: false, line}],
	);
	return [...code.imports, ...passedOn];
}
