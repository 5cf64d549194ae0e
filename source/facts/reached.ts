import type {FileFact} from './files.ts';

const startsByName =
	/(?:^|\/)(?:instrument(?:ation)?(?:[.-]client|[.-]node|[.-]server)?|sentry\.[\w.]+\.config|hooks\.(?:server|client)|entry[.-](?:server|client)|main|index|app|server|settings|_app|_document|layout|root|manage|wsgi|asgi|__init__|config|handler|worker|router)\.[\w.]+$|(?:^|\/)(?:plugins|pages|routes|app|settings|functions)\/|\.html$|\.(?:vue|svelte|astro)$/u;

/** Whether a file runs at all as far as can be seen: it starts by its name, or another file imports something of its name. */
export function isReached(file: FileFact, files: readonly FileFact[]): boolean {
	if (startsByName.test(file.path)) return true;
	const name = stem(file.path);
	return files.some(
		other =>
			other.path !== file.path &&
			other.role !== 'test' &&
			(other.imports.some(
				({source, text}) =>
					stem(source.replaceAll('.', '/')) === name || stem(source) === name || new RegExp(`\\b${escaped(name)}\\b`, 'u').test(text),
			) ||
				other.marks.some(({kind, text}) => kind.startsWith('tracker.') && text.includes(name))),
	);
}

const stem = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.(?:[cm]?[jt]sx?|py|vue|svelte)$/u, '');
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
