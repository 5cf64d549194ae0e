// What both the bundler and the tests compile in: checklists/*.yaml and templates/*/**, as data.
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';

const root = dirname(fileURLToPath(import.meta.url));

function filesBelow(folder) {
	return readdirSync(folder, {withFileTypes: true})
		.flatMap(entry => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
		.sort();
}

/** The checklists as parsed YAML, by the name of their file. */
function checklists() {
	const folder = join(root, 'checklists');
	return Object.fromEntries(
		readdirSync(folder)
			.filter(name => name.endsWith('.yaml'))
			.sort()
			.map(name => [name.slice(0, -'.yaml'.length), parse(readFileSync(join(folder, name), 'utf8'))]),
	);
}

/** The templates' files as text: template id, then path inside its folder. */
function templates() {
	const folder = join(root, 'templates');
	const byTemplate = {};
	for (const file of filesBelow(folder)) {
		const [id, ...rest] = relative(folder, file).split(sep);
		if (rest.length > 0) byTemplate[id] = {...byTemplate[id], [rest.join('/')]: readFileSync(file, 'utf8')};
	}
	return byTemplate;
}

/** Virtual modules and the data that each exports by default. */
export const compiled = {'shipworthy:checklists': checklists, 'shipworthy:templates': templates};
