import type {PlainFacts} from '../../facts/facts.ts';
import type {PackageFact, PackageManager} from '../../facts/packages.ts';
import type {CiJob, CiStep} from './ci-workflow.ts';
import {imageVersion} from './image-version.ts';

type NodeManager = Extract<PackageManager, 'npm' | 'pnpm' | 'yarn' | 'bun'>;
type Commands = {readonly frozen: string; readonly loose: string; readonly run: string; readonly exec: string; readonly lockfile: string};

const defaultNode = 22;
const commandsOf: Readonly<Record<NodeManager, Commands>> = {
	npm: {
		frozen: 'npm ci',
		loose: 'npm install --no-audit --no-fund',
		run: 'npm run',
		exec: 'npx --no-install',
		lockfile: 'package-lock.json',
	},
	pnpm: {
		frozen: 'pnpm install --frozen-lockfile',
		loose: 'pnpm install --no-frozen-lockfile',
		run: 'pnpm run',
		exec: 'pnpm exec',
		lockfile: 'pnpm-lock.yaml',
	},
	yarn: {frozen: 'yarn install --frozen-lockfile', loose: 'yarn install', run: 'yarn run', exec: 'yarn run', lockfile: 'yarn.lock'},
	bun: {frozen: 'bun install --frozen-lockfile', loose: 'bun install', run: 'bun run', exec: 'bun run', lockfile: 'bun.lock'},
};
const nodeLockfile = /(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/u;
const runsAll = /\b(?:turbo|nx|lerna)\b|\bpnpm (?:-r|--recursive|recursive|--filter)\b|--workspaces\b|\s-ws\b|\byarn workspaces\b/u;
const noTest = /no test specified/u;
const watches = /--watch(?!=false|All=false)\b/u;

const scriptNames = {
	lint: ['lint', 'eslint'],
	types: ['typecheck', 'type-check', 'types', 'check-types', 'check:types', 'tsc'],
	test: ['test', 'test:ci', 'test:unit'],
	build: ['build'],
} as const;

const inFolder = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);
const hasFile = (facts: PlainFacts, path: string): boolean => facts.files.some(file => file.path === path);
const depends = (one: PackageFact, name: string): boolean =>
	one.dependencies.some(dependency => dependency.ecosystem === 'npm' && dependency.name === name);
