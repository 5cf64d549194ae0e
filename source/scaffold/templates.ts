import bundled from 'shipworthy:templates';
import {readTemplate, type Template} from './template.ts';

/** Makes templates of what was compiled in. Throws for one that is no template. */
export const readTemplates = (folders: typeof bundled): readonly Template[] =>
	Object.entries(folders)
		.map(([id, {described, files}]) => readTemplate(id, described, files))
		.sort((one, two) => one.id.localeCompare(two.id, 'en'));

let all: readonly Template[] | undefined;

/** The templates of this package, sorted by id. */
export function allTemplates(): readonly Template[] {
	all ??= readTemplates(bundled);
	return all;
}

/** The template with this id, or undefined. */
export const templateById = (id: string): Template | undefined => allTemplates().find(template => template.id === id);
