import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import {packageOf} from '../../facts/packages.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** An API with fewer routes is read faster than its contract. */
const fewestRoutes = 5;
/** A description that leaves out more than half of the routes describes another API. */
const smallestShare = 0.5;
/** A page for people groups routes and leaves the obvious ones out. */
const smallestTold = 0.25;

const plain = ({path, line, text}: Place): Place => ({path, line, text});
/** A route for every path serves the pages of an application, or says that nothing is there. */
const anything = /^\/?\*$/u;
/** Frameworks in which a file is a route, whatever methods it answers. */
const byFile: ReadonlySet<string> = new Set(['next.app', 'next.pages', 'sveltekit', 'nuxt', 'astro', 'vercel.functions']);
/** What a framework's own pages or a platform's own client call: their types or their names are the contract. */
const forOwnClient: ReadonlySet<string> = new Set(['remix', 'rr7', 'supabase.functions', 'firebase.functions', 'convex']);
const screens = ['app.ui', 'app.web', 'app.mobile', 'app.fullstack'];

const probe: Probe = facts => {
	const routes = routesOf(facts);
	const written = specOf(facts);
	const code = [...marksOf(facts, 'contract.code', ['app', 'config']), ...fromFastApi(facts)];
	if (code.length > 0) {
		const others = besides(code, routes, facts);
		return others.length < fewestRoutes
			? pass('the description of the API is generated from its code', code.slice(0, 3).map(plain))
			: whoCalls(facts, others);
	}
	if (written !== undefined) {
		const {spec, paths} = written;
		const said = `${spec.path} describes ${paths === 1 ? 'one path' : `${paths} paths`}`;
		const own = holds(facts, 'app.fullstack');
		if (own ? paths >= fewestRoutes : paths >= routes.length * smallestShare)
			return pass(`${said} of the API`, [plain(spec), ...routes.slice(0, 1)]);
		if (own) return unknown(`${said}; which of the ${routes.length} routes are for others cannot be told`, [plain(spec)]);
		return gap(`${said}, and the code has about ${routes.length} routes`, [plain(spec), ...routes.slice(0, 2)]);
	}
	const graph = [...marksOf(facts, 'contract.graph', ['app', 'config']), ...marksOf(facts, 'contract.proto', ['app', 'config'])];
	if (graph.length > 0 && routes.length < fewestRoutes) return pass('callers have a schema to build on', graph.slice(0, 3).map(plain));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet, and no description of the API was found`);
	if (answersWithPages(facts))
		return notApplicable('its routes answer with pages, not with data', marksOf(facts, 'answer.page').slice(0, 2).map(plain));
	const typed = facts.entryPoints.points.filter(({framework}) => framework === 'trpc');
	if (routes.length < fewestRoutes)
		return notApplicable(
			typed.length > 0
				? 'its callers share the types of its procedures'
				: `it has ${routes.length === 0 ? 'no routes' : `only ${routes.length === 1 ? 'one route' : `${routes.length} routes`}`} of an API`,
			typed.slice(0, 1).map(plain),
		);
	const told = marksOf(facts, 'contract.told', ['docs', 'app', 'config']);
	const named = new Set(told.map(({value = ''}) => value.replace(/[/]$/u, '')));
	if (named.size >= fewestRoutes && named.size >= routes.length * smallestTold) {
		const said = `a page names ${named.size} paths of the API for people, and the code has about ${routes.length} routes`;
		const places = [...told.slice(0, 2), ...routes.slice(0, 1)].map(plain);
		// A client that is built from prose asks for what is not there, and nothing says so.
		return holds(facts, ...screens) && !holds(facts, 'app.fullstack')
			? gap(`${said}: nothing that a program can check describes them`, places, {severity: 'low'})
			: unknown(said, places, {asks: 'Does that page say what each route takes and answers, and is it changed with the code?'});
	}
	return whoCalls(facts, routes);
};

/** Routes of servers that stand apart from those whose code describes itself; a package that another builds on is part of that one. */
function besides(code: readonly Place[], routes: readonly Place[], facts: Facts): readonly Place[] {
	const described = new Set(code.map(({path}) => packageOf(path, facts.packages)));
	const used = new Set(facts.packages.flatMap(({dependencies}) => dependencies.map(({name}) => name)));
	const parts = new Set(facts.packages.filter(({name}) => name !== undefined && used.has(name)).map(({path}) => path));
	const servers = new Set(factsNamed(facts, 'app.api').flatMap(fact => (parts.has(fact.package) ? [] : [fact.package])));
	return routes.filter(({path}) => {
		const own = packageOf(path, facts.packages);
		return servers.has(own) && !described.has(own);
	});
}

function whoCalls(facts: Facts, routes: readonly Place[]) {
	const keys = factsNamed(facts, 'surface.publicApi').flatMap(({evidence}) => evidence);
	const tools = factsNamed(facts, 'app.mcp').flatMap(({evidence}) => evidence);
	if (keys.length > 0 && tools.length > 0)
		return unknown(
			`others are given keys, and an MCP server describes its own tools to them; whether the ${routes.length} routes are for them too cannot be told`,
			[...keys.slice(0, 1), ...tools.slice(0, 1), ...routes.slice(0, 2)].map(plain),
		);
	if (keys.length > 0)
		return gap(
			`others are given keys to an API of ${routes.length} routes, and nothing describes it`,
			[...routes.slice(0, 3), ...keys.slice(0, 1)],
			{severity: 'high'},
		);
	if (holds(facts, 'app.fullstack') || marksOf(facts, 'answer.page').length > 0)
		return unknown(
			`${routes.length} routes answer with data and nothing describes them; whether anyone else calls them cannot be told`,
			routes.slice(0, 3),
		);
	if (!holds(facts, ...screens))
		return gap(`${routes.length} routes for callers whose code is elsewhere, and nothing describes them`, routes.slice(0, 4));
	const servers = new Set(factsNamed(facts, 'app.api').map(fact => fact.package));
	const clients = screens.flatMap(id => factsNamed(facts, id)).filter(fact => !servers.has(fact.package));
	return clients.length > 0
		? gap(`${routes.length} routes for a client that is built apart from them, and nothing describes them`, routes.slice(0, 4))
		: unknown(
				`${routes.length} routes answer with data and nothing describes them; whether anyone else calls them cannot be told`,
				routes.slice(0, 3),
			);
}

/** Routes that answer with data, each once: those of files that render pages are left out. */
function routesOf(facts: Facts): readonly Place[] {
	const renders = new Set(marksOf(facts, 'answer.page').map(({path}) => path));
	const serving = new Set(factsNamed(facts, 'app.server').map(fact => fact.package));
	const routes = new Map<string, Place>();
	for (const point of facts.entryPoints.points) {
		const {kind, framework, method, route, path, handler} = point;
		if ((kind !== 'http' && kind !== 'webhook') || !serving.has(point.package) || anything.test(route)) continue;
		if (forOwnClient.has(framework)) continue;
		if (renders.has(path) || (handler !== undefined && renders.has(handler.path))) continue;
		if (framework === 'django' && !isApi(point)) continue;
		const key = JSON.stringify([point.package, route, byFile.has(framework) ? '' : method]);
		if (!routes.has(key)) routes.set(key, plain(point));
	}
	return [...routes.values()];
}

const isApi = ({path, route}: EntryPoint): boolean =>
	/(?:^|\/)(?:\w*_)?api(?:_\w*)?(?:\/|\.py$)|rest/u.test(path) || /(?:^|\/)api\//u.test(route);

/** FastAPI describes itself, unless it is told not to. */
const fromFastApi = (facts: Facts): readonly PlacedMark[] =>
	marksOf(facts, 'contract.off').length > 0 ? [] : marksOf(facts, 'server.fastapi');

/** The description with most paths. */
function specOf(facts: Facts): {readonly spec: PlacedMark; readonly paths: number} | undefined {
	const roles = ['app', 'config', 'docs', 'generated'] as const;
	const paths = marksOf(facts, 'contract.path', roles);
	return marksOf(facts, 'contract.spec', roles)
		.map(spec => ({spec, paths: new Set(paths.filter(({path}) => path === spec.path).map(({value}) => value)).size}))
		.filter(({paths: count}) => count > 0)
		.sort((one, other) => other.paths - one.paths)[0];
}

const answersWithPages = (facts: Facts): boolean => {
	const pages = marksOf(facts, 'answer.page').length;
	return pages > 0 && pages >= marksOf(facts, 'answer.data').length && !holds(facts, 'surface.publicApi');
};

export default probe;
