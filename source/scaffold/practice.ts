import {type Filled, fillFolder} from './start-folder.ts';
import {templateById} from './templates.ts';

/** Writes the practice app into an empty folder, which is made when it is missing. Nothing that is there already is touched. */
export function practiceApp(into: string): Filled {
	const template = templateById('practice-app');
	if (!template) throw new Error('templates/practice-app is missing from this package; install shipworthy again');
	const files = Object.entries(template.files).map(([path, file]) => [path, template.sources[file.from] ?? ''] as const);
	return fillFolder(into, Object.fromEntries(files), 'the practice app');
}
