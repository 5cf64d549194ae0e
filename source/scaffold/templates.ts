import bundled from 'shipworthy:templates';
import {parse} from 'yaml';
import {readTemplate, type Template} from './template.ts';
import type {Sources} from './template-language.ts';

/** Makes templates of folders given as text: template id, then file name. Throws for a folder that is not a template. */
export function parseTemplates(folders: Readonly<Record<string, Sources>>): readonly Template[] {
	return Object.entries(folders)
		.map(([id, sources]) => readTemplate(id, parse(sources['template.yaml'] ?? 'null', {uniqueKeys: true, maxAliasCount: 0}), sources))
		.sort((one, two) => one.id.localeCompare(two.id, 'en'));
}

/** The templates of this package, sorted by id. */
export const allTemplates = (): readonly Template[] => parseTemplates(bundled);

/** The template with this id, or undefined. */
export const templateById = (id: string): Template | undefined => allTemplates().find(template => template.id === id);
