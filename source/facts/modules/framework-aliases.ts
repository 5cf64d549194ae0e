import type {Alias} from './bundler-aliases.ts';
import type {Listing} from './listing.ts';
import {below, folderOf} from './paths.ts';

const nuxt = /(?:^|\/)nuxt\.config\.[cm]?[jt]s$/u;
const svelte = /(?:^|\/)svelte\.config\.[cm]?[jt]s$/u;
const vueCli = /(?:^|\/)vue\.config\.[cm]?[jt]s$/u;
const docusaurus = /(?:^|\/)docusaurus\.config\.[cm]?[jt]s$/u;
const quasar = /(?:^|\/)quasar\.(?:config|conf)\.[cm]?[jt]s$/u;

const alias = (before: string, to: string): Alias => ({before, to, exact: false});

/** The aliases that frameworks give without being told, by the folder of their configuration. */
export function frameworkAliasesIn({paths, hasFolder, has}: Listing): ReadonlyMap<string, readonly Alias[]> {
	const found = new Map<string, readonly Alias[]>();
	for (const path of paths) {
		const folder = folderOf(path);
		const at = (place: string): string => below(folder, place);
		if (nuxt.test(path)) {
			const isFour = has(at('app/app.vue')) || hasFolder(at('app/pages')) || hasFolder(at('app/components'));
			const source = isFour ? at('app') : hasFolder(at('src/pages')) ? at('src') : folder;
			found.set(folder, [
				...['~', '@'].map(name => alias(name, source)),
				...['~~', '@@'].map(name => alias(name, folder)),
				alias('#shared', at('shared')),
				alias('~/server', at('server')),
			]);
		}
		if (svelte.test(path)) found.set(folder, [alias('$lib', at('src/lib'))]);
		if (vueCli.test(path)) found.set(folder, [alias('@', at('src')), alias('~', at('src'))]);
		if (docusaurus.test(path)) found.set(folder, [alias('@site', folder)]);
		if (quasar.test(path))
			found.set(folder, [
				...['components', 'layouts', 'pages', 'assets', 'boot', 'stores'].map(name => alias(name, at(`src/${name}`))),
				alias('src', at('src')),
				alias('app', folder),
			]);
	}
	return found;
}
