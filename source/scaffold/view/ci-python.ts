import type {PlainFacts} from '../../facts/facts.ts';
import type {PackageFact, PackageManager} from '../../facts/packages.ts';
import type {CiJob, CiStep} from './ci-workflow.ts';
import {imageVersion} from './image-version.ts';

type PythonManager = Extract<PackageManager, 'pip' | 'uv' | 'poetry' | 'pipenv'>;
/** How a manager installs and runs. `note` explains an install that cannot be frozen. */
type Way = {readonly install: readonly CiStep[]; readonly run: string; readonly after: readonly string[]};

const defaultPython = '3.12';
const hooks = '.pre-commit-config.yaml';
const step = (name: string, run: string, note = ''): CiStep => ({name, run, note});
const inFolder = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const isManager = (manager: PackageManager): manager is PythonManager => ['pip', 'uv', 'poetry', 'pipenv'].includes(manager);
const declares = (one: PackageFact, name: string): boolean =>
	one.dependencies.some(dependency => dependency.ecosystem === 'python' && dependency.name === name);

const unlocked = (file: string, frozen: string): string =>
	`There is no ${file}, so each run may install something else. Commit it, then make this: ${frozen}`;
const commit = (path: string): string => `Commit ${path}: without it the workflow cannot install what you tested with.`;

const hasLock = (one: PackageFact | undefined, name: string): boolean => one?.lockfiles.some(path => nameOf(path) === name) ?? false;

function withUv(one: PackageFact, root: PackageFact | undefined): Way {
	const locked = hasLock(one, 'uv.lock') || hasLock(root, 'uv.lock');
	const frozen = 'uv sync --locked --all-extras --all-groups';
	const install = locked
		? step('Install exactly what the lockfile says', frozen)
		: step('Install', 'uv sync --all-extras --all-groups', unlocked('uv.lock', frozen));
	return {
		install: [step('Install uv', 'python -m pip install uv'), install],
		run: 'uv run --no-sync ',
		after: locked ? [] : [commit(inFolder(one.path, 'uv.lock'))],
	};
}

function withPoetry(one: PackageFact): Way {
	const locked = hasLock(one, 'poetry.lock');
	const check = locked ? [step('The lockfile fits the manifest', 'poetry check --lock')] : [];
	const install = step(
		locked ? 'Install exactly what the lockfile says' : 'Install',
		'poetry install --no-interaction --all-extras',
		locked ? '' : 'There is no poetry.lock, so each run may install something else. Commit it.',
	);
	return {
		install: [step('Install Poetry', 'python -m pip install poetry'), ...check, install],
		run: 'poetry run ',
		after: locked ? [] : [commit(inFolder(one.path, 'poetry.lock'))],
	};
}

function withPipenv(one: PackageFact): Way {
	const locked = hasLock(one, 'Pipfile.lock');
	const install = locked
		? step('Install exactly what the lockfile says', 'pipenv sync --dev')
		: step('Install', 'pipenv install --dev --skip-lock', unlocked('Pipfile.lock', 'pipenv sync --dev'));
	return {
		install: [step('Install Pipenv', 'python -m pip install pipenv'), install],
		run: 'pipenv run ',
		after: locked ? [] : [commit(inFolder(one.path, 'Pipfile.lock'))],
	};
}

const harmlessName = /^[A-Za-z0-9][\w.-]*$/u;
const inRequirements = (path: string): boolean => /requirements/u.test(path);

function withPip(one: PackageFact, tools: readonly string[]): Way {
	const files = [...new Set([...one.manifests.map(({path}) => path), ...one.dependencies.map(({path}) => path)])]
		.filter(inRequirements)
		.map(path => (one.path === '.' ? path : path.slice(one.path.length + 1)))
		.filter(path => path.split('/').every(part => harmlessName.test(part)));
	if (files.length > 0) {
		const loose = one.dependencies.filter(({path, range}) => inRequirements(path) && !/^={2,3}[^*]+$/u.test(range)).length;
		const note = loose > 0 ? 'Not every line of the requirements names one version (==), so each run may install something else.' : '';
		const after =
			loose > 0
				? [
						`Pin the requirements of ${one.path === '.' ? 'the package' : one.path} (pip freeze, pip-compile or uv): ${loose} without an exact version.`,
					]
				: [];
		return {install: [step('Install', `python -m pip install ${files.map(file => `-r ${file}`).join(' ')}`, note)], run: '', after};
	}
	const note = 'There is no lockfile, so each run may install something else.';
	const extra = tools.length > 0 ? [step('Install the tools', `uv pip install --system ${tools.join(' ')}`)] : [];
	return {
		install: [
			step('Install uv', 'python -m pip install uv'),
			step('Install', 'uv pip install --system -r pyproject.toml --all-extras', note),
			...extra,
		],
		run: '',
		after: [
			`Add a lockfile for ${one.path === '.' ? 'the package' : one.path} (uv lock, or pinned requirements): without it the workflow cannot install what you tested with.`,
		],
	};
}

