import {type Code, firstOf, moduleLevel, type Value} from './code/code.ts';
import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';
import {folderOf} from './modules/paths.ts';

const svelteLoad = /(?:^|\/)\+(?:page|layout)\.[jt]s$/u;
const routed = /(?:^|\/)app\/(?:root\.[jt]sx?$|routes(?:\.[jt]s$|\/))|(?:^|\/)pages\/(?!api\/)/u;
const oneSide = /\.(?:server|client)\.[jt]sx?$/u;
const nextApp = /(?:^|\/)_app\.[jt]sx?$/u;
const remixRoot = /(?:^|\/)app\/root\.[jt]sx?$/u;
const nextConfig = /(?:^|\/)next\.config\.[cm]?[jt]s$/u;
const pagesFolder = /(?:^|\/)(?:src\/)?pages$/u;

/**
 * Which modules run in the browser with one part and on the server with another (`both`): routes of Remix and SvelteKit, pages of Next's older router.
 * A route that draws nothing is the server's alone.
 */
export function universalIn(files: readonly FileFact[]): (file: FileFact) => 'both' | 'server' | 'no' {
	const roots = new Set<string>();
	for (const {path} of files) {
		if (nextConfig.test(path)) roots.add(folderOf(path));
		if (nextApp.test(path)) roots.add(folderOf(path).replace(pagesFolder, ''));
		if (remixRoot.test(path)) roots.add(folderOf(folderOf(path)));
	}
	const isBelow = (path: string): boolean => {
		for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) if (roots.has(folder)) return true;
		return roots.has('');
	};
	return ({path, language, code}) => {
		if (language !== 'ts' && language !== 'js') return 'no';
		if (svelteLoad.test(path)) return 'both';
		if (!routed.test(path) || oneSide.test(path) || !isBelow(path)) return 'no';
		const names = new Set(code?.exports.map(({name}) => name));
		return (names.has('loader') || names.has('action')) && !names.has('default') ? 'server' : 'both';
	};
}

/** What bundlers take out of the part that browsers get. */
const serverParts = new Set(['loader', 'action', 'headers', 'middleware', 'getServerSideProps', 'getStaticProps', 'getStaticPaths']);

/** The files that a universal module imports for the browser (what it draws included), and those for its server's part. */
export type TwoParts = {readonly browser: readonly string[]; readonly server: readonly string[]};

/** Tells apart what each part of a universal module imports. */
export function partsOf({path, code}: FileFact, {importsOf, resolve}: Pick<Modules, 'importsOf' | 'resolve'>): TwoParts {
	if (svelteLoad.test(path)) return {browser: importsOf(path), server: importsOf(path)};
	if (code === undefined || !code.exports.some(({name}) => serverParts.has(name))) return {browser: importsOf(path), server: []};
	const isServers = serverFunctions(code);
	const imported = (names: ReadonlySet<string>): readonly string[] => {
		const found = code.imports.flatMap(one => {
			if (one.typeOnly || (one.local !== undefined && !names.has(one.local))) return [];
			const to = resolve(path, one.from);
			return to.to === 'file' ? [to.path] : [];
		});
		return [...new Set(found)];
	};
	return {browser: imported(namesIn(code, at => isServers[at] !== true)), server: imported(namesIn(code, at => isServers[at] === true))};
}

function serverFunctions(code: Code): readonly boolean[] {
	const found = code.functions.map(({name, in: around}) => around === moduleLevel && serverParts.has(name));
	code.functions.forEach(({in: around}, index) => {
		if (around !== moduleLevel && found[around] === true) found[index] = true;
	});
	return found;
}

const mostDepth = 8;

/** The first names that are used in some of a file's functions. */
function namesIn(code: Code, isAsked: (at: number) => boolean): ReadonlySet<string> {
	const names = new Set<string>();
	const take = (value: Value | undefined, depth: number): void => {
		if (value === undefined || depth > mostDepth) return;
		if (value.is === 'name') names.add(firstOf(value.name));
		if (value.is === 'object') for (const entry of value.entries) take(entry.value, depth + 1);
		if (value.is === 'list') for (const item of value.items) take(item, depth + 1);
		if (value.is === 'either') for (const one of value.of) take(one, depth + 1);
		if (value.is === 'spread') take(value.of, depth + 1);
		if (value.is === 'template') for (const hole of value.holes) take(hole, depth + 1);
	};
	for (const {to, args, when, in: at} of code.calls) {
		if (!isAsked(at)) continue;
		names.add(firstOf(to));
		for (const argument of args) take(argument, 0);
		for (const name of when) names.add(firstOf(name));
	}
	for (const {value, in: at} of [...code.variables, ...code.assignments, ...code.exits]) if (isAsked(at)) take(value, 0);
	if (!isAsked(moduleLevel)) return names;
	for (const {bases, fields} of code.classes) {
		for (const base of bases) take(base, 0);
		for (const field of fields) take(field.value, 0);
	}
	for (const {name, local, value} of code.exports) {
		if (serverParts.has(name)) continue;
		if (local !== undefined) names.add(local);
		take(value, 0);
	}
	return names;
}
