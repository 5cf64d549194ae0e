import type {Repository} from '../../repository/repository.ts';
import type {Fact} from '../facts.ts';
import type {PackageFact} from '../packages.ts';

/** The package whose version a fact has. */
const versioned: Readonly<Record<string, string>> = {
	'fw.express': 'express',
	'fw.fastify': 'fastify',
	'fw.hono': 'hono',
	'fw.koa': 'koa',
	'fw.nest': '@nestjs/core',
	'fw.trpc': '@trpc/server',
	'fw.next.app': 'next',
	'fw.next.pages': 'next',
	'fw.remix': '@remix-run/react',
	'fw.rr7': 'react-router',
	'fw.sveltekit': '@sveltejs/kit',
	'fw.nuxt': 'nuxt',
	'fw.astro': 'astro',
	'fw.tanstack': '@tanstack/react-start',
	'fw.eleventy': '@11ty/eleventy',
	'fw.gatsby': 'gatsby',
	'fw.docusaurus': '@docusaurus/core',
	'fw.vite': 'vite',
	'fw.cra': 'react-scripts',
	'fw.angular': '@angular/core',
	'fw.react': 'react',
	'fw.vue': 'vue',
	'fw.fastapi': 'fastapi',
	'fw.flask': 'flask',
	'fw.django': 'django',
	'fw.streamlit': 'streamlit',
	'fw.gradio': 'gradio',
	'orm.prisma': '@prisma/client',
	'orm.drizzle': 'drizzle-orm',
	'orm.typeorm': 'typeorm',
	'orm.sequelize': 'sequelize',
	'orm.mongoose': 'mongoose',
	'orm.knex': 'knex',
	'orm.kysely': 'kysely',
	'orm.mikro': '@mikro-orm/core',
	'orm.sqlalchemy': 'sqlalchemy',
	'orm.sqlmodel': 'sqlmodel',
};
const leading = /^[\^~>=v\s]*(?<major>0\.\d{1,4}|[1-9]\d{0,2})(?:\.|$|[\s,])/u;

/** The major version of a framework or mapper, from the lockfile where it says so, else from the range; `0.103` before the first; undefined when neither is clear. */
export function majorOf(fact: Fact, repository: Pick<Repository, 'text'>, packages: readonly PackageFact[]): number | string | undefined {
	const name = versioned[fact.id];
	if (name === undefined) return undefined;
	const own = [
		...packages.filter(({path}) => path === fact.package),
		...packages.filter(({path}) => path === '.' && path !== fact.package),
	];
	const range = own.flatMap(one => one.dependencies).find(dependency => dependency.name === name)?.range;
	const locked = own
		.flatMap(one => one.lockfiles)
		.map(path => lockedMajor(path, repository.text(path) ?? '', name))
		.find(major => major !== undefined);
	const major = locked ?? leading.exec(range ?? '')?.groups?.major;
	return major === undefined || major.startsWith('0.') ? major : Number(major);
}

function lockedMajor(path: string, text: string, name: string): string | undefined {
	const escaped = name.replaceAll('/', '\\/');
	if (path.endsWith('package-lock.json'))
		return new RegExp(`"node_modules/${escaped}":\\s*\\{\\s*"version":\\s*"(0\\.\\d+|\\d+)\\.`, 'u').exec(text)?.[1];
	if (path.endsWith('pnpm-lock.yaml')) return new RegExp(`^\\s+'?/?${escaped}[@/](0\\.\\d+|\\d+)\\.`, 'mu').exec(text)?.[1];
	if (path.endsWith('yarn.lock')) return new RegExp(`^"?${escaped}@[^\\n]*:\\n\\s+version:? "?(0\\.\\d+|\\d+)\\.`, 'mu').exec(text)?.[1];
	if (path.endsWith('bun.lock')) return new RegExp(`"${escaped}":\\s*\\["${escaped}@(0\\.\\d+|\\d+)\\.`, 'u').exec(text)?.[1];
	if (path.endsWith('poetry.lock') || path.endsWith('uv.lock'))
		return new RegExp(`^name = "${escaped}"\\nversion = "(0\\.\\d+|\\d+)\\.`, 'mu').exec(text)?.[1];
	return undefined;
}
