import {parse as parseToml} from 'smol-toml';
import type {Place} from '../../safe-text.ts';
import type {Dependency, PackageManager} from '../packages.ts';
import {nameOf, type Part, placeOf} from './part.ts';
import {record, textOf} from './values.ts';

const requirement = /^(?<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]\n]*\])?\s*(?<range>(?:[=<>!~@][^;#\n]*)?)/u;

/** The canonical form of a Python package's name. */
export const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/gu, '-');

/** What a requirements file lists. */
export function requirements(path: string, text: string): readonly Dependency[] {
	const use = /dev|test|lint|doc/iu.test(nameOf(path)) ? 'development' : 'production';
	return text.split(/\r?\n/u).flatMap((line, index) => {
		const match = requirement.exec(line.trim());
		const name = match?.groups?.name;
		return name === undefined
			? []
			: [
					{
						name: pythonName(name),
						range: (match?.groups?.range ?? '').trim(),
						ecosystem: 'python' as const,
						use,
						path,
						line: index + 1,
						text: line.trim().slice(0, 300),
					},
				];
	});
}

/** What a pyproject.toml or Pipfile says. */
export function tomlPart(path: string, text: string): Part {
	const parsed = toml(text);
	if (parsed === undefined) return {manifests: [placeOf(path, text, 0)], broken: [{path, because: 'not valid TOML'}]};
	const project = record(parsed.project);
	const poetry = record(record(parsed.tool).poetry);
	const pipfile = nameOf(path) === 'Pipfile';
	const at = (name: string): Place => {
		const offset = text.search(new RegExp(`(?:^|["'\\s])${name.replace(/[-_.]+/gu, '[-_.]')}(?=["'\\s=<>!~\\[;@,]|$)`, 'imu'));
		return placeOf(path, text, offset === -1 ? 0 : offset + 1);
	};
	/** Where an entry of a list stands; its name may stand in other places as well. */
	const written = (entry: unknown, name: string): Place => {
		const offset = typeof entry === 'string' ? Math.max(text.indexOf(`"${entry}"`), text.indexOf(`'${entry}'`)) : -1;
		return offset === -1 ? at(name) : placeOf(path, text, offset + 1);
	};
	const listed = (value: unknown, use: Dependency['use']): readonly Dependency[] =>
		(Array.isArray(value) ? value : []).flatMap(entry => {
			const match = typeof entry === 'string' ? requirement.exec(entry) : null;
			const name = match?.groups?.name;
			return name === undefined
				? []
				: [
						{
							name: pythonName(name),
							range: (match?.groups?.range ?? '').trim(),
							ecosystem: 'python' as const,
							use,
							...written(entry, name),
						},
					];
		});
	const tabled = (value: unknown, use: Dependency['use']): readonly Dependency[] =>
		Object.entries(record(value))
			.filter(([name]) => name !== 'python')
			.map(([name, range]) => ({
				name: pythonName(name),
				range: typeof range === 'string' ? range : (textOf(record(range).version) ?? ''),
				ecosystem: 'python',
				use,
				...at(name),
			}));
	const name = textOf(project.name) ?? textOf(poetry.name);
	const licence = textOf(project.license) ?? textOf(record(project.license).text) ?? textOf(poetry.license);
	const python =
		textOf(project['requires-python']) ?? textOf(record(poetry.dependencies).python) ?? textOf(record(parsed.requires).python_version);
	const managers: readonly PackageManager[] = [
		...(parsed.tool !== undefined && Object.keys(poetry).length > 0 ? (['poetry'] as const) : []),
		...(Object.hasOwn(record(parsed.tool), 'uv') ? (['uv'] as const) : []),
		...(pipfile ? (['pipenv'] as const) : []),
	];
	const listedMembers = record(record(record(parsed.tool).uv).workspace).members;
	const members: readonly unknown[] = Array.isArray(listedMembers) ? listedMembers : [];
	return {
		...(name === undefined ? {} : {name}),
		...(licence === undefined ? {} : {licence}),
		manifests: [placeOf(path, text, 0)],
		managers,
		workspaces: members.filter(member => typeof member === 'string'),
		cli: project.scripts !== undefined,
		library: isForTheIndex(project.classifiers) || isForTheIndex(poetry.classifiers),
		dependencies: [
			...listed(project.dependencies, 'production'),
			...Object.values(record(project['optional-dependencies'])).flatMap(value => listed(value, 'optional')),
			...Object.values(record(parsed['dependency-groups'])).flatMap(value => listed(value, 'development')),
			...tabled(poetry.dependencies, 'production'),
			...tabled(poetry['dev-dependencies'], 'development'),
			...Object.values(record(poetry.group)).flatMap(group => tabled(record(group).dependencies, 'development')),
			...(pipfile ? [...tabled(parsed.packages, 'production'), ...tabled(parsed['dev-packages'], 'development')] : []),
		],
		runtimes: python === undefined ? [] : [{runtime: 'python', version: python, ...at('python')}],
	};
}

/** Classifiers sort a package in the index, so that others can find and build on it. */
const isForTheIndex = (classifiers: unknown): boolean =>
	Array.isArray(classifiers) && classifiers.length > 0 && !classifiers.some(one => typeof one === 'string' && one.startsWith('Private ::'));

function toml(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return record(parseToml(text));
	} catch {
		return undefined;
	}
}
