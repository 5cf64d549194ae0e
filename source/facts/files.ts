import type {Repository, RepositoryFile, Tracked} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {type Workload, workloadsIn} from './capacity.ts';
import type {Code} from './code/code.ts';
import {kept} from './code/kept.ts';
import {oncePer} from './code/once-per.ts';
import {withoutComments} from './comments.ts';
import {type DocumentFact, documentIn} from './documents.ts';
import type {Facts} from './facts.ts';
import {type Import, importsIn, importsOf} from './imports.ts';
import {codeLanguages, type Language, languageOf} from './language.ts';
import {sieveOf} from './literals.ts';
import {markRules} from './marks/rules.ts';
import {type Mark, marksIn} from './marks.ts';
import {type Role, roleOf} from './role.ts';
import {mayDescribeTables} from './schema/described-in-code.ts';
import type {SchemaStep} from './schema/step.ts';
import {stepsOf} from './schema/steps-of.ts';
import {type SchemaChangeSeen, schemaChangesIn} from './schema-changes.ts';
import {type SecretFact, secretsIn} from './secrets/secrets.ts';
import {type Side, sideOf} from './side.ts';
import type {Parsers} from './syntax/parsers.ts';
import {type TestsSeen, testsIn} from './test-cases.ts';

/** One file, and what was seen in it. */
export type FileFact = {
	readonly path: string;
	readonly language: Language;
	readonly role: Role;
	readonly side: Side;
	readonly bytes: number;
	/** 0 when the file was not read. */
	readonly lines: number;
	readonly tracked: Tracked;
	/** Tracked although a `.gitignore` excludes it. */
	readonly ignored: boolean;
	/** The first line that is not empty, trimmed. */
	readonly firstLine: Place;
	readonly imports: readonly Import[];
	readonly marks: readonly Mark[];
	/** What its test cases come to. */
	readonly tests?: TestsSeen;
	/** Credentials in it, masked. */
	readonly secrets: readonly SecretFact[];
	/** What its code says, where it was parsed. */
	readonly code?: Code;
	/** Why it was not parsed although its language is read. */
	readonly unparsed?: string;
	/** What people read in it. */
	readonly document?: DocumentFact;
	/** What it says of how much runs. */
	readonly workloads?: readonly Workload[];
	/** Lines that make or change tables by themselves. */
	readonly schemaChanges?: readonly SchemaChangeSeen[];
	/** Its code may describe tables, or name their columns. */
	readonly describesTables?: true;
	/** What it does to a database. */
	readonly steps?: readonly SchemaStep[];
};

const unreadEndings =
	/\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|mp[34]|mov|avi|webm|wav|ogg|flac|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|pyc|so|dylib|dll|exe|bin|wasm|pdf|psd|ai|sketch|fig|docx?|xlsx?|pptx?|parquet|onnx|pt|pth|h5|pkl|npy|npz|map)$/iu;
const minifiedLine = 20_000;

/** Whether a file may hold text, by its name. */
export const hasText = (path: string): boolean => !unreadEndings.test(path);

/** A docs folder that holds a page with scripts is the site itself, not documentation. */
export function servedDocs(repository: Repository): ReadonlySet<string> {
	return new Set(
		repository.files
			.filter(({path}) => /(?:^|\/)docs\/index\.html$/u.test(path) && (repository.text(path) ?? '').includes('<script'))
			.map(({path}) => path.slice(0, -'/index.html'.length)),
	);
}

/** Reads every file once and keeps what the rules and parsers see in it, not its text. `seen` hears how many files are done. */
export function filesOf(repository: Repository, parsers: Parsers, seen: (files: number) => void = () => {}): readonly FileFact[] {
	const served = servedDocs(repository);
	return repository.files.map((file, index) => {
		seen(index);
		const text = hasText(file.path) ? repository.text(file.path) : undefined;
		return seeFile(file, text, parsers, served);
	});
}

/** What there is to see in one file. `served` names the documentation folders that are a site. */
export function seeFile(file: RepositoryFile, text: string | undefined, parsers: Parsers, served: ReadonlySet<string>): FileFact {
	const language = languageOf(file.path);
	const role = roleOf(file.path, language, served);
	const bare = {path: file.path, language, bytes: file.bytes, tracked: file.tracked, ignored: file.ignored};
	if (text === undefined)
		return {
			...bare,
			role,
			side: 'shared',
			lines: 0,
			firstLine: {path: file.path, line: 1, text: ''},
			imports: [],
			marks: [],
			secrets: [],
		};
	const minified = role === 'app' && codeLanguages.has(language) && longLine(text);
	const actual: Role = minified ? 'generated' : role;
	const code = withoutComments(text, language);
	const sieve = sieveOf(text);
	const parts = understood(file.path, language, actual, text, parsers);
	const imports =
		actual === 'generated' || actual === 'vendored'
			? []
			: parts.code === undefined
				? importsOf(code, language)
				: importsIn(parts.code, language, text);
	const firstLine = firstLineOf(file.path, text);
	const document = documentIn({path: file.path, role: actual, language, firstLine}, text);
	const workloads = workloadsIn({path: file.path, role: actual}, text);
	const schemaChanges = schemaChangesIn({path: file.path, role: actual, language}, text, code, sieve);
	return {
		...bare,
		role: actual,
		side: sideOf(file.path, language, code, imports),
		lines: linesIn(text),
		firstLine,
		imports,
		...testsIn(actual === 'vendored' ? [] : marksIn(markRules, {path: file.path, language, role: actual}, text, code, sieve)),
		secrets: secretsIn({path: file.path, language, role: actual}, text, code, sieve),
		...(document === undefined ? {} : {document}),
		...(workloads.length === 0 ? {} : {workloads}),
		...(schemaChanges.length === 0 ? {} : {schemaChanges}),
		...(parsedRoles.has(actual) && mayDescribeTables(language, text) ? {describesTables: true as const} : {}),
		...parts,
	};
}

