import {mkdirSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {writeNew} from './place.ts';
import {templateById} from './templates.ts';

export type Practice = {readonly kind: 'ready'; readonly folder: string} | {readonly kind: 'refused'; readonly because: string};

/** Writes the practice app into an empty folder, which is made when it is missing. Nothing that is there already is touched. */
export function practiceApp(into: string): Practice {
	const template = templateById('practice-app');
	if (!template) throw new Error('templates/practice-app is missing from this package; install shipworthy again');
	mkdirSync(into, {recursive: true});
	if (readdirSync(into).length > 0)
		return {kind: 'refused', because: `${into} is not empty. Name an empty or a new folder for the practice app.`};
	for (const [path, file] of Object.entries(template.files)) {
		mkdirSync(dirname(join(into, path)), {recursive: true});
		writeNew(join(into, path), template.sources[file.from] ?? '', 0o644);
	}
	return {kind: 'ready', folder: into};
}
