import {type Call, type Code, entryOf, lastOf, type Value} from '../code/code.ts';
import type {FileFact} from '../files.ts';
import {textEntries} from '../manifests/values.ts';
import type {Listing} from './listing.ts';
import type {Manifest} from './manifests.ts';
import {below, folderOf, joined} from './paths.ts';

/** What an import may begin with, and where it then leads; without `before`, a pattern that was not read. */
export type Alias = {readonly before?: string; readonly to: string; readonly exact: boolean};

const bundlerFile =
	/(?:^|\/)(?:(?:vite|vitest|webpack|rollup|rspack|rsbuild|babel|svelte|astro|nuxt|next|metro|craco|quasar|electron\.vite|esbuild|tsup|vue)(?:\.[\w-]+)*\.(?:config|configuration)|webpack[\w.-]*|babel\.config|\.babelrc|config-overrides|vue\.config)\.[cm]?[jt]s$|(?:^|\/)webpack\/[\w.-]+\.[cm]?[jt]s$/u;
const mostDepth = 12;
const hole = /\$\{\}/gu;

/** The aliases that bundlers and compilers are configured with, by the folder that they hold for. */
export function bundlerAliasesIn(
	files: readonly FileFact[],
	manifests: ReadonlyMap<string, Manifest>,
	listing: Listing,
): ReadonlyMap<string, readonly Alias[]> {
	const found = new Map<string, Alias[]>();
	const add = (folder: string, aliases: readonly Alias[]): void => {
		if (aliases.length > 0) found.set(folder, [...(found.get(folder) ?? []), ...aliases]);
	};
	for (const {path, code} of files) {
		if (code === undefined || !bundlerFile.test(path)) continue;
		const folder = folderOf(path);
		add(/(?:^|\/)webpack$/u.test(folder) ? folderOf(folder) : folder, aliasesOf(code, folder, listing));
	}
	for (const {folder, json} of manifests.values())
		add(
			folder,
			textEntries(json._moduleAliases).flatMap(([key, target]) => aliasFrom(key, joined(folder, target))),
		);
	return found;
}

function aliasesOf(code: Code, folder: string, listing: Listing): readonly Alias[] {
	const reader = pathReader(code, folder, listing);
	const found: Alias[] = [];
	const visit = (value: Value, depth: number): void => {
		if (depth > mostDepth) return;
		if (value.is === 'object')
			for (const {key, value: inner} of value.entries) {
				if (key === 'alias' || key === 'aliases') found.push(...listed(inner, reader));
				else visit(inner, depth + 1);
			}
		if (value.is === 'list') for (const item of value.items) visit(item, depth + 1);
		if (value.is === 'either') for (const one of value.of) visit(one, depth + 1);
		if (value.is === 'spread') visit(value.of, depth + 1);
	};
	for (const {value} of code.exports) if (value !== undefined) visit(value, 0);
	for (const {args} of code.calls) for (const argument of args) visit(argument, 0);
	for (const {value} of code.exits) if (value !== undefined) visit(value, 0);
	for (const {names, value} of code.variables) {
		if (names[0] === 'alias' || names[0] === 'aliases') found.push(...listed(value, reader));
		else visit(value, 0);
	}
	for (const {to, value} of code.assignments) {
		const parent = to.slice(0, Math.max(to.lastIndexOf('.'), 0));
		if (lastOf(to) === 'alias') found.push(...listed(value, reader));
		else if (lastOf(parent) === 'alias') found.push(...aliasFrom(lastOf(to), reader(value, 0)));
		else visit(value, 0);
	}
	return found;
}

type PathReader = (value: Value, depth: number) => string | undefined;

function listed(value: Value, reader: PathReader): readonly Alias[] {
	if (value.is === 'object') return value.entries.flatMap(({key, value: inner}) => (key === '...' ? [] : aliasFrom(key, reader(inner, 0))));
	if (value.is === 'list')
		return value.items.flatMap(item => {
			const find = entryOf(item, 'find');
			const replacement = entryOf(item, 'replacement');
			if (find === undefined || replacement === undefined) return [];
			return find.is === 'text' ? aliasFrom(find.text, reader(replacement, 0)) : [{to: reader(replacement, 0) ?? '', exact: false}];
		});
	return [];
}

/** `@/`, `@/*`, `@$` and `@` are one alias, told by its name. */
function aliasFrom(key: string, to: string | undefined): readonly Alias[] {
	if (to === undefined || key === '') return [];
	const exact = key.endsWith('$') && key.length > 1;
	return [{before: key.replace(/\/?\*$|\$$|\/$/u, ''), to: to.replace(/\/?\*$/u, ''), exact}];
}

/** Reads the path that an expression of a configuration file makes: `path.resolve(__dirname, 'src')`, `fileURLToPath(new URL('./src', import.meta.url))`. */
function pathReader(code: Code, folder: string, listing: Listing): PathReader {
	const here = new Set(['__dirname', 'import.meta.dirname', 'import.meta.url', 'process.cwd']);
	const partsOf = (value: Value, depth: number): readonly string[] | undefined => {
		if (depth > mostDepth) return undefined;
		if (value.is === 'text') return [value.text];
		if (value.is === 'template') {
			const holes = value.holes.flatMap(one => partsOf(one, depth + 1) ?? []);
			return [...holes, value.text.replaceAll(hole, '')];
		}
		if (value.is === 'name') {
			if (here.has(value.name)) return [];
			const variable = code.variables.find(one => one.names[0] === value.name && one.pattern === 'name');
			return variable === undefined ? undefined : partsOf(variable.value, depth + 1);
		}
		if (value.is === 'call') return ofCall(code.calls[value.call], depth);
		return undefined;
	};
	const ofCall = (call: Call | undefined, depth: number): readonly string[] | undefined => {
		if (call === undefined) return undefined;
		if (here.has(call.to)) return [];
		const parts = call.args.flatMap(argument => partsOf(argument, depth + 1) ?? []);
		return parts.length === 0 ? undefined : parts;
	};
	return (value, depth) => {
		const parts = partsOf(value, depth);
		if (parts === undefined || parts.length === 0) return parts === undefined ? undefined : folder;
		const path = parts.join('/');
		const at = joined(folder, path);
		const isPackage = value.is === 'text' && !/^[./]/u.test(path);
		if (!isPackage) return at;
		return at !== undefined && (listing.hasFolder(at) || listing.module(at) !== undefined) ? at : undefined;
	};
}

/** Where an import leads by the longest alias that it begins with. */
export function aliased(aliases: readonly Alias[], source: string): string | undefined {
	let best: {readonly before: string; readonly to: string} | undefined;
	for (const {before, to, exact} of aliases) {
		if (before === undefined || !(source === before || (!exact && source.startsWith(`${before}/`)))) continue;
		if (best === undefined || before.length > best.before.length) best = {before, to};
	}
	return best === undefined ? undefined : below(best.to, source.slice(best.before.length).replace(/^\//u, ''));
}

/** Whether one of the aliases is a pattern that was not read: then a name that no manifest knows may be one's own. */
export const hasPattern = (aliases: readonly Alias[]): boolean => aliases.some(({before}) => before === undefined);
