import type {Place} from '../../../safe-text.ts';
import type {Fact} from '../../facts.ts';
import {type FileFact, marksOf} from '../../files.ts';
import type {PackageFact} from '../../packages.ts';

/** What derived facts are made from: one package, its files, and what was seen directly in them. */
export type Ground = {
	readonly one: PackageFact;
	readonly files: readonly FileFact[];
	/** The ids of the facts that hold. */
	readonly held: ReadonlySet<string>;
	/** Two places for each of the named facts that holds. */
	readonly evidenceOf: (...ids: readonly string[]) => readonly Place[];
	/** The same for every fact of a group: `pay.`. */
	readonly evidenceOfGroup: (prefix: string) => readonly Place[];
	/** Servers that answer in this package, by how they were seen. */
	readonly answering: Answering;
};

/** Where a package answers requests. */
export type Answering = {
	readonly fullstack: readonly Place[];
	/** Django with pages of its own. */
	readonly templates: readonly Place[];
	readonly servers: readonly Place[];
	/** Servers in languages whose code is not read. */
	readonly others: readonly Place[];
	readonly functions: readonly Place[];
	readonly platformFunctions: readonly Place[];
};

const mostEvidence = 5;

/** One derived fact, or none when nothing shows it. */
export const derived = (
	one: PackageFact,
	id: string,
	evidence: readonly Place[],
	confidence: Fact['confidence'] = 'high',
): readonly Fact[] =>
	evidence.length === 0
		? []
		: [{id, value: true, confidence, package: one.path, evidence: evidence.slice(0, mostEvidence).map(placeAlone)}];

/** A place without what it was found with: a mark knows its whole file. */
const placeAlone = ({path, line, text}: Place): Place => ({path, line, text});

const functionFile = /(?:^|\/)(?:supabase\/functions\/[^_/][^/]*\/index\.ts|netlify\/functions\/.+\.[jt]s|functions\/src\/.+\.[jt]s)$/u;
const platformFunctionFile = /^api\/[^.]+\.(?:ts|js|py)$/u;
const templateFile = /(?:^|\/)templates\/.+\.html$/u;

/** The ground for one package. */
export function groundOf(one: PackageFact, files: readonly FileFact[], direct: readonly Fact[]): Ground {
	const facts = new Map(direct.filter(({confidence}) => confidence !== 'low').map(fact => [fact.id, fact]));
	const held = new Set(facts.keys());
	const evidenceOf = (...ids: readonly string[]): readonly Place[] => ids.flatMap(id => facts.get(id)?.evidence.slice(0, 2) ?? []);
	const app = files.filter(({role}) => role === 'app');
	const firstLines = (fits: (path: string) => boolean, some: readonly FileFact[] = app): readonly Place[] =>
		some.filter(({path}) => fits(path)).map(({firstLine}) => firstLine);
	const below = one.path === '.' ? 0 : one.path.length + 1;
	const isNext = held.has('fw.next.app') || held.has('fw.next.pages');
	return {
		one,
		files,
		held,
		evidenceOf,
		evidenceOfGroup: prefix => evidenceOf(...[...held].filter(id => id.startsWith(prefix))),
		answering: {
			fullstack: evidenceOf('fw.next.app', 'fw.next.pages', 'fw.remix', 'fw.rr7', 'fw.sveltekit', 'fw.nuxt', 'fw.tanstack'),
			templates: held.has('fw.django') ? firstLines(path => templateFile.test(path), files) : [],
			servers: evidenceOf(
				'fw.express',
				'fw.fastify',
				'fw.hono',
				'fw.koa',
				'fw.nest',
				'fw.trpc',
				'fw.fastapi',
				'fw.flask',
				'fw.django',
				'fw.streamlit',
				'fw.gradio',
				'fw.nethttp',
			),
			others: marksOf({files}, 'server.other').map(({path, line, text}) => ({path, line, text})),
			functions: firstLines(path => functionFile.test(path)),
			platformFunctions: held.has('deploy.vercel') && !isNext ? firstLines(path => platformFunctionFile.test(path.slice(below))) : [],
		},
	};
}

/** Whether anything of the package's own answers requests as a process or a framework. */
export const isServed = ({servers, others}: Answering): boolean => servers.length > 0 || others.length > 0;
export const isFullstack = ({fullstack, templates}: Answering): boolean => fullstack.length > 0 || templates.length > 0;