const isManager = (manager: PackageManager): manager is NodeManager => Object.hasOwn(commandsOf, manager);
const isBelow = (path: string, folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`);

/** The package whose lockfile or workspace installs this one: itself, or the nearest one above. */
function installer(one: PackageFact, all: readonly PackageFact[]): PackageFact {
	const locked = (other: PackageFact): boolean => other.lockfiles.some(path => nodeLockfile.test(path));
	if (locked(one)) return one;
	const above = all.filter(other => other.path !== one.path && isBelow(one.path, other.path) && other.workspaces.length > 0);
	return above.sort((a, b) => b.path.length - a.path.length)[0] ?? one;
}

function scriptOf(one: PackageFact, names: readonly string[]): string | undefined {
	const usable = one.scripts.filter(({command}) => !noTest.test(command) && !watches.test(command));
	return names.find(name => usable.some(script => script.name === name));
}

function typeStep(facts: PlainFacts, one: PackageFact, root: PackageFact, commands: Commands): CiStep | undefined {
	const script = scriptOf(one, scriptNames.types) ?? (depends(one, '@sveltejs/kit') ? scriptOf(one, ['check']) : undefined);
	if (script) return {name: 'Check types', run: `${commands.run} ${script}`, note: ''};
	const builds = one.scripts.find(({name}) => name === 'build')?.command ?? '';
	const own = depends(one, 'typescript') || depends(root, 'typescript');
	const generated = depends(one, '@sveltejs/kit') || depends(one, 'nuxt') || depends(one, 'astro');
	if (!own || generated || /\btsc\b/u.test(builds)) return undefined;
	const project = ['tsconfig.app.json', 'tsconfig.json'].find(name => hasFile(facts, inFolder(one.path, name)));
	if (!project) return undefined;
	return {name: 'Check types', run: `${commands.exec} tsc --noEmit${project === 'tsconfig.json' ? '' : ` -p ${project}`}`, note: ''};
}

function checksOf(facts: PlainFacts, one: PackageFact, root: PackageFact, commands: Commands): readonly CiStep[] {
	const step = (name: string, script: string | undefined): readonly CiStep[] =>
		script ? [{name, run: `${commands.run} ${script}`, note: ''}] : [];
	const types = typeStep(facts, one, root, commands);
	const lint = step('Lint', scriptOf(one, scriptNames.lint));
	const test = step('Test', scriptOf(one, scriptNames.test));
	const build = step('Build', scriptOf(one, scriptNames.build));
	// Next.js writes types while it builds that its own type check needs.
	const typed = types ? [types] : [];
	return depends(one, 'next') ? [...lint, ...test, ...build, ...typed] : [...lint, ...typed, ...test, ...build];
}

function prismaStep(one: PackageFact, commands: Commands): readonly CiStep[] {
	const generates = one.scripts.some(({command}) => command.includes('prisma generate') || command.includes('prisma:generate'));
	return depends(one, 'prisma') && !generates
		? [{name: 'Generate the database client', run: `${commands.exec} prisma generate`, note: ''}]
		: [];
}

/** The version that a manifest asks for, as one major: the named one, or the usual one when a range is open. */
export function nodeVersion(range: string): string {
	const major = /\d+/u.exec(range)?.[0];
	if (major === undefined) return String(defaultNode);
	const open = /^\s*>/u.test(range) || range.includes('||');
	return String(open ? Math.max(Number(major), defaultNode) : Number(major));
}

function versionOf(facts: PlainFacts, one: PackageFact, root: PackageFact): Pick<CiJob, 'version' | 'versionFile'> {
	const asked = [...one.runtimes, ...root.runtimes].filter(({runtime}) => runtime === 'node');
	const file = asked.find(({path}) => /(?:^|\/)\.(?:nvmrc|node-version|tool-versions)$/u.test(path));
	if (file) return {version: '', versionFile: file.path};
	return {version: nodeVersion(asked[0]?.version ?? imageVersion(facts, 'node')), versionFile: ''};
}

const managerNote: Readonly<Record<NodeManager, string>> = {
	npm: '',
	pnpm: 'Keep "packageManager" in package.json: the workflow takes its version of pnpm from there.',
	yarn: 'Keep "packageManager" in package.json: the workflow takes its version of Yarn from there.',
	bun: 'The workflow installs the newest Bun; name a version there when you depend on one.',
};

function nodeJob(facts: PlainFacts, one: PackageFact, root: PackageFact): CiJob {
	const manager = root.managers.find(isManager) ?? one.managers.find(isManager) ?? 'npm';
	const commands = commandsOf[manager];
	const lockfile = root.lockfiles.find(path => nodeLockfile.test(path)) ?? '';
	const berry = manager === 'yarn' && hasFile(facts, inFolder(root.path, '.yarnrc.yml'));
	const frozen = berry ? 'yarn install --immutable' : commands.frozen;
	const locked = {name: 'Install exactly what the lockfile says', run: frozen, note: ''};
	const loose = {
		name: 'Install',
		run: commands.loose,
		note: `There is no lockfile, so each run may install something else. Commit ${commands.lockfile}, then make this: ${frozen}`,
	};
	const setup = manager === 'bun' ? [{name: 'Install Bun', run: 'npm install --global bun', note: ''}] : [];
	const checks = checksOf(facts, one, root, commands);
	const install = [...setup, {...(lockfile ? locked : loose), ...(root === one ? {} : {at: root.path})}, ...prismaStep(one, commands)];
	const watching = one.scripts.filter(({name, command}) => name === 'test' && watches.test(command));
	return {
		id: '',
		folder: one.path,
		runtime: 'node',
		...versionOf(facts, one, root),
		cache: manager === 'npm' ? lockfile : '',
		corepack: manager === 'pnpm' || manager === 'yarn',
		install,
		exec: `${commands.exec} `,
		steps: [...install, ...checks],
		checks: checks.some(({name}) => name !== 'Build'),
		after: [
			...(lockfile
				? []
				: [`Commit ${inFolder(root.path, commands.lockfile)}: without it the workflow cannot install what you tested with.`]),
			...(managerNote[manager] ? [managerNote[manager]] : []),
			...watching.map(
				() =>
					`The test script of ${one.path === '.' ? 'the package' : one.path} waits for changes (--watch), so the workflow leaves it out. Add a test:ci script that ends.`,
			),
		],
	};
}

/** One job for each npm package that has its own checks; none for those that a root script already runs. */
export function nodeJobs(facts: PlainFacts): readonly CiJob[] {
	const packages = facts.packages.filter(({ecosystems}) => ecosystems.includes('npm'));
	const root = packages.find(({path}) => path === '.');
	const delegates =
		root?.scripts.some(({name, command}) => ['test', 'lint', 'build', 'typecheck'].includes(name) && runsAll.test(command)) ?? false;
	const jobs = packages
		.filter(one => !delegates || one === root || installer(one, packages) !== root)
		.map(one => nodeJob(facts, one, installer(one, packages)));
	const working = jobs.filter(({checks, steps}) => checks || steps.some(({name}) => name === 'Build'));
	return working.length > 0 ? working : jobs.slice(0, 1);
}
