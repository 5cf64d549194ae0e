import {entryOf, textOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';
import {portIn} from './port.ts';
import {type Cooked, inFolder, within} from './recipe.ts';
import {startOf} from './start.ts';

type Manager = {
	readonly lock: string;
	readonly install: string;
	readonly run: string;
	readonly prune: string;
	readonly cache: string;
	readonly before: readonly string[];
};

const managers: Readonly<Record<'npm' | 'pnpm' | 'yarn' | 'berry', Manager>> = {
	npm: {lock: 'package-lock.json', install: 'npm ci', run: 'npm run', prune: 'npm prune --omit=dev', cache: '/root/.npm', before: []},
	pnpm: {
		lock: 'pnpm-lock.yaml',
		install: 'pnpm install --frozen-lockfile --store-dir /root/.pnpm-store',
		run: 'pnpm run',
		prune: 'CI=true pnpm prune --prod --store-dir /root/.pnpm-store',
		cache: '/root/.pnpm-store',
		before: ['RUN corepack enable'],
	},
	yarn: {
		lock: 'yarn.lock',
		install: 'yarn install --frozen-lockfile',
		run: 'yarn run',
		prune: 'yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline',
		cache: '/usr/local/share/.cache/yarn',
		before: [],
	},
	berry: {
		lock: 'yarn.lock',
		install: 'yarn install --immutable',
		run: 'yarn run',
		prune: 'yarn workspaces focus --production',
		cache: '/root/.yarn/berry/cache',
		// Without a folder node_modules, plain node would not find a package.
		before: ['ENV YARN_NODE_LINKER=node-modules', 'RUN corepack enable'],
	},
};

function managerOf(facts: PlainFacts, one: PackageFact): Manager | {readonly because: string} {
	const has = (name: string): boolean => facts.files.some(({path}) => path === inFolder(one.path, name));
	if (has('.pnp.cjs')) return {because: 'it is installed with Plug and Play of Yarn, for which shipworthy writes no image'};
	if (has('pnpm-lock.yaml')) return managers.pnpm;
	if (has('yarn.lock')) return has('.yarnrc.yml') ? managers.berry : managers.yarn;
	if (has('package-lock.json')) return managers.npm;
	return {
		because: one.managers.includes('bun')
			? 'it is installed with Bun, for which shipworthy writes no image yet'
			: 'there is no lockfile: commit package-lock.json (npm install makes it), so that the image holds what you tested',
	};
}

/** The configuration of Next.js asks for an output that stands by itself. */
const isStandalone = (facts: PlainFacts, one: PackageFact, code: CodeNow): boolean =>
	facts.files
		.filter(({path}) => /^next\.config\.[cm]?[jt]s$/u.test(within(one.path, path)))
		.some(({path}) => {
			const read = code(path);
			const values = [
				...(read?.variables ?? []).map(({value}) => value),
				...(read?.exports ?? []).flatMap(({value}) => value ?? []),
				...(read?.assignments ?? []).map(({value}) => value),
				...(read?.calls ?? []).flatMap(({args}) => args),
			];
			return values.some(value => textOf(entryOf(value, 'output')) === 'standalone');
		});

/** The file that a start command names, as it lies in the repository: `dist/server.js` comes of `src/server.ts`. */
function sourceOf(facts: PlainFacts, one: PackageFact, words: readonly string[]): string | undefined {
	const file = words
		.slice(1)
		.find(word => !word.startsWith('-'))
		?.replace(/^\.\//u, '');
	if (file === undefined) return undefined;
	const bare = file.replace(/^(?:dist|build|out|lib)\//u, '').replace(/\.[cm]?[jt]s$/u, '');
	return facts.files.find(({path, role}) => {
		const own = within(one.path, path).replace(/\.[cm]?[jt]s$/u, '');
		return role === 'app' && (own === bare || own === `src/${bare}` || own === file.replace(/\.[cm]?[jt]s$/u, ''));
	})?.path;
}

/** Files that an install reads besides manifest and lockfile. */
const besides = ['.npmrc', '.yarnrc.yml', 'pnpm-workspace.yaml'];
const plainRoute = /^\/[\w/-]*$/u;

/** How the image of a package of Node.js is made. */
export function nodeImage(facts: PlainFacts, one: PackageFact, version: string, code: CodeNow): Cooked {
	if (one.workspaces.length > 0) return {because: 'it is a workspace of several packages: write an image for the one that is started'};
	const manager = managerOf(facts, one);
	if ('because' in manager) return manager;
	const has = (name: string): boolean => facts.files.some(({path}) => path === inFolder(one.path, name));
	const depends = (name: string): boolean => one.dependencies.some(own => own.name === name && own.ecosystem === 'npm');
	const standalone = depends('next') && isStandalone(facts, one, code);
	const started = standalone ? {words: ['node', 'server.js'], settings: ['HOSTNAME=0.0.0.0']} : startOf(one);
	if ('because' in started) return started;
	const source = depends('next') ? undefined : sourceOf(facts, one, started.words);
	const port = depends('next') ? 3000 : portIn(source === undefined ? undefined : code(source));
	const route = facts.health.find(
		({path, route: own}) => (one.path === '.' || path.startsWith(`${one.path}/`)) && plainRoute.test(own),
	)?.route;
	const builds = one.scripts.some(({name}) => name === 'build');
	const prisma =
		has('prisma/schema.prisma') &&
		!one.scripts.some(({name, command}) => ['build', 'postinstall'].includes(name) && command.includes('prisma generate'));
	return {
		recipe: {
			base: `node:${version}-bookworm-slim`,
			manifests: [{from: ['package.json', manager.lock, ...besides.filter(name => has(name))].join(' '), to: './'}],
			before: manager.before,
			install: manager.install,
			cache: manager.cache,
			after: [
				...(prisma ? ['node_modules/.bin/prisma generate'] : []),
				...(builds ? [`${manager.run} build`] : []),
				...(standalone ? [] : [manager.prune]),
			],
			start: started.words,
			health: port === undefined || route === undefined ? undefined : {port, route},
			settings: ['NODE_ENV=production', ...started.settings],
		},
		notes: [
			...(manager.before.some(line => line.includes('corepack'))
				? ['Keep "packageManager" in package.json: the image takes the version of the package manager from there.']
				: []),
			...(route !== undefined && port === undefined
				? ['The port is not written where it can be read, so the image has no health check: let the platform ask the health route.']
				: []),
		],
	};
}

/** Whether a package's image is that of Next.js with an output that stands by itself, and whether it has a folder of public files. */
export const standaloneOf = (
	facts: PlainFacts,
	one: PackageFact,
	code: CodeNow,
): {readonly standalone: boolean; readonly publicFiles: boolean} => ({
	standalone: one.dependencies.some(({name}) => name === 'next') && isStandalone(facts, one, code),
	publicFiles: facts.files.some(({path}) => within(one.path, path).startsWith('public/')),
});
