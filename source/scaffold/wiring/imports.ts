import type {Code, ImportedName} from '../../facts/code/code.ts';
import type {WantedImport} from './edit.ts';

/** How the files of a language name what they import. */
export type ImportStyle = 'module' | 'commonjs' | 'python';

const topLevel = ({how}: ImportedName): boolean => how !== 'dynamic';

/** How a file imports: as its own imports do; a file without one is a module unless its name or its exports say otherwise. */
export function styleOf(path: string, code: Code): ImportStyle {
	if (path.endsWith('.py')) return 'python';
	if (path.endsWith('.cjs')) return 'commonjs';
	if (code.imports.some(({how}) => how === 'static')) return 'module';
	return code.imports.some(({how}) => how === 'require') || code.assignments.some(({to}) => to.startsWith('module.exports'))
		? 'commonjs'
		: 'module';
}

const folderOf = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** A path from a file's folder to another file, `./` in front. */
export function relativeTo(from: string, to: string): string {
	const [here, there] = [folderOf(from), to.split('/')];
	const shared = here.findIndex((part, index) => part !== there[index]);
	const same = shared === -1 ? here.length : shared;
	const up = here.slice(same).map(() => '..');
	return [...(up.length === 0 ? ['.'] : up), ...there.slice(same)].join('/');
}

const codeEnding = /\.(?<ending>[cm]?[jt]sx?)$/u;

/** The ending that a file writes behind its own relative imports: none, unless each that it has carries one. */
function endingOf(code: Code, made: string): string {
	const own = code.imports
		.filter(({from, how}) => from.startsWith('.') && how !== 'dynamic')
		.map(({from}) => codeEnding.exec(from)?.groups?.ending);
	const [first] = own;
	if (first === undefined || own.some(ending => ending === undefined)) return '';
	// With TypeScript, the ending is either that of the source or of what is built from it.
	return `.${/^[cm]?ts/u.test(first) ? made : builtAs(made)}`;
}

const builtAs = (made: string): string => made.replace('ts', 'js').replace(/x$/u, '');

/** The module that a wanted import names, as this file would write it. `ending` is that of the wanted file. */
export function specifierOf(path: string, code: Code, wanted: WantedImport, ending: string, style: ImportStyle): string {
	if ('package' in wanted.from) return wanted.from.package;
	if (style !== 'python') {
		const alone = !code.imports.some(({from, how}) => from.startsWith('.') && how !== 'dynamic');
		const needsEnding = alone && (wanted.from.otherwise === 'ending' || (style === 'module' && /\.m?js$/u.test(path)));
		return `${relativeTo(path, wanted.from.file)}${needsEnding ? `.${builtAs(ending)}` : endingOf(code, ending)}`;
	}
	return pythonModule(path, code, wanted.from.file, wanted.from.otherwise === 'relative');
}

/** Python: relative where the file imports so; else from the folder that its own absolute imports start in. */
function pythonModule(path: string, code: Code, file: string, otherwiseRelative: boolean): string {
	const folders = folderOf(path);
	const start = folders.findIndex(folder => code.imports.some(({from}) => from === folder || from.startsWith(`${folder}.`)));
	if (code.imports.some(({from}) => from.startsWith('.')) || (start === -1 && otherwiseRelative)) {
		const steps = relativeTo(path, file).split('/');
		const up = steps.filter(step => step === '..').length;
		return `${'.'.repeat(up + 1)}${steps.filter(step => step !== '.' && step !== '..').join('.')}`;
	}
	const above = start === -1 ? folders.length : start;
	return file.split('/').slice(above).join('.');
}

/** The lines that bring names of one module in: what is named stands in one line. */
export function importLines(style: ImportStyle, wanted: readonly WantedImport[], module: string): readonly string[] {
	const alone = wanted.filter(({name}) => name === undefined || name === 'default' || name === '*');
	const named = wanted.flatMap(({name, local = name}) => (name === undefined || name === 'default' || name === '*' ? [] : [{name, local}]));
	const listed = (between: string): string =>
		named.map(({name, local}) => (name === local ? name : `${name}${between}${local}`)).join(', ');
	switch (style) {
		case 'module':
			return [
				...alone.map(({name, local}) =>
					local === undefined ? `import '${module}';` : `import ${name === '*' ? '* as ' : ''}${local} from '${module}';`,
				),
				...(named.length > 0 ? [`import {${listed(' as ')}} from '${module}';`] : []),
			];
		case 'commonjs':
			return [
				...alone.map(({local}) => (local === undefined ? `require('${module}');` : `const ${local} = require('${module}');`)),
				...(named.length > 0 ? [`const {${listed(': ')}} = require('${module}');`] : []),
			];
		case 'python':
			return [...alone.map(() => `import ${module}`), ...(named.length > 0 ? [`from ${module} import ${listed(' as ')}`] : [])];
	}
}

/** Whether the file brings this name in already. */
export const isImported = (code: Code, {name, local}: WantedImport, module: string): boolean => {
	const bare = module.replace(codeEnding, '');
	const same = code.imports.filter(one => topLevel(one) && one.from.replace(codeEnding, '') === bare);
	return name === undefined ? same.length > 0 : same.some(one => one.name === name && one.local === (local ?? name));
};

/** The line above which goes what must be loaded before everything else: the first import; without one the first line that runs. Python's `__future__` stays in front. */
export function firstSpot(code: Code, style: ImportStyle): number | undefined {
	const lines = outermost(code, style).map(({line}) => line);
	if (lines.length > 0) return Math.min(...lines);
	const running = [
		...code.variables.filter(one => one.in === -1),
		...code.calls.filter(one => one.in === -1),
		...code.assignments.filter(one => one.in === -1),
		...code.exports,
		...code.functions,
		...code.classes,
	];
	return running.length === 0 ? undefined : Math.min(...running.map(({line}) => line));
}

const outermost = (code: Code, style: ImportStyle): readonly ImportedName[] =>
	code.imports.filter(one => topLevel(one) && !(style === 'python' && one.from === '__future__'));
const indented = /^\s/u;

/**
 * The line above which any other import goes: the last one that stands before `until`, so that what was put first on purpose (settings, instruments) stays first;
 * below it when it is loaded for its effect alone.
 */
export function importSpot(code: Code, style: ImportStyle, rows: readonly string[], until: number): number | undefined {
	const before = outermost(code, style).filter(({line}) => line < until && !indented.test(rows[line - 1] ?? ''));
	const last = Math.max(0, ...before.map(({line}) => line));
	if (last === 0) return firstSpot(code, style);
	const forEffect = before.filter(({line}) => line === last).every(({local}) => local === undefined || local.startsWith('require#'));
	return forEffect ? last + 1 : last;
}
