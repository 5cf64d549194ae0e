import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import type {Dependency} from '../packages.ts';
import {knownLicence, type Registry} from './known.ts';
import {type Terms, termsOf} from './terms.ts';

/** A package that a manifest of the repository names for production, and what its licence asks. */
export type DirectLicence = Place & {
	readonly name: string;
	readonly words?: string;
	readonly terms?: Terms;
	readonly by?: 'lockfile' | 'table';
};

/** The licences of what the manifests name themselves, each name once; packages of the repository itself are not among them. */
export function directLicences(facts: Facts): readonly DirectLicence[] {
	const own = new Set(facts.packages.flatMap(({name}) => (name === undefined ? [] : [name])));
	const scopes = new Set([...own].flatMap(name => scope.exec(name)?.[0] ?? []));
	const isOwn = (name: string): boolean => own.has(name) || scopes.has(scope.exec(name)?.[0] ?? '');
	const locked = new Map(facts.licences.locked.flatMap(({entries}) => entries.map(({name, words}) => [name, words] as const)));
	const named = new Map<string, DirectLicence>();
	for (const dependency of facts.packages.flatMap(({dependencies}) => dependencies)) {
		const {name, ecosystem, path, line, text} = dependency;
		if (dependency.use === 'development' || isOwn(name) || inside.test(dependency.range)) continue;
		const asked = aliasOf(dependency);
		const key = `${ecosystem} ${asked}`;
		if (!named.has(key))
			named.set(key, {path, line, text, name: asked, ...wordsFor(ecosystem, asked, ecosystem === 'npm' ? locked.get(name) : undefined)});
	}
	for (const {name, path, line, text} of facts.licences.goModules)
		if (!named.has(`go ${name}`)) named.set(`go ${name}`, {path, line, text, name, ...wordsFor('go', name, undefined)});
	return [...named.values()];
}

/** A range that names a folder of the repository itself. */
const inside = /^(?:workspace|file|link|portal):|^\.{1,2}\//u;
/** Packages under the scope of a workspace's own packages are its publisher's. */
const scope = /^@[^/]+(?=\/)/u;
const alias = /^npm:(?<name>@?[^@]+)/u;

const aliasOf = ({name, range}: Dependency): string => alias.exec(range)?.groups?.name ?? name;

function wordsFor(registry: Registry, name: string, locked: string | undefined): Pick<DirectLicence, 'words' | 'terms' | 'by'> {
	const byLock = locked !== undefined && locked !== '';
	const words = byLock ? locked : knownLicence(registry, name);
	const terms = words === undefined ? undefined : termsOf(words);
	return words === undefined || terms === undefined ? {} : {words, terms, by: byLock ? 'lockfile' : 'table'};
}
