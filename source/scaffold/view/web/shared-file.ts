import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {relativeTo, specifierOf, styleOf} from '../../wiring/imports.ts';
import {endingBeside} from './beside.ts';
import {namedFor} from './naming.ts';
import {serversOf} from './servers.ts';
import {type Source, sourcesOf} from './sources.ts';

/** A file that several files of a person's own are to import from. */
export type SharedFile = {
	/** Its path without its ending. */
	readonly file: string;
	readonly ending: string;
	readonly commonjs: boolean;
	/** It runs in Deno, as the functions of Supabase do. */
	readonly isDeno: boolean;
	/** How a file brings names of it in. */
	readonly brings: (path: string, names: readonly string[]) => readonly WantedImport[];
};

const functionsOf = /^(?<folder>(?:.*\/)?supabase\/functions)\//u;

/** Whether a file is one of a function of Supabase, which names what it imports with its ending. */
export const isDenoFile = (path: string): boolean => functionsOf.test(path);

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const nextFile = /^(?<base>(?:.*?\/)?)app\/(?:.*\/)?(?:route|page|layout|actions)\.[jt]sx?$/u;
const plain = /^[\w.@+-]+$/u;

/** The folder beside a file, or as near as its name can be written plainly everywhere: routes of Next.js stand in `[id]` and `(shop)`, and share in `lib`. */
function folderFor(path: string): string {
	const next = nextFile.exec(path)?.groups?.base;
	const folders = (next === undefined ? folderOf(path) : `${next}lib`).split('/').filter(part => part !== '');
	const odd = folders.findIndex(part => !plain.test(part));
	return (odd === -1 ? folders : folders.slice(0, odd)).join('/');
}

/** Where a file goes that these files are to share, the first of them before all: beside the server in Python, in `_shared` for functions of Supabase, else beside the first. */
export function sharedFile(
	facts: PlainFacts,
	code: CodeNow,
	first: string,
	names: {readonly script: string; readonly python: string},
): SharedFile {
	const sources = sourcesOf(facts, code);
	const deno = functionsOf.exec(first)?.groups?.folder;
	if (first.endsWith('.py')) return inPython(facts, sources, first, names.python);
	const read = code(first);
	const file = within(deno === undefined ? folderFor(first) : `${deno}/_shared`, names.script);
	const ending = endingBeside(first);
	return {
		file,
		ending,
		commonjs: deno === undefined && read !== undefined && styleOf(first, read) === 'commonjs',
		isDeno: deno !== undefined,
		brings: (path, wanted) => {
			const now = code(path);
			if (deno !== undefined) return wanted.map(name => ({name, from: {package: `${relativeTo(path, file)}.${ending}`}}));
			const imports = wanted.map(name => ({name, from: {file}}));
			const into = sources.find(one => one.path === path);
			return now === undefined || into === undefined ? imports : namedFor(facts, sources, into, imports);
		},
	};
}

/** Python finds modules from the folder that the program starts in: the file goes beside the server, and is named as the server would name it. */
function inPython(facts: PlainFacts, sources: readonly Source[], first: string, name: string): SharedFile {
	const snakes = sources.filter(({path}) => path.endsWith('.py'));
	const serving = serversOf(snakes, facts.reached)[0];
	const server = serving ?? snakes.find(({path}) => path === first);
	const file = within(folderFor(server?.path ?? first), name);
	const [asServer] = server === undefined ? [] : namedFor(facts, sources, server, [{name, from: {file}}]);
	const module = server && asServer && specifierOf(server.path, server.code, asServer, 'py', 'python');
	const known = serving === undefined ? asOthersName(snakes, first, file) : undefined;
	const isAbsolute = known !== undefined || (module !== undefined && !module.startsWith('.'));
	return {
		file,
		ending: 'py',
		commonjs: false,
		isDeno: false,
		brings: (_, wanted) =>
			wanted.map(one => ({name: one, from: isAbsolute ? {package: known ?? module ?? ''} : {file, otherwise: 'relative' as const}})),
	};
}

/** The name of a new module beside one that other files bring in: from the folder that they start in, which is where the program starts. */
function asOthersName(snakes: readonly Source[], first: string, file: string): string | undefined {
	const stem = first.replace(/\.py$/u, '');
	const asNamed = snakes
		.filter(({path}) => path !== first)
		.flatMap(({code}) => code.imports)
		.flatMap(({from, name}) => (from.startsWith('.') ? [] : [from, `${from}.${name ?? ''}`]))
		.map(module => module.replaceAll('.', '/'))
		.find(module => stem === module || stem.endsWith(`/${module}`));
	return asNamed === undefined ? undefined : file.slice(stem.length - asNamed.length).replaceAll('/', '.');
}
