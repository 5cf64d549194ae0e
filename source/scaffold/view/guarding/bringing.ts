import type {PlainFacts} from '../../../facts/facts.ts';
import {below, folderOf, joined} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {WantedImport} from '../../wiring/edit.ts';

/**
 * How a file brings a name in that other files use: not at all where it is there, as they do for a package, else from the file that makes it.
 * `line` is where it is to be used. Undefined when that cannot be told.
 */
export function bringing(
	name: string,
	using: readonly string[],
	path: string,
	line: number,
	facts: PlainFacts,
	code: CodeNow,
): readonly WantedImport[] | undefined {
	if (name === '') return [];
	const here = code(path);
	if (here?.imports.some(one => one.local === name) === true) return [];
	const made =
		here?.functions.find(one => one.name === name) ??
		here?.classes.find(one => one.name === name) ??
		here?.variables.find(one => one.names.includes(name));
	if (made !== undefined) return made.line < line ? [] : undefined;
	const elsewhere = using.flatMap(file => code(file)?.imports.filter(one => one.local === name && one.name !== undefined) ?? [])[0];
	const guard = facts.guards.find(one => one.known !== 'library' && one.name === name && one.path !== path && offers(one.path, name, code));
	// Python finds a module by where the program starts: as other files name it, it is found.
	if (path.endsWith('.py') && elsewhere?.name !== undefined && !elsewhere.from.startsWith('.'))
		return [{name: elsewhere.name, local: name, from: {package: elsewhere.from}}];
	const isPackage = facts.files.some(one => one.path === below(folderOf(path), '__init__.py'));
	const otherwise = path.endsWith('.py') && (elsewhere !== undefined || isPackage) ? {otherwise: 'relative' as const} : {};
	if (guard !== undefined) return [{name, from: {file: withoutEnding(guard.path), ...otherwise}}];
	if (elsewhere?.name === undefined) return undefined;
	if (!elsewhere.from.startsWith('.')) return [{name: elsewhere.name, local: name, from: {package: elsewhere.from}}];
	const file = facts.files
		.map(one => one.path)
		.find(one => using.some(from => isAt(one, from, elsewhere.from)) && offers(one, elsewhere.name ?? '', code));
	return file === undefined ? undefined : [{name: elsewhere.name, local: name, from: {file: withoutEnding(file)}}];
}

const scriptEnding = /\.[cm]?[jt]sx?$/u;
const withoutEnding = (path: string): string => path.replace(/\.[^./]+$/u, '');

/** Whether a file offers a name to others. */
function offers(path: string, name: string, code: CodeNow): boolean {
	const shared = code(path);
	if (shared === undefined) return false;
	return path.endsWith('.py')
		? [...shared.functions, ...shared.classes].some(one => one.name === name) || shared.variables.some(({names}) => names.includes(name))
		: shared.exports.some(one => one.name === name);
}

/** Whether a file is the one that another file names by a path from where it stands. */
function isAt(path: string, from: string, named: string): boolean {
	const wanted = joined(folderOf(from), named)?.replace(scriptEnding, '');
	return wanted !== undefined && (withoutEnding(path) === wanted || withoutEnding(path) === `${wanted}/index`);
}
