import {mayName} from '../code/lazy.ts';
import {exportedAs} from './exported.ts';
import type {Ground, Registered} from './registered.ts';

/**
 * Server actions: every function that a file of actions hands out, and every function that calls itself one.
 * No gate stands in front of them: an action answers on every page, the open ones too.
 */
export function serverActions(ground: Ground): readonly Registered[] {
	return ground.files.flatMap((file): readonly Registered[] => {
		if (file.code === undefined || file.role !== 'app') return [];
		return file.code.directives.includes('use server') ? offered(ground, file.path) : inline(ground, file.path);
	});
}

function offered(ground: Ground, path: string): readonly Registered[] {
	const wanted = importedFrom(ground, path);
	return ground.modules.exportsOf(path).flatMap((name): readonly Registered[] => {
		const exported = exportedAs(ground, path, name);
		if (exported === undefined) return [];
		const {place, handler} = exported;
		const callable = handler?.value.is === 'function' || handler?.value.is === 'call' || exported.unresolved.length > 0;
		if (!callable) return [];
		const reached = wanted === 'all' || wanted.has(name);
		return [
			{
				...action(name),
				...place,
				...(handler === undefined ? {} : {handler}),
				unresolved: [...exported.unresolved, ...(reached ? [] : ['nothing imports it'])],
			},
		];
	});
}

function inline(ground: Ground, path: string): readonly Registered[] {
	const code = ground.modules.codeOf(path);
	if (code === undefined || !mayName(code, ['use server'])) return [];
	return code.functions.flatMap((one, index): readonly Registered[] => {
		if (!one.directives.includes('use server')) return [];
		const place = {path, line: one.line, text: one.text};
		const value = {is: 'function', function: index} as const;
		return [{...action(one.name), ...place, handler: {...place, value, in: one.in, how: 'call'}, unresolved: []}];
	});
}

const action = (name: string): Pick<Registered, 'kind' | 'framework' | 'method' | 'route' | 'before' | 'given'> => ({
	kind: 'action',
	framework: 'next.app',
	method: '',
	route: name,
	before: [],
	given: [],
});

/** The names that other files take from a file; `all` when one takes it as a whole or passes it on. */
function importedFrom(ground: Ground, path: string): ReadonlySet<string> | 'all' {
	const names = new Set<string>();
	for (const importer of ground.modules.importersOf(path)) {
		const code = ground.modules.codeOf(importer);
		const leads = (from: string | undefined): boolean => {
			const to = from === undefined ? undefined : ground.modules.resolve(importer, from);
			return to?.to === 'file' && to.path === path;
		};
		for (const {name, from, how} of code?.imports ?? []) {
			if (!leads(from)) continue;
			if (name === undefined ? how === 'dynamic' : name === '*') return 'all';
			if (name !== undefined) names.add(name);
		}
		for (const {name, local, from} of code?.exports ?? []) {
			if (!leads(from)) continue;
			if (name === '*' || local === '*') return 'all';
			names.add(local ?? name);
		}
	}
	return names;
}
