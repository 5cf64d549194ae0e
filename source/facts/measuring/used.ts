import type {Place} from '../../safe-text.ts';
import {type Code, firstOf, textOf} from '../code/code.ts';
import type {FileFact} from '../files.ts';

/** Where a file uses a module that it imports: the first call that leads there, else the import itself. */
export function usedIn(file: FileFact, isIt: (source: string, name: string | undefined) => boolean): Place | undefined {
	const imported = file.code?.imports.filter(({from, name, typeOnly}) => !typeOnly && isIt(from, name)) ?? [];
	const [first] = imported;
	if (first === undefined || file.code === undefined) return undefined;
	const locals = new Set(imported.map(({local}) => local));
	const call = file.code.calls.find(({to}) => locals.has(firstOf(to)));
	if (call !== undefined) return {path: file.path, line: call.line, text: call.text};
	const line = file.imports.find(one => one.line >= first.line);
	return {path: file.path, line: first.line, text: line?.line === first.line ? line.text : ''};
}

/** Applications of Django that its settings name. */
export const installedApps = ({variables, assignments}: Code): readonly string[] =>
	[
		...variables.filter(({names}) => names.includes('INSTALLED_APPS') || names.includes('MIDDLEWARE')).map(({value}) => value),
		...assignments.filter(({to}) => to === 'INSTALLED_APPS' || to === 'MIDDLEWARE').map(({value}) => value),
	].flatMap(value => (value.is === 'list' ? value.items.flatMap(item => textOf(item) ?? []) : []));
