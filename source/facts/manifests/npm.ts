import type {Dependency} from '../packages.ts';
import {type Part, placeOf} from './part.ts';
import {record, textEntries, textOf} from './values.ts';

/** Parses JSON, or says why not. */
function json(text: string): {readonly value: unknown} | {readonly problem: string} {
	try {
		return {value: JSON.parse(text)};
	} catch (error) {
		return {problem: error instanceof Error ? error.message : 'not JSON'};
	}
}

/** What a package.json says. */
export function npmPart(path: string, text: string): Part {
	const parsed = json(text);
	if ('problem' in parsed) return {manifests: [placeOf(path, text, 0)], broken: [{path, because: `not valid JSON (${parsed.problem})`}]};
	const output = record(parsed.value);
	const dependencies = (value: unknown, section: string, use: Dependency['use']): readonly Dependency[] => {
		const start = Math.max(text.indexOf(`"${section}"`), 0);
		return textEntries(value).map(([name, range]) => ({
			name,
			range,
			ecosystem: 'npm',
			use,
			...placeOf(path, text, text.indexOf(`"${name}"`, start)),
		}));
	};
	const scriptsAt = Math.max(text.indexOf('"scripts"'), 0);
	const name = textOf(output.name);
	const licence = textOf(output.license);
	const manager = /^(npm|pnpm|yarn|bun)@/u.exec(textOf(output.packageManager) ?? '')?.[1];
	const listed = Array.isArray(output.workspaces) ? output.workspaces : record(output.workspaces).packages;
	const node =
		textEntries(output.engines).find(([key]) => key === 'node')?.[1] ?? textEntries(output.volta).find(([key]) => key === 'node')?.[1];
	return {
		...(name === undefined ? {} : {name}),
		...(licence === undefined ? {} : {licence}),
		manifests: [placeOf(path, text, 0)],
		private: output.private === true,
		library: output.private !== true && (output.main !== undefined || output.exports !== undefined) && name !== undefined,
		cli: output.bin !== undefined,
		...(manager === 'npm' || manager === 'pnpm' || manager === 'yarn' || manager === 'bun' ? {managers: [manager]} : {}),
		workspaces: Array.isArray(listed) ? listed.filter(entry => typeof entry === 'string') : [],
		dependencies: [
			...dependencies(output.dependencies, 'dependencies', 'production'),
			...dependencies(output.devDependencies, 'devDependencies', 'development'),
			...dependencies(output.peerDependencies, 'peerDependencies', 'peer'),
			...dependencies(output.optionalDependencies, 'optionalDependencies', 'optional'),
		],
		scripts: textEntries(output.scripts).map(([script, command]) => ({
			name: script,
			command,
			...placeOf(path, text, text.indexOf(`"${script}"`, scriptsAt)),
		})),
		runtimes: node === undefined ? [] : [{runtime: 'node', version: node, ...placeOf(path, text, text.indexOf('"node"'))}],
	};
}
