// What both the bundler and the tests compile in: checklists/*.yaml, templates/*/**, exercises/*/** and the table of known licences, as data.
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

/** The templates by their id: what describes each, parsed, and its other files as text by their path in its folder. */
function templates() {
	const folder = join(root, 'templates');
	const byTemplate = {};
	for (const file of filesBelow(folder)) {
		const [id, ...rest] = relative(folder, file).split(sep);
		if (rest.length === 0) continue;
		byTemplate[id] ??= {described: null, files: {}};
		const text = readFileSync(file, 'utf8');
		if (rest.join('/') === 'template.yaml') byTemplate[id].described = parse(text, {uniqueKeys: true, maxAliasCount: 0});
		else byTemplate[id].files[rest.join('/')] = text;
	}
	return byTemplate;
}

/** The exercises: what describes each, and the files of its start and its solution. Its wrong and other right fixes are for tests alone. */
function exercises() {
	const folder = join(root, 'exercises');
	return Object.fromEntries(
		readdirSync(folder).map(id => {
			const files = ['start', 'solution'].flatMap(part => filesBelow(join(folder, id, part)));
			return [
				id,
				{
					described: parse(readFileSync(join(folder, id, 'exercise.yaml'), 'utf8')),
					files: Object.fromEntries(files.map(file => [relative(join(folder, id), file).split(sep).join('/'), readFileSync(file, 'utf8')])),
				},
			];
		}),
	);
}

/** The licences of widely used packages: registry, then licence, then their names with spaces between. */
function licences() {
	const known = {};
	for (const line of readFileSync(join(root, 'source/facts/known-licences/known.txt'), 'utf8').split('\n')) {
		const [, registry, licence, names] = /^(\S+) (\S+) (.+)$/u.exec(line) ?? [];
		if (registry) known[registry] = {...known[registry], [licence]: names};
	}
	return known;
}

/** Virtual modules and the data that each exports by default. */
export const compiled = {
	'shipworthy:checklists': checklists,
	'shipworthy:templates': templates,
	'shipworthy:exercises': exercises,
	'shipworthy:licences': licences,
};

/** The source of a module that exports probes by the ids of their checks, seen from source/probes: those that may be asked before any code was read, or the others. */
function probes(wantsEarly) {
	const items = Object.entries(checklists()).flatMap(([category, {items}]) => items.map(item => ({...item, category})));
	const chosen = items.filter(
		({kind, reads = 'files', per = 'repository'}) =>
			wantsEarly === (['file', 'config'].includes(kind) && reads === 'files' && per === 'repository'),
	);
	const imports = chosen.map(({id, category}, index) => `import probe${index} from './${category}/${id}.ts';`);
	return `${imports.join('\n')}\nexport default {${chosen.map(({id}, index) => `'${id}': probe${index}`).join(', ')}};`;
}

/** Modules of the bundle alone, by what they are imported as, and the source of each. */
export const joined = {
	'shipworthy:early-probes': () => probes(true),
	'shipworthy:probes': () => probes(false),
	/** In the place of source/probes/probe-of.ts: what is asked first does not wait for the others. */
	'./probe-of.ts': () => `export async function probeOf({id}) {
	const {default: early} = await import('shipworthy:early-probes');
	return early[id] ?? (await import('shipworthy:probes')).default[id];
}`,
};
