import type {ImportedName} from '../code/code.ts';
import type {Scope} from './python-scope.ts';
import type {Node} from './python-tree.ts';

const spaces = /\s+/gu;

/** The names that an import statement brings in. */
export function importsOf(node: Node, scope: Scope): readonly ImportedName[] {
	const written = (part: Node): string => scope.draft.text.slice(part.start, part.end).replace(spaces, '');
	const line = scope.draft.lines.lineAt(node.start);
	const how = {typeOnly: scope.typeOnly, how: 'static', line} as const;
	if (node.type === 'future_import_statement') return [];
	const parts = node.type === 'import_statement' ? node.children : node.children.slice(1);
	const [module] = node.children;
	const from = node.type === 'import_statement' || module === undefined ? undefined : written(module);
	return parts.map(part => {
		if (part.type === 'wildcard_import') return {from: from ?? '', name: '*', ...how};
		const [name = part, alias] = part.type === 'aliased_import' ? part.children : [part];
		const called = written(name);
		if (from !== undefined) return {from, name: called, local: alias === undefined ? called : written(alias), ...how};
		// `import a.b` brings in `a`.
		return {from: called, name: '*', local: alias === undefined ? (called.split('.')[0] ?? called) : written(alias), ...how};
	});
}
