import type {Code, Value} from '../code/code.ts';
import {entryOf, textOf} from '../code/code.ts';
import {below, projectFolders} from './projects.ts';
import type {Ground} from './registered.ts';

/** A Next.js application: its folder, and what its configuration says in plain text. */
export type NextProject = {readonly folder: string; readonly basePath: string; readonly pageExtensions: readonly string[]};

const configuration = /^next\.config\.[cm]?[jt]s$/u;
const endings = ['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'] as const;

/** The Next.js applications of a repository, the deepest folder first. */
export function nextProjects(ground: Ground): readonly NextProject[] {
	return projectFolders(ground, new Set(['next']), configuration).map(folder => {
		const code = endings.map(ending => ground.modules.codeOf(below(folder, `next.config.${ending}`))).find(one => one !== undefined);
		const said = code === undefined ? [] : objectsOf(code);
		const list = said.map(value => entryOf(value, 'pageExtensions')).find(value => value !== undefined);
		return {
			folder,
			basePath: said.map(value => textOf(entryOf(value, 'basePath'))).find(text => text !== undefined) ?? '',
			pageExtensions: list?.is === 'list' ? list.items.flatMap(item => textOf(item) ?? []) : [],
		};
	});
}

/** The objects that a configuration file writes down for itself: in a variable, as its export, or given to a wrapper. */
const objectsOf = (code: Code): readonly Value[] =>
	[
		...code.variables.filter(({in: scope}) => scope === -1).map(({value}) => value),
		...code.exports.flatMap(({value}) => value ?? []),
		...code.calls.flatMap(({args}) => args),
		...code.exits.flatMap(({value}) => value ?? []),
	].filter(({is}) => is === 'object');
