import type {FileFact} from '../files.ts';

const startsByName =
	/(?:^|\/)(?:instrument(?:ation)?(?:[.-](?:client|node|server))?|sentry\.[\w.]+\.config|hooks\.(?:server|client)|entry[.-](?:server|client)|main|index|app|server|settings|_app|_document|layout|root|config|handler|worker|router)\.[\w.]+$/iu;
const startsByFolder = /(?:^|\/)(?:plugins|pages|routes|app|functions|api|commands|jobs)\//u;
const part = /\/(?:components?|ui|lib|hooks|utils|helpers|services|features|widgets|shared|common)\//u;
const screen = /(?:^|\/)(?:components?|ui|widgets)(?:\/|$)/u;
const byItself = /\.(?:vue|svelte|astro)$/u;
const ending = /(?:\.d)?\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/u;

/** What the modules of a repository import of each other: paths that are sure, and endings of paths behind an alias. */
export type Used = {readonly paths: ReadonlySet<string>; readonly endings: ReadonlySet<string>};

/** Reads every import once. Tests do not count: what only they import is used by nobody. */
export function usedIn(files: readonly FileFact[]): Used {
	const paths = new Set<string>();
	const endings = new Set<string>();
	for (const {path, role, imports} of files) {
		if (role === 'test' || path.endsWith('.d.ts')) continue;
		for (const {source} of imports) {
			const plain = source
				.replace(/[?#].*$/u, '')
				.replace(ending, '')
				.replace(/\/index$/u, '');
			if (plain.startsWith('.')) paths.add(joined(path, plain));
			else {
				endings.add(plain.replace(/^\//u, ''));
				if (plain.includes('/')) endings.add(plain.slice(plain.indexOf('/') + 1));
			}
		}
	}
	return {paths, endings};
}

function joined(from: string, source: string): string {
	const parts = from.split('/').slice(0, -1);
	for (const step of source.split('/')) {
		if (step === '..') parts.pop();
		else if (step !== '.' && step !== '') parts.push(step);
	}
	return parts.join('/');
}

/** Whether a module runs: it starts by its name or its folder, or another one imports it. `unsure` for components that frameworks find by themselves. */
export function isUsed({path}: FileFact, {paths, endings}: Used): boolean | 'unsure' {
	const folder = startsByFolder.exec(path);
	if (startsByName.test(path) || (folder !== null && !part.test(path.slice(folder.index)) && !screen.test(path.slice(0, folder.index))))
		return true;
	const own = path.replace(ending, '').replace(/\/index$/u, '');
	if (paths.has(own)) return true;
	const parts = own.split('/');
	if (parts.some((_part, index) => endings.has(parts.slice(index).join('/')))) return true;
	return byItself.test(path) ? 'unsure' : false;
}
