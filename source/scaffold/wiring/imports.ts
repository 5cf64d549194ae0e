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
	const builtAs = made.replace('ts', 'js').replace(/x$/u, '');
	return `.${/^[cm]?ts/u.test(first) ? made : builtAs}`;
}

/** The module that a wanted import names, as this file would write it. `ending` is that of the wanted file. */
export function specifierOf(path: string, code: Code, wanted: WantedImport, ending: string, style: ImportStyle): string {
	if ('package' in wanted.from) return wanted.from.package;
	if (style !== 'python') {
		const needsEnding = style === 'module' && /\.m?js$/u.test(path) && !code.imports.some(({from}) => from.startsWith('.'));
		return `${relativeTo(path, wanted.from.file)}${needsEnding ? `.${ending}` : endingOf(code, ending)}`;
	}
	return pythonModule(path, code, wanted.from.file);
}

/** Python: relative where the file imports so; else from the folder that its own absolute imports start in. */
function pythonModule(path: string, code: Code, file: string): string {
	if (code.imports.some(({from}) => from.startsWith('.'))) {
		const steps = relativeTo(path, file).split('/');
		const up = steps.filter(step => step === '..').length;
		return `${'.'.repeat(up + 1)}${steps.filter(step => step !== '.' && step !== '..').join('.')}`;
	}
	const folders = folderOf(path);
	const start = folders.findIndex(folder => code.imports.some(({from}) => from === folder || from.startsWith(`${folder}.`)));
	const above = start === -1 ? folders.length : start;
	return file.split('/').slice(above).join('.');
}

/** The line that brings a name in. */
export function importLine(style: ImportStyle, {name, local}: WantedImport, module: string): string {
	const here = local ?? name;
	switch (style) {
		case 'module':
			if (name === undefined || here === undefined) return `import '${module}';`;
			if (name === '*') return `import * as ${here} from '${module}';`;
			if (name === 'default') return `import ${here} from '${module}';`;
			return `import {${name === here ? name : `${name} as ${here}`}} from '${module}';`;
		case 'commonjs':
			if (name === undefined || here === undefined) return `require('${module}');`;
			if (name === 'default' || name === '*') return `const ${here} = require('${module}');`;
			return `const {${name === here ? name : `${name}: ${here}`}} = require('${module}');`;
		case 'python':
			if (name === undefined || here === undefined || name === 'default' || name === '*') return `import ${module}`;
			return `from ${module} import ${name}${name === here ? '' : ` as ${here}`}`;
	}
}

/** Whether the file brings this name in already. */
export const isImported = (code: Code, {name, local}: WantedImport, module: string): boolean => {
	const bare = module.replace(codeEnding, '');
	const same = code.imports.filter(one => topLevel(one) && one.from.replace(codeEnding, '') === bare);
	return name === undefined ? same.length > 0 : same.some(one => one.name === name && one.local === (local ?? name));
};

/** The line above which a new import goes: the first import; without one the first line that runs. Python's `__future__` stays in front. */
export function importSpot(code: Code, style: ImportStyle): number | undefined {
	const lines = code.imports
		.filter(({from, how}) => how !== 'dynamic' && !(style === 'python' && from === '__future__'))
		.map(({line}) => line);
	if (lines.length > 0) return Math.min(...lines);
	const running = [
		...code.variables.filter(one => one.in === -1),
		...code.calls.filter(one => one.in === -1),
		...code.functions,
		...code.classes,
	];
	return running.length === 0 ? undefined : Math.min(...running.map(({line}) => line));
}
