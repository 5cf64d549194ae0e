import {record, textOf} from '../manifests/values.ts';
import {looseJson} from './json.ts';
import type {Listing} from './listing.ts';
import type {Manifest} from './manifests.ts';
import {below, folderOf, joined} from './paths.ts';

/** One entry of `paths`: `before*after` leads to the targets, in order. */
type PathRule = {readonly before: string; readonly after?: string; readonly targets: readonly string[]};

/** What TypeScript's or JavaScript's configuration says of the files below it. */
type CompilerPaths = {readonly rules: readonly PathRule[]; readonly bases: readonly string[]};

const none: CompilerPaths = {rules: [], bases: []};
const mostHops = 8;
const configFolder = /\$\{configDir\}/u;

/** Where `paths` and `baseUrl` may lead an import: whether a rule names it at all, and the places to look, in order. */
export type CompilerLookup = (folder: string, source: string) => {readonly named: boolean; readonly places: readonly string[]};

/** The configuration of every folder, read when a file below it is first asked about. */
export function compilerPathsIn(
	listing: Listing,
	text: (path: string) => string | undefined,
	workspaces: ReadonlyMap<string, Manifest>,
): CompilerLookup {
	const read = new Map<string, CompilerPaths>();
	const byFolder = new Map<string, readonly CompilerPaths[]>();

	const configAt = (path: string, hops: number): CompilerPaths => {
		const known = read.get(path);
		if (known !== undefined) return known;
		read.set(path, none);
		const made = hops > mostHops ? none : parsed(path, hops);
		read.set(path, made);
		return made;
	};

	const parsed = (path: string, hops: number): CompilerPaths => {
		const folder = folderOf(path);
		const json = looseJson(text(path));
		const options = record(json.compilerOptions);
		const extended = [json.extends].flat().flatMap(value => configFile(folder, textOf(value)) ?? []);
		const inherited = extended.map(one => configAt(one, hops + 1));
		const referenced = (Array.isArray(json.references) ? json.references : []).flatMap(one => {
			const at = configFile(folder, textOf(record(one).path));
			return at !== undefined && folderOf(at) === folder ? [configAt(at, hops + 1)] : [];
		});
		const base = textOf(options.baseUrl);
		const baseFolder = base === undefined ? undefined : joined(folder, base.replace(configFolder, '.'));
		const own = Object.entries(record(options.paths)).map(([key, targets]) => rule(key, targets, baseFolder ?? folder));
		const others = [...inherited, ...referenced];
		return {
			rules: own.length > 0 ? own : others.flatMap(one => one.rules),
			bases: baseFolder === undefined ? others.flatMap(one => one.bases) : [baseFolder],
		};
	};

	const configFile = (folder: string, source: string | undefined): string | undefined => {
		if (source === undefined) return undefined;
		const base = source.startsWith('.') ? joined(folder, source) : packaged(source);
		return base === undefined ? undefined : [base, `${base}.json`, below(base, 'tsconfig.json')].find(listing.has);
	};

	const packaged = (source: string): string | undefined => {
		const parts = source.split('/');
		const length = source.startsWith('@') ? 2 : 1;
		const manifest = workspaces.get(parts.slice(0, length).join('/'));
		return manifest === undefined ? undefined : below(manifest.folder, parts.slice(length).join('/'));
	};

	const chainOf = (folder: string): readonly CompilerPaths[] => {
		const known = byFolder.get(folder);
		if (known !== undefined) return known;
		const here = ['tsconfig.json', 'jsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json']
			.map(name => below(folder, name))
			.filter(listing.has)
			.map(path => configAt(path, 0));
		const made = [...here, ...(folder === '' ? [] : chainOf(folderOf(folder)))];
		byFolder.set(folder, made);
		return made;
	};

	return (folder, source) => {
		const places: string[] = [];
		let named = false;
		for (const {rules} of chainOf(folder)) {
			const best = bestOf(rules, source);
			if (best === undefined || best.rule.targets.length === 0) continue;
			named ||= best.rule.before !== '';
			places.push(...best.rule.targets.map(target => target.replace('*', () => best.star)));
		}
		const bases = chainOf(folder).flatMap(one => one.bases.flatMap(base => joined(base, source) ?? []));
		return {named, places: [...places, ...bases]};
	};
}

function rule(key: string, targets: unknown, base: string): PathRule {
	const [before = '', after] = key.split('*', 2);
	const listed = (Array.isArray(targets) ? targets : []).flatMap(one => {
		const target = textOf(one);
		return target === undefined || target.includes('node_modules/') ? [] : [target];
	});
	return {
		before,
		...(after === undefined ? {} : {after}),
		targets: listed.flatMap(target => joined(base, target.replace(configFolder, '.')) ?? []),
	};
}

function bestOf(rules: readonly PathRule[], source: string): {readonly rule: PathRule; readonly star: string} | undefined {
	let best: {readonly rule: PathRule; readonly star: string} | undefined;
	for (const one of rules) {
		if (one.after === undefined) {
			if (one.before === source) return {rule: one, star: ''};
			continue;
		}
		const fits = source.startsWith(one.before) && source.endsWith(one.after) && source.length >= one.before.length + one.after.length;
		if (fits && (best === undefined || one.before.length > best.rule.before.length))
			best = {rule: one, star: source.slice(one.before.length, source.length - one.after.length)};
	}
	return best;
}
