import {moduleLevel} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import type {PlacedImport} from '../files.ts';

/** The routes that files make while they are loaded, all of them before any of these imports: what an import changes in a framework comes too late for them. */
export function madeBefore(imports: readonly PlacedImport[], points: readonly EntryPoint[], facts: Facts): readonly EntryPoint[] {
	const each = imports.map(one => loadedBefore(one, facts));
	return points.filter(point => isMadeOnLoading(point, facts) && each.every(paths => paths.has(point.path)));
}

/** The files that an import's own file loads above it, with all that those load. */
function loadedBefore({path, line}: PlacedImport, {program}: Facts): ReadonlySet<string> {
	const {modules} = program.scopes;
	const found = new Set(
		(modules.codeOf(path)?.imports ?? []).flatMap(one => {
			const target = one.typeOnly || one.how === 'dynamic' || one.line >= line ? undefined : modules.resolve(path, one.from);
			return target?.to === 'file' ? [target.path] : [];
		}),
	);
	for (const one of found) for (const next of modules.importsOf(one)) found.add(next);
	return found;
}

/** The call that makes the route stands in no function. */
const isMadeOnLoading = ({path, line}: EntryPoint, {program}: Facts): boolean =>
	program.scopes.at(path)?.code.calls.some(call => call.in === moduleLevel && call.line <= line && line <= call.end) === true;
