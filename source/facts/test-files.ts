import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {codeLanguages, readLanguages} from './language.ts';
import type {PackageFact} from './packages.ts';

/** A file that holds test cases. Its place is its first case. */
export type TestFile = Place & {
	readonly cases: number;
	/** What a generator writes: it tests the generator's page, or only that something exists. */
	readonly sample: boolean;
	/** It asserts nothing but constants and snapshots. */
	readonly hollow: boolean;
	/** How it reaches the application; undefined when it reaches nothing of it. */
	readonly reaches: 'browser' | 'http' | 'code' | undefined;
	/** The application files that it imports, directly or through another test file. */
	readonly imports: readonly string[];
};

const otherNames =
	/_test\.go$|_(?:spec|test)\.rb$|Tests?\.(?:java|kt|php|cs|swift)$|(?:^|\/)(?:Test\w+|\w+IT)\.java$|_test\.(?:exs|dart)$|(?:^|\/)tests\/[\w/]+\.rs$/u;
const deepest = 3;

/** The files that hold test cases, and what they reach of the application. */
export function testFilesOf(files: readonly FileFact[], packages: readonly PackageFact[]): readonly TestFile[] {
	const candidates = files.filter(
		file =>
			codeLanguages.has(file.language) &&
			(file.role === 'test' || file.language === 'rust' || otherNames.test(file.path)) &&
			(file.tests?.cases.count ?? 0) > 0,
	);
	const repository = indexOf(files, packages);
	return candidates.map(file => {
		const {tests} = file;
		const [first] = tests?.cases.first ?? [];
		const cases = tests?.cases.count ?? 0;
		const read = readLanguages.has(file.language);
		const reached = reach(file, repository, new Set(), 0);
		return {
			path: file.path,
			line: first?.line ?? 1,
			text: first?.text ?? file.firstLine.text,
			cases,
			sample: (tests?.sample === true && cases <= 4) || tests?.existenceOnly === true,
			hollow: tests?.hollow === true,
			reaches: read ? reached.by : 'code',
			imports: [...reached.imports],
		};
	});
}

type Index = {
	readonly byStem: ReadonlyMap<string, FileFact>;
	readonly names: ReadonlySet<string>;
	readonly pythonModules: ReadonlySet<string>;
};

const ending = /\.(?:d\.)?[cm]?[jt]sx?$|\.(?:vue|svelte|astro|py)$/u;

function indexOf(files: readonly FileFact[], packages: readonly PackageFact[]): Index {
	const code = files.filter(({language}) => readLanguages.has(language));
	const python = code.filter(({language, role}) => language === 'py' && role !== 'test');
	return {
		byStem: new Map(
			code.flatMap(file => {
				const stem = file.path.replace(ending, '');
				return [
					[file.path, file] as const,
					[stem, file] as const,
					...(/\/(?:index|__init__)$/u.test(stem) ? [[stem.replace(/\/(?:index|__init__)$/u, ''), file] as const] : []),
				];
			}),
		),
		names: new Set(packages.flatMap(({name}) => name ?? [])),
		pythonModules: new Set(python.flatMap(({path}) => path.replace(ending, '').split('/'))),
	};
}

type Reached = {readonly by: TestFile['reaches']; readonly imports: ReadonlySet<string>};

function reach(file: FileFact, index: Index, seen: ReadonlySet<string>, depth: number): Reached {
	const imported = file.imports
		.filter(({typeOnly}) => !typeOnly)
		.map(({source, dependency}) => ({source, dependency, file: resolved(file, source, index)}));
	const app = imported.flatMap(one =>
		one.file !== undefined && one.file.role !== 'test' && one.file.role !== 'example' ? [one.file.path] : [],
	);
	const named = imported.some(
		({source, dependency, file: found}) =>
			found === undefined &&
			(file.language === 'py'
				? index.pythonModules.has(source.split('.').find(part => part !== '') ?? '')
				: (dependency !== undefined && index.names.has(dependency)) ||
					(/^(?:@|~|#|\$)(?:\/|\w*\/)|^(?:src|app|lib|server)\//u.test(source) && dependency === undefined)),
	);
	const helpers =
		depth < deepest
			? imported.flatMap(one => (one.file !== undefined && one.file.role === 'test' && !seen.has(one.file.path) ? [one.file] : []))
			: [];
	const below = helpers.map(helper => reach(helper, index, new Set([...seen, file.path]), depth + 1));
	const by =
		file.tests?.browser === true || below.some(one => one.by === 'browser')
			? 'browser'
			: file.tests?.http === true || below.some(one => one.by === 'http')
				? 'http'
				: app.length > 0 || named || below.some(one => one.by === 'code')
					? 'code'
					: undefined;
	return {by, imports: new Set([...app, ...below.flatMap(one => [...one.imports])])};
}

function resolved(file: FileFact, source: string, index: Index): FileFact | undefined {
	if (file.language === 'py') return pythonModule(file, source, index);
	const plain = source.replace(/\?.*$/u, '');
	if (plain.startsWith('.')) return index.byStem.get(strip(normal(`${file.path.slice(0, file.path.lastIndexOf('/') + 1)}${plain}`)));
	const alias = /^(?:@|~|#|\$lib)\/?(?<rest>.+)$/u.exec(plain)?.groups?.rest;
	if (/^\w+:/u.test(plain)) return undefined;
	const folders = file.path.split('/').slice(0, -1);
	for (let size = folders.length; size >= 0; size--) {
		const base = folders.slice(0, size).join('/');
		for (const root of alias === undefined ? [''] : ['', 'src', 'app', 'src/lib']) {
			const found = index.byStem.get(strip([base, root, alias ?? plain].filter(part => part !== '').join('/')));
			if (found) return found;
		}
	}
	return undefined;
}

function pythonModule(file: FileFact, source: string, index: Index): FileFact | undefined {
	const dots = /^\.*/u.exec(source)?.[0].length ?? 0;
	const parts = source
		.slice(dots)
		.split('.')
		.filter(part => part !== '');
	const folders = file.path.split('/').slice(0, -1);
	if (dots > 0) return index.byStem.get([...folders.slice(0, folders.length - dots + 1), ...parts].join('/'));
	for (let size = folders.length; size >= 0; size--) {
		const found = index.byStem.get([...folders.slice(0, size), ...parts].join('/'));
		if (found) return found;
	}
	return undefined;
}

const strip = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/u, '');
const normal = (path: string): string =>
	path
		.split('/')
		.reduce<string[]>((parts, part) => {
			if (part === '..') parts.pop();
			else if (part !== '.' && part !== '') parts.push(part);
			return parts;
		}, [])
		.join('/');
