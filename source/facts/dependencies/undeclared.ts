import {builtinModules} from 'node:module';
import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import type {Lock} from '../locks.ts';
import {pythonName} from '../manifests/python.ts';
import {type PackageFact, packageOf} from '../packages.ts';
import {isReached} from '../reached.ts';
import {isWholeList} from './locking.ts';
import {pythonImported, pythonOwn} from './python-names.ts';

/**
 * An import of something that no manifest names. `phantom` comes with another package, `missing` with none that is locked;
 * `absent` (Python) is in no lockfile and no whole list of versions, `unlocked` where there is neither;
 * `unsure` is missing in a component that nothing imports but a framework may find, `unused` in a module that nothing imports.
 */
export type Undeclared = Place & {readonly name: string; readonly how: 'missing' | 'unsure' | 'unused' | 'phantom' | 'absent' | 'unlocked'};

const node = new Set([
	...builtinModules,
	'bun',
	'electron',
	'vscode',
	'k6',
	'server-only',
	'client-only',
	'aws-lambda',
	'aws-sdk',
	'fsevents',
]);
const provided =
	/^(?:@theme|@site|@generated|@docusaurus|@env|@aws-sdk|@types|@stencil|@storybook|meteor|virtual|gatsby|office|chrome)(?:[/-]|$)|^[$~#]/u;
const denoFile = /(?:^|\/)(?:deno\.jsonc?|import_map\.json)$/u;
const scripts = new Set(['ts', 'js', 'vue', 'svelte', 'astro']);

const isInside = (path: string, folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`);
const chainOf = (path: string, packages: readonly PackageFact[]): readonly PackageFact[] =>
	packages.filter(one => isInside(path, one.path)).sort((one, other) => other.path.length - one.path.length);

/** The nearest lockfile at or above a path whose names are known. */
const lockFor = (path: string, locks: readonly Lock[], managers: ReadonlySet<string>): Lock | undefined =>
	locks
		.filter(lock => managers.has(lock.manager) && lock.names !== undefined && isInside(path, lock.folder))
		.sort((one, other) => other.folder.length - one.folder.length)[0];

const npmManagers = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const pythonManagers = new Set(['uv', 'poetry', 'pipenv']);

/** Imports of application code that no manifest, alias, workspace nor (for npm) lockfile knows. */
export const undeclaredIn = (facts: Facts): readonly Undeclared[] => [...npmUndeclared(facts), ...pythonUndeclared(facts)];

function npmUndeclared(facts: Facts): readonly Undeclared[] {
	const workspaces = new Set(facts.packages.flatMap(({name}) => name ?? []));
	const scopes = new Set([...workspaces].flatMap(name => (name.startsWith('@') ? name.split('/').slice(0, 1) : [])));
	const deno = facts.files
		.filter(({path}) => denoFile.test(path))
		.map(({path}) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'));
	return facts.files
		.filter(file => file.role === 'app' && scripts.has(file.language) && !runsInDeno(file, deno))
		.flatMap(file => {
			const lock = lockFor(file.path, facts.locks, npmManagers);
			if (lock?.names === undefined || lock.names.size === 0) return [];
			const names = lock.names;
			const declared = new Set(chainOf(file.path, facts.packages).flatMap(one => one.dependencies.map(({name}) => name)));
			return [...atTop(file), ...furtherDown(file)].flatMap(({dependency, line, text, typeOnly}): readonly Undeclared[] => {
				if (dependency === undefined || typeOnly || declared.has(dependency) || node.has(dependency)) return [];
				if (workspaces.has(dependency) || scopes.has(dependency.split('/')[0] ?? '')) return [];
				if (!/^(?:@[\w.-]+\/)?[\w.-]+$/u.test(dependency) || dependency.endsWith('.css') || provided.test(dependency)) return [];
				const types = `@types/${dependency.replace(/^@/u, '').replace('/', '__')}`;
				if ((declared.has(types) && !isRun(dependency, file)) || (names.has(types) && !names.has(dependency))) return [];
				const runs = isReached(file, facts.reached);
				const how = names.has(dependency) ? 'phantom' : runs === true ? 'missing' : runs === false ? 'unused' : 'unsure';
				return how === 'phantom' && runs === false ? [] : [{path: file.path, line, text, name: dependency, how}];
			});
		});
}

/** Something of it is called or made: types alone do not bring it. */
function isRun(dependency: string, {code}: FileFact): boolean {
	const locals = new Set(
		(code?.imports ?? []).flatMap(({from, local, typeOnly}) =>
			!typeOnly && local !== undefined && (from === dependency || from.startsWith(`${dependency}/`)) ? [local] : [],
		),
	);
	return (code?.calls ?? []).some(({to}) => locals.has(to.split('.', 1)[0] ?? ''));
}

const runsInDeno = (file: FileFact, folders: readonly string[]): boolean =>
	/(?:^|\/)(?:supabase|netlify)\/(?:edge-)?functions\//u.test(file.path) ||
	folders.some(folder => isInside(file.path, folder)) ||
	file.imports.some(({source}) => /^(?:https?:|jsr:|npm:)/u.test(source));

/** The imports at the head of a module: an import further down may be a sample inside a string. */
function atTop(file: FileFact): FileFact['imports'] {
	const component = file.language !== 'ts' && file.language !== 'js';
	const kept: FileFact['imports'][number][] = [];
	for (const one of file.imports) {
		const before = kept.at(-1)?.line;
		if (before === undefined ? one.line > 60 && !component : one.line - before > 15) break;
		kept.push(one);
	}
	return kept.filter(({text}) => /^(?:import\b|export\b|\}|(?:const|let|var)\b)/u.test(text) && !text.includes('`'));
}

/** A `try` this short is there for what it loads: without it, another way is taken. */
const shortTry = 6;

/** What a function loads when it runs, as the parser saw it; not what is only tried. */
function furtherDown(file: FileFact): FileFact['imports'] {
	const {code} = file;
	if (code === undefined) return [];
	const top = new Set(atTop(file).map(({line}) => line));
	const loaded = new Set(code.calls.filter(({to, args}) => to === 'require' && args[0]?.is === 'text').map(({line}) => line));
	const isTried = (at: number): boolean => code.catches.some(({from, line}) => from <= at && at < line && line - from <= shortTry);
	return file.imports.filter(({line}) => loaded.has(line) && !top.has(line) && !isTried(line));
}

/** Frameworks whose own parts everybody imports by their own names. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
	fastapi: ['starlette', 'pydantic', 'pydantic_core', 'typing_extensions', 'anyio', 'uvicorn'],
	starlette: ['anyio'],
	flask: ['werkzeug', 'jinja2', 'click', 'markupsafe', 'itsdangerous', 'blinker'],
	django: ['asgiref', 'sqlparse'],
	sqlmodel: ['sqlalchemy', 'pydantic'],
	pandas: ['numpy', 'dateutil', 'pytz'],
	boto3: ['botocore'],
	pydantic: ['pydantic_core', 'typing_extensions', 'annotated_types'],
	celery: ['kombu', 'billiard'],
};
const isPartOf = (name: string, declared: ReadonlySet<string>): boolean =>
	Object.entries(partsOf).some(
		([framework, parts]) =>
			parts.includes(name) &&
			[...declared].some(one => one === framework || one.startsWith(`${framework}-`) || one.endsWith(`-${framework}`)),
	);

function pythonUndeclared(facts: Facts): readonly Undeclared[] {
	const local = new Set(
		facts.files.flatMap(({path, language}) => (language === 'py' ? path.split('/').map(part => part.replace(/\.pyi?$/u, '')) : [])),
	);
	return facts.files
		.filter(file => file.role === 'app' && file.language === 'py')
		.flatMap(file => {
			const chain = chainOf(file.path, facts.packages);
			const declared = new Set(
				chain.flatMap(one => one.dependencies.filter(({ecosystem}) => ecosystem === 'python').map(({name}) => name)),
			);
			const own = packageOf(file.path, facts.packages);
			if (declared.size < 2 || facts.packages.some(one => one.path === own && one.broken.length > 0)) return [];
			const lock = lockFor(file.path, facts.locks, pythonManagers);
			const whole = lock?.names !== undefined || chain.filter(one => one.ecosystems.includes('python')).every(isWholeList);
			const how = whole ? 'absent' : 'unlocked';
			return file.imports.flatMap(({dependency, line, text}): readonly Undeclared[] => {
				if (dependency === undefined || pythonOwn.has(dependency) || local.has(dependency) || dependency.startsWith('_')) return [];
				if (isNamed(dependency, declared)) return [];
				if (lock?.names !== undefined && isNamed(dependency, lock.names))
					return isCertain(dependency) && !isPartOf(dependency, declared) && isReached(file, facts.reached) === true
						? [{path: file.path, line, text, name: dependency, how: 'phantom'}]
						: [];
				return [{path: file.path, line, text, name: dependency, how}];
			});
		});
}

/** Which package brings the module is known by name, and it is a product of its own that a newer version of another may leave out. */
const isCertain = (name: string): boolean => (pythonImported[name] ?? []).length === 1 || standing.has(name);
const standing: ReadonlySet<string> = new Set(
	'dateutil requests httpx watchfiles numpy aiohttp redis tenacity cryptography orjson websockets rich click jinja2 passlib bcrypt certifi lxml pytz tqdm packaging'.split(
		' ',
	),
);

/** Whether one of the packages could bring an import: by a known name, or by a word that both share. */
function isNamed(name: string, packages: ReadonlySet<string>): boolean {
	if ((pythonImported[name] ?? []).some(one => packages.has(one))) return true;
	const plain = pythonName(name);
	if (packages.has(plain)) return true;
	if (Object.hasOwn(pythonImported, name) && name !== 'google') return false;
	const bare = plain.replaceAll('-', '');
	return [...packages].some(one => {
		const flat = one.replaceAll('-', '');
		return (
			one.split('-').includes(plain) ||
			one.startsWith(`${plain}-`) ||
			one.endsWith(`-${plain}`) ||
			plain.startsWith(`${one}-`) ||
			flat === bare ||
			flat === `py${bare}` ||
			flat === `python${bare}`
		);
	});
}
