import type {FileFact} from './files.ts';
import type {Modules} from './modules/modules.ts';

const script = /<script\b[^>]{0,300}?\bsrc\s*=\s*["']?(?<source>[^"'\s>]{1,300})/giu;
const page = /(?:^|\/)(?:index|404|popup|options|sidepanel)\.html$/u;
const elsewhere = /^(?:[a-z]+:|\/\/|%|\{)/iu;
const longest = 100_000;

/** The files that the application's own pages load with `<script src>`. */
export function pageScripts(
	files: readonly FileFact[],
	{resolve}: Pick<Modules, 'resolve'>,
	text: (path: string) => string | undefined,
): readonly string[] {
	return files
		.filter(({role, path}) => role === 'app' && page.test(path))
		.flatMap(({path}) =>
			[...(text(path) ?? '').slice(0, longest).matchAll(script)].flatMap(match => {
				const source = match.groups?.source ?? '';
				if (elsewhere.test(source)) return [];
				const found = resolve(path, /^[./]/u.test(source) ? source : `./${source}`);
				return found.to === 'file' ? [found.path] : [];
			}),
		);
}
