import type {Repository} from '../../repository/repository.ts';
import type {Fact} from '../facts.ts';
import type {PackageFact} from '../packages.ts';

const versioned: Readonly<Record<string, string>> = {
	'fw.express': 'express',
	'fw.fastify': 'fastify',
	'fw.next.app': 'next',
	'fw.next.pages': 'next',
	'fw.nest': '@nestjs/core',
	'fw.django': 'django',
	'fw.nuxt': 'nuxt',
	'fw.sveltekit': '@sveltejs/kit',
};
const leading = /^[\^~>=v\s]*(?<major>\d{1,3})(?:\.|$|\s)/u;

/** The major version of a framework, from the lockfile where it says so, else from the range; undefined when neither is clear. */
export function majorOf(fact: Fact, repository: Repository, packages: readonly PackageFact[]): number | undefined {
	const name = versioned[fact.id];
	if (name === undefined) return undefined;
	const own = packages.filter(({path}) => path === fact.package || path === '.');
	const range = own.flatMap(one => one.dependencies).find(dependency => dependency.name === name)?.range;
	const locked = own
		.flatMap(one => one.lockfiles)
		.map(path => lockedMajor(path, repository.text(path) ?? '', name))
		.find(major => major !== undefined);
	const major = locked ?? leading.exec(range ?? '')?.groups?.major;
	return major === undefined ? undefined : Number(major);
}

function lockedMajor(path: string, text: string, name: string): string | undefined {
	const escaped = name.replaceAll('/', '\\/');
	if (path.endsWith('package-lock.json'))
		return new RegExp(`"node_modules/${escaped}":\\s*\\{\\s*"version":\\s*"(\\d+)\\.`, 'u').exec(text)?.[1];
	if (path.endsWith('pnpm-lock.yaml')) return new RegExp(`^\\s+'?/?${escaped}[@/](\\d+)\\.`, 'mu').exec(text)?.[1];
	if (path.endsWith('yarn.lock')) return new RegExp(`^"?${escaped}@[^\\n]*:\\n\\s+version:? "?(\\d+)\\.`, 'mu').exec(text)?.[1];
	if (path.endsWith('bun.lock')) return new RegExp(`"${escaped}":\\s*\\["${escaped}@(\\d+)\\.`, 'u').exec(text)?.[1];
	if (path.endsWith('poetry.lock') || path.endsWith('uv.lock'))
		return new RegExp(`^name = "${escaped}"\\nversion = "(\\d+)\\.`, 'mu').exec(text)?.[1];
	return undefined;
}
