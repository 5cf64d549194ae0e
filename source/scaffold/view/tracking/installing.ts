import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact, PackageManager} from '../../../facts/packages.ts';
import type {Edit} from '../../wiring/edit.ts';

/** How a package is brought into a project: the edit of its manifest where that is safe, and the command that a person runs. */
export type Installing = {readonly edits: readonly Edit[]; readonly command: string};

const npmCommands: Readonly<Partial<Record<PackageManager, string>>> = {
	npm: 'npm install',
	pnpm: 'pnpm install',
	yarn: 'yarn install',
	bun: 'bun install',
};
const pythonCommands: Readonly<Partial<Record<PackageManager, string>>> = {
	pip: 'pip install',
	uv: 'uv add',
	poetry: 'poetry add',
	pipenv: 'pipenv install',
};
const inFolder = (path: string): string => (path === '.' ? '' : `, in ${path}`);
const fileIn = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

/** The manager of a package, among those of one language: its own, else the root's. */
function managerOf(
	one: PackageFact,
	facts: PlainFacts,
	commands: Readonly<Partial<Record<PackageManager, string>>>,
): PackageManager | undefined {
	const root = facts.packages.find(({path}) => path === '.')?.managers ?? [];
	return [...one.managers, ...root].find(manager => Object.hasOwn(commands, manager));
}

/** Brings an npm package in: into the manifest by an edit, into node_modules and the lockfile by a command. */
export function installNpm(one: PackageFact, name: string, range: string, facts: PlainFacts): Installing {
	const command = `${npmCommands[managerOf(one, facts, npmCommands) ?? 'npm'] ?? 'npm install'}${inFolder(one.path)}`;
	const edit: Edit = {
		kind: 'json',
		path: fileIn(one.path, 'package.json'),
		does: `adds ${name} to the dependencies`,
		byHand: `Run: npm install ${name}@${range.replace('^', '')}.`,
		set: [{at: ['dependencies', name], value: range, orAny: true}],
	};
	return {edits: [edit], command};
}

/** Brings a Python package in: into requirements.txt by an edit, else by the project's manager. */
export function installPython(one: PackageFact, name: string, range: string, facts: PlainFacts): Installing {
	const requirements = one.manifests.map(({path}) => path).find(path => /(?:^|\/)requirements\.txt$/u.test(path));
	if (one.dependencies.some(({name: known}) => known === name)) return {edits: [], command: ''};
	const known = managerOf(one, facts, pythonCommands) ?? 'pip';
	const manager = known === 'pip' ? undefined : pythonCommands[known];
	if (manager !== undefined && requirements === undefined) return {edits: [], command: `${manager} "${name}${range}"${inFolder(one.path)}`};
	if (requirements === undefined)
		return {edits: [], command: `pip install "${name}${range}"${inFolder(one.path)}, and write it into your manifest`};
	const edit: Edit = {
		kind: 'lines',
		path: requirements,
		does: `adds ${name}`,
		byHand: `Add the line ${name}${range}.`,
		add: [`${name}${range}`],
	};
	return {edits: [edit], command: `pip install -r ${requirements}`};
}