function wayOf(one: PackageFact, root: PackageFact | undefined, tools: readonly string[]): Way {
	const own = one.managers.find(isManager) ?? 'pip';
	// A member of a uv workspace is installed from the lockfile of its root.
	const manager = own === 'pip' && hasLock(root, 'uv.lock') && !one.manifests.some(({path}) => inRequirements(path)) ? 'uv' : own;
	switch (manager) {
		case 'uv':
			return withUv(one, root);
		case 'poetry':
			return withPoetry(one);
		case 'pipenv':
			return withPipenv(one);
		case 'pip':
			return withPip(one, tools);
	}
}

function versionOf(facts: PlainFacts, one: PackageFact, root: PackageFact | undefined): Pick<CiJob, 'version' | 'versionFile'> {
	const asked = [...one.runtimes, ...(root?.runtimes ?? [])].filter(({runtime}) => runtime === 'python');
	const file = asked.find(({path}) => /(?:^|\/)\.(?:python-version|tool-versions)$/u.test(path));
	if (file) return {version: '', versionFile: file.path};
	const range = asked[0]?.version ?? imageVersion(facts, 'python');
	const minor = /3\.(?<minor>\d+)/u.exec(range)?.groups?.minor;
	const open = /^\s*(?:>|\^)/u.test(range);
	if (minor === undefined) return {version: defaultPython, versionFile: ''};
	return {version: open && Number(minor) < 12 && !range.includes('<3.1') ? defaultPython : `3.${minor}`, versionFile: ''};
}

function pythonJob(facts: PlainFacts, one: PackageFact, root: PackageFact | undefined): CiJob {
	const inside = facts.files.filter(({path}) => one.path === '.' || path.startsWith(`${one.path}/`));
	const tested = inside.some(({path, role}) => role === 'test' && path.endsWith('.py'));
	const tools = ['ruff', 'mypy', 'pytest'].filter(tool => declares(one, tool));
	const way = wayOf(one, root, tools);
	// What every commit is checked by on its author's machine is checked here for everybody; ruff is among it or stands for it.
	const hooked = !tools.includes('ruff') && one.path === '.' && facts.files.some(({path}) => path === hooks);
	const checks = [
		...(tools.includes('ruff') ? [step('Lint', `${way.run}ruff check .`)] : []),
		...(hooked ? [step('Lint', 'python -m pip install pre-commit && pre-commit run --all-files')] : []),
		...(tools.includes('mypy') ? [step('Check types', `${way.run}mypy .`)] : []),
		...(tools.includes('pytest') && tested ? [step('Test', `${way.run}python -m pytest`)] : []),
	];
	const fallback = step('Every file can be read by Python', `python -m compileall -q -x '(^|/)(node_modules|[.]venv|venv)/' .`);
	return {
		id: '',
		folder: one.path,
		runtime: 'python',
		...versionOf(facts, one, root),
		cache: '',
		corepack: false,
		install: way.install,
		exec: way.run,
		steps: [...way.install, ...(checks.length > 0 ? checks : [fallback])],
		checks: checks.length > 0,
		after: way.after,
	};
}

/** One job for each Python package. */
export function pythonJobs(facts: PlainFacts): readonly CiJob[] {
	const packages = facts.packages.filter(({ecosystems}) => ecosystems.includes('python'));
	const root = facts.packages.find(({path}) => path === '.');
	const jobs = packages.map(one => pythonJob(facts, one, root));
	return jobs.length > 1 ? jobs.filter(({folder, checks}) => checks || folder !== '.') : jobs;
}