function linesIn(text: string): number {
	let lines = 1;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
	return lines;
}

/** Whether a line is longer than people write. */
function longLine(text: string): boolean {
	let start = 0;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', start)) {
		if (at - start > minifiedLine) return true;
		start = at + 1;
	}
	return text.length - start > minifiedLine;
}

function firstLineOf(path: string, text: string): Place {
	const first = Math.max(text.search(/\S/u), 0);
	const end = text.indexOf('\n', first);
	return {
		path,
		line: linesIn(text.slice(0, first)),
		text: text
			.slice(first, end === -1 ? undefined : end)
			.trimEnd()
			.slice(0, 300),
	};
}

/** Roles whose code is parsed: what runs, and what configures or fills it. */
const parsedRoles: ReadonlySet<Role> = new Set<Role>(['app', 'config', 'script']);

/** Its code, and what it does to a database. */
function understood(
	path: string,
	language: Language,
	role: Role,
	text: string,
	parsers: Parsers,
): Pick<FileFact, 'code' | 'unparsed' | 'steps'> {
	const parsed = parsedAs(path, language, role, text, parsers);
	const steps = parsedRoles.has(role) ? stepsOf(path, language, text, parsed.code, parsers) : [];
	const seen = parsed.code === undefined ? parsed : {code: kept(parsed.code)};
	return steps.length === 0 ? seen : {...seen, steps};
}

function parsedAs(path: string, language: Language, role: Role, text: string, parsers: Parsers): Pick<FileFact, 'code' | 'unparsed'> {
	const parsed = parsedRoles.has(role) ? parsers.code(path, language, text) : undefined;
	if (parsed === undefined) return {};
	return 'code' in parsed ? {code: parsed.code} : {unparsed: parsed.because};
}

/** A mark with the path of its file. */
export type PlacedMark = Mark & Place & {readonly file: FileFact};

export type PlacedImport = Place & {readonly dependency: string; readonly file: FileFact};
type Index = {
	readonly byKind: ReadonlyMap<string, readonly PlacedMark[]>;
	readonly byDependency: ReadonlyMap<string, readonly PlacedImport[]>;
	readonly byPath: ReadonlyMap<string, FileFact>;
};
const indexes = new WeakMap<readonly FileFact[], Index>();

const placedIn = oncePer((file: FileFact): readonly PlacedMark[] => file.marks.map(mark => ({...mark, path: file.path, file})));

/** Marks by kind, imports by package and files by path, made once for each list of files. */
function indexOf(files: readonly FileFact[]): Index {
	const known = indexes.get(files);
	if (known !== undefined) return known;
	const byKind = new Map<string, PlacedMark[]>();
	const byDependency = new Map<string, PlacedImport[]>();
	for (const file of files) {
		for (const mark of placedIn(file)) {
			const placed = byKind.get(mark.kind);
			if (placed === undefined) byKind.set(mark.kind, [mark]);
			else placed.push(mark);
		}
		for (const {dependency, line, text, typeOnly} of file.imports) {
			if (dependency === undefined || typeOnly) continue;
			const placed = byDependency.get(dependency) ?? [];
			placed.push({path: file.path, line, text, dependency, file});
			byDependency.set(dependency, placed);
		}
	}
	const index = {byKind, byDependency, byPath: new Map(files.map(file => [file.path, file]))};
	indexes.set(files, index);
	return index;
}

/** The marks of a kind, in files of the given roles (`app` only when none are given). */
export const marksOf = ({files}: Pick<Facts, 'files'>, kind: string, roles: readonly Role[] = ['app']): readonly PlacedMark[] =>
	(indexOf(files).byKind.get(kind) ?? []).filter(({file}) => roles.includes(file.role));

/** The file at a path, if it was listed. */
export const fileAt = ({files}: Pick<Facts, 'files'>, path: string): FileFact | undefined => indexOf(files).byPath.get(path);

/** Where any of the named dependencies is imported, in files of the given roles; by path, then line. */
export function importsFrom(
	{files}: Pick<Facts, 'files'>,
	names: ReadonlySet<string>,
	roles: readonly Role[] = ['app'],
): readonly PlacedImport[] {
	const {byDependency} = indexOf(files);
	const found = [...names].flatMap(name => (byDependency.get(name) ?? []).filter(({file}) => roles.includes(file.role)));
	return found.sort((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1));
}
