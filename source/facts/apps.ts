import {requestsIn} from './entry-points/requests.ts';
import type {Facts} from './facts.ts';
import {holds} from './facts.ts';
import {type FileFact, marksOf} from './files.ts';
import {packageOf} from './packages.ts';
import {unreadLanguage} from './unread.ts';

/** Something that is deployed by itself: a package, with the packages of the same repository that go into it. */
export type App = {
	/** The package's folder; `.` for the root. */
	readonly path: string;
	/** It has a server process, or functions of its own framework. */
	readonly server: boolean;
	/** Its only server code is functions of a hosted backend. */
	readonly functionsOnly: boolean;
	/** It runs in a visitor's browser or phone. */
	readonly client: boolean;
	/** The files of the package and of what it is built from. */
	readonly files: readonly FileFact[];
};

const kinds = ['app.api', 'app.fullstack', 'app.web', 'app.mobile', 'app.server'] as const;
const notDeployed = /(?:^|\/)(?:examples?|samples?|templates?|src-tauri)(?:\/|$)/u;
const frameworks =
	/^(?:next|nuxt|react|vue|svelte|@sveltejs\/kit|@angular\/core|express|fastify|koa|hono|@nestjs\/core|@remix-run\/\w+|astro|fastapi|flask|django|streamlit|expo)$/u;
const hostedFunctions = /(?:^|\/)(?:supabase\/functions|netlify\/functions|functions)\//u;
/** What runs before every page. */
const middlewareFile = /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/u;
const pageFile = /(?:^|\/)app\/(?:.+\/)?(?:page|layout|template)\.[jt]sx?$/u;
const loaders: ReadonlySet<string> = new Set(['getServerSideProps', 'getInitialProps', 'loader', 'load']);
/** What a page waits for without asking anybody: its own address. */
const settled = /^(?:params|props\.params|searchParams|Promise|import)$/u;
const serverStarts = [
	'server.express',
	'server.fastify',
	'server.hono',
	'server.koa',
	'server.nest',
	'server.http',
	'server.fastapi',
	'server.flask',
	'server.connexion',
	'server.streamlit',
	'server.gradio',
	'server.other',
] as const;

const known = new WeakMap<Facts, readonly App[]>();

/** The apps of a repository, found once. A package that another one depends on is a part of that one, not an app. */
export function appsOf(facts: Facts): readonly App[] {
	const apps = known.get(facts) ?? appsIn(facts);
	known.set(facts, apps);
	return apps;
}

function appsIn(facts: Facts): readonly App[] {
	const shown = (path: string, ...ids: readonly string[]): boolean =>
		holds({stack: facts.stack.filter(fact => fact.package === path)}, ...ids);
	const all = facts.packages.filter(({path}) => shown(path, ...kinds) && !notDeployed.test(path));
	const candidates = all.filter(one => one.path !== '.' || all.length === 1 || isAppItself(one, facts));
	const parts = new Map(facts.packages.map(one => [one.path, partsOf(one.path, facts)]));
	const inside = new Set(candidates.flatMap(({path}) => [...(parts.get(path) ?? [])].filter(other => other !== path)));
	return candidates
		.filter(({path}) => !inside.has(path))
		.map(({path}) => {
			const own = parts.get(path) ?? new Set([path]);
			const files = facts.files.filter(file => own.has(packageOf(file.path, facts.packages)));
			const starts = serverStarts.flatMap(kind => marksOf({files}, kind));
			const fullstack = shown(path, 'app.fullstack');
			const server = fullstack || shown(path, 'app.api', 'app.server');
			return {
				path,
				server,
				functionsOnly:
					server &&
					!shown(path, 'fw.django') &&
					starts.every(mark => hostedFunctions.test(mark.path)) &&
					(!fullstack || (holds(facts, 'baas.supabase', 'baas.firebase') && !answersItself(files, facts))),
				client:
					shown(path, 'app.web', 'app.mobile') ||
					(fullstack && shown(path, 'fw.next.app', 'fw.next.pages', 'fw.remix', 'fw.rr7', 'fw.sveltekit', 'fw.nuxt', 'fw.tanstack')),
				files,
			};
		});
}

/** A root that holds other apps is one itself only when it starts a server or names a framework. */
const isAppItself = (root: Facts['packages'][number], facts: Facts): boolean =>
	(root.workspaces.length === 0 && root.dependencies.some(({name, use}) => use === 'production' && frameworks.test(name))) ||
	serverStarts.some(kind =>
		marksOf({files: facts.files.filter(file => packageOf(file.path, facts.packages) === '.')}, kind).some(
			({path}) => !hostedFunctions.test(path),
		),
	);

/** Code of these files runs on a server of their own for a request: a route, an action, or a page that waits for something before it is shown. */
function answersItself(files: readonly FileFact[], facts: Facts): boolean {
	if (requestsIn(facts, files).some(({path}) => !hostedFunctions.test(path))) return true;
	if (facts.entryPoints.unread.some(({places}) => places.length === 0 || places.some(({path}) => !hostedFunctions.test(path)))) return true;
	return files.some(
		({role, side, path, code}) =>
			role === 'app' &&
			side !== 'client' &&
			code !== undefined &&
			(middlewareFile.test(path) ||
				(pageFile.test(path) && code.calls.some(({isAwaited, to}) => isAwaited && !settled.test(to))) ||
				code.functions.some(({name}) => loaders.has(name))),
	);
}

/** The packages of the repository that one is built from, itself included. */
function partsOf(path: string, facts: Pick<Facts, 'packages'>): ReadonlySet<string> {
	const found = new Set([path]);
	for (const next of found) {
		const names = new Set(facts.packages.find(one => one.path === next)?.dependencies.map(({name}) => name));
		for (const one of facts.packages) if (one.path !== '.' && one.name !== undefined && names.has(one.name)) found.add(one.path);
	}
	return found;
}

/** The language of the servers in some files when it is one that is not read yet. */
export const unreadServerIn = (files: readonly FileFact[]): string | undefined =>
	serverStarts.some(kind => kind !== 'server.other' && marksOf({files}, kind).length > 0) ? undefined : unreadLanguage({files});

/** The language of an app's server when it is one that is not read yet. */
export const unreadServer = (app: App): string | undefined => unreadServerIn(app.files);

/** `the app`, or its folder when there are several. */
export const nameOf = (app: App): string => (app.path === '.' ? 'the root package' : app.path);
