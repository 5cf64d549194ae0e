import type {Repository} from '../repository/repository.ts';
import {blockAt} from './block.ts';
import {withoutComments} from './comments.ts';
import {record} from './manifests/values.ts';

/** Names that imports may begin with although no package has them: path aliases, and folders that a base path opens. */
export type Aliases = {readonly prefixes: ReadonlySet<string>; readonly deno: readonly string[]};

const compilerFile = /(?:^|\/)(?:tsconfig|jsconfig)[\w.-]*\.json$/u;
const bundlerFile =
	/(?:^|\/)(?:vite|vitest|webpack|rollup|rspack|rsbuild|babel|svelte|astro|nuxt|next|metro|craco|vue|quasar|electron\.vite|esbuild|jest|tsup)(?:\.[\w-]+)?\.config\.[cm]?[jt]s$|(?:^|\/)webpack[\w./-]*\.[cm]?js$|(?:^|\/)\.babelrc(?:\.js)?$|(?:^|\/)angular\.json$|(?:^|\/)(?:vue|craco|config-overrides)\.[\w.]*js$/u;
const denoFile = /(?:^|\/)(?:deno\.jsonc?|import_map\.json)$/u;
const block = /\b(?:alias|aliases|_moduleAliases|moduleNameMapper|root)['"]?\s*[:=]\s*(?=[{[])/gu;
const key =
	/\bfind['"]?\s*:\s*(?:['"](?<find>[^'"]{1,80})['"]|\/\^?(?<pattern>[@~\w-]{1,40}))|(?:['"](?<quoted>[@~#$\w][\w@~#$/.*-]{0,80})['"]|(?<bare>[@~#$\w]+))\s*:/gu;

function json(text: string): Readonly<Record<string, unknown>> {
	try {
		return record(JSON.parse(withoutComments(text, 'js').replace(/,(?<end>\s*[}\]])/gu, '$<end>')));
	} catch {
		return {};
	}
}

/** The aliases that compilers and bundlers are told of, anywhere in the repository, and the folders that Deno runs. */
export function aliasesOf(repository: Pick<Repository, 'files' | 'text'>): Aliases {
	const paths = repository.files.map(({path}) => path);
	const prefixes = new Set<string>();
	for (const path of paths) {
		if (compilerFile.test(path)) {
			const options = record(json(repository.text(path) ?? '').compilerOptions);
			for (const alias of Object.keys(record(options.paths))) prefixes.add(alias.replace(/\/?\*.*$/u, ''));
			if (typeof options.baseUrl === 'string') for (const name of below(paths, folderOf(path), options.baseUrl)) prefixes.add(name);
		}
		if (bundlerFile.test(path) || /(?:^|\/)package\.json$/u.test(path)) {
			const text = repository.text(path) ?? '';
			for (const match of text.matchAll(block))
				for (const one of blockAt(text, match.index + match[0].length, 'js').matchAll(key)) {
					const name = one.groups?.quoted ?? one.groups?.bare ?? one.groups?.find ?? one.groups?.pattern;
					if (name !== undefined) prefixes.add(name.replace(/\/?[*$].*$|\/$/u, ''));
				}
		}
	}
	prefixes.delete('');
	return {prefixes, deno: paths.filter(path => denoFile.test(path)).map(folderOf)};
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

/** The names of what stands directly below a base path. */
function below(paths: readonly string[], folder: string, base: string): readonly string[] {
	const plain = base.replace(/^\.\/?|\/$/gu, '');
	const root = [...(folder === '.' ? [] : [folder]), ...(plain === '' ? [] : [plain])].join('/');
	const start = root === '' ? '' : `${root}/`;
	return [
		...new Set(
			paths
				.filter(path => path.startsWith(start))
				.map(path => (path.slice(start.length).split('/')[0] ?? '').replace(/\.[cm]?[jt]sx?$/u, '')),
		),
	];
}

/** Whether an import begins with an alias. */
export const isAliased = (source: string, {prefixes}: Aliases): boolean =>
	prefixes.has(source) || source.split('/').some((_part, index, parts) => prefixes.has(parts.slice(0, index + 1).join('/')));
