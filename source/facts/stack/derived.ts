import type {Place} from '../../safe-text.ts';
import type {Fact} from '../facts.ts';
import {type FileFact, marksOf} from '../files.ts';
import {codeLanguages} from '../language.ts';
import type {PackageFact} from '../packages.ts';
import {firebaseData} from './firebase-data.ts';
import {personalEvidence} from './personal.ts';

/** What follows from the direct facts of a package: what kind of thing it is, and how it runs. */
export function derivedFacts(one: PackageFact, files: readonly FileFact[], direct: readonly Fact[]): readonly Fact[] {
	const held = new Map(direct.filter(fact => fact.confidence !== 'low').map(fact => [fact.id, fact]));
	const found: Fact[] = [];
	const add = (id: string, evidence: readonly Place[], confidence: Fact['confidence'] = 'high'): void => {
		if (evidence.length > 0) found.push({id, value: true, confidence, package: one.path, evidence: evidence.slice(0, 5)});
	};
	const evidenceOf = (...ids: readonly string[]): readonly Place[] => ids.flatMap(id => held.get(id)?.evidence.slice(0, 2) ?? []);
	const app = files.filter(file => file.role === 'app' && codeLanguages.has(file.language));
	const routes = ['route.express', 'route.chain', 'route.nest', 'route.python', 'route.django', 'route.trpc'].flatMap(kind =>
		marksOf({files}, kind),
	);
	const functions = files
		.filter(
			file =>
				file.role === 'app' &&
				/(?:^|\/)(?:supabase\/functions\/[^_/][^/]*\/index\.ts|netlify\/functions\/.+\.[jt]s|functions\/src\/.+\.[jt]s)$/u.test(file.path),
		)
		.map(file => file.firstLine);
	const vercelFunctions =
		held.has('fw.next.app') || held.has('fw.next.pages')
			? []
			: files
					.filter(
						file =>
							file.role === 'app' &&
							/^api\/[^.]+\.(?:ts|js|py)$/u.test(file.path.slice(one.path === '.' ? 0 : one.path.length + 1)) &&
							held.has('deploy.vercel'),
					)
					.map(file => file.firstLine);

	const fullstack = evidenceOf('fw.next.app', 'fw.next.pages', 'fw.remix', 'fw.rr7', 'fw.sveltekit', 'fw.nuxt', 'fw.tanstack');
	const django = held.has('fw.django')
		? files.filter(file => /(?:^|\/)templates\/.+\.html$/u.test(file.path)).map(file => file.firstLine)
		: [];
	const personal = personalEvidence(files);
	add('data.pii', personal);
	if (personal.length === 0)
		add(
			'data.pii',
			evidenceOf('auth.clerk', 'auth.authjs', 'auth.betterauth', 'auth.auth0', 'auth.workos', 'auth.kinde', 'auth.cognito'),
			'medium',
		);
	add('app.fullstack', [...fullstack, ...(django.length > 0 ? evidenceOf('fw.django') : [])]);
	const servers = evidenceOf(
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
	);
	const otherServers = files
		.filter(file => file.role === 'app')
		.flatMap(file =>
			file.marks.filter(mark => mark.kind === 'server.other').map(mark => ({path: file.path, line: mark.line, text: mark.text})),
		);
	const untold = (id: string): void => {
		if (otherServers.length > 0 && !held.has(id) && !found.some(fact => fact.id === id))
			found.push({id, value: 'unknown', confidence: 'low', package: one.path, evidence: otherServers.slice(0, 2)});
	};
	untold('data.pii');
	const isFullstack = fullstack.length > 0 || django.length > 0;
	if (!isFullstack) add('app.api', [...servers, ...otherServers, ...functions, ...vercelFunctions]);
	add('app.server', [...fullstack, ...servers, ...otherServers, ...functions, ...vercelFunctions]);
	add('app.routes', [
		...routes,
		...files
			.filter(
				file =>
					file.role === 'app' &&
					/(?:^|\/)app\/(?:.+\/)?route\.[jt]s$|(?:^|\/)pages\/api\/.+\.[jt]s$|\+server\.[jt]s$|(?:^|\/)server\/(?:api|routes)\/.+\.[jt]s$/u.test(
						file.path,
					),
			)
			.map(file => file.firstLine),
	]);

	const page = files.filter(file => file.role === 'app' && /(?:^|\/)index\.html$/u.test(file.path)).map(file => file.firstLine);
	const bundler = evidenceOf('fw.vite', 'fw.cra', 'fw.angular');
	const staticSite = evidenceOf('fw.astro', 'fw.eleventy', 'fw.gatsby', 'fw.docusaurus');
	const served = servers.length > 0 || otherServers.length > 0;
	if (!isFullstack && bundler.length > 0 && page.length > 0) add('app.web', [...bundler, ...page]);
	if (!isFullstack && !served && staticSite.length > 0) add('app.static', staticSite);
	if (!isFullstack && !served && staticSite.length === 0 && bundler.length === 0 && page.length > 0 && one.path === '.')
		add('app.static', page);
	add('app.ui', [
		...fullstack,
		...django,
		...evidenceOf('fw.streamlit', 'fw.gradio'),
		...(served
			? marksOf({files}, 'answer.page')
					.slice(0, 3)
					.map(({path, line, text}) => ({path, line, text}))
			: []),
		...(bundler.length > 0 ? page : []),
		...staticSite,
		...evidenceOf('app.mobile'),
	]);
	const baas = evidenceOf('baas.supabase', 'baas.firebase', 'baas.convex', 'baas.appwrite', 'baas.pocketbase');
	if (baas.length > 0 && (found.some(fact => fact.id === 'app.web') || held.has('app.mobile'))) add('app.baas', baas);
	if (one.cli) add('app.cli', one.manifests);
	if (one.library && servers.length === 0 && fullstack.length === 0 && page.length === 0) add('app.lib', one.manifests);
	const notebooks = files.filter(file => file.language === 'notebook');
	const bytes = (some: readonly FileFact[]): number => some.reduce((sum, file) => sum + file.bytes, 0);
	if (notebooks.length > 0 && bytes(notebooks) >= bytes([...app, ...notebooks]) / 2 && servers.length === 0)
		add(
			'app.notebook',
			notebooks.map(file => file.firstLine),
		);
	add(
		'app.code',
		app.slice(0, 3).map(file => file.firstLine),
	);

	add(
		'db.relational',
		evidenceOf(
			'db.postgres',
			'db.mysql',
			'db.mssql',
			'db.sqlite',
			'orm.sqlalchemy',
			'orm.sqlmodel',
			'orm.django',
			'orm.typeorm',
			'orm.sequelize',
			'orm.drizzle',
			'orm.knex',
			'orm.kysely',
			'orm.mikro',
		).filter(
			() =>
				!(
					held.has('db.mongo') &&
					!held.has('db.postgres') &&
					!held.has('db.mysql') &&
					!held.has('db.mssql') &&
					!held.has('db.sqlite') &&
					!held.has('orm.sqlalchemy') &&
					!held.has('orm.drizzle') &&
					!held.has('orm.sequelize')
				),
		),
	);
	add('db.any', [
		...evidenceOf(
			'db.postgres',
			'db.mysql',
			'db.mssql',
			'db.sqlite',
			'db.mongo',
			'db.dynamo',
			'orm.sqlalchemy',
			'orm.sqlmodel',
			'orm.django',
			'orm.typeorm',
			'orm.sequelize',
			'orm.drizzle',
			'orm.knex',
			'orm.kysely',
			'orm.mikro',
			'orm.prisma',
			'orm.mongoose',
			'baas.supabase',
			'baas.convex',
			'baas.appwrite',
			'baas.pocketbase',
		),
		...(held.has('baas.firebase') ? firebaseData(files).slice(0, 2) : []),
	]);
	add(
		'pay.any',
		[...held.keys()].filter(id => id.startsWith('pay.')).flatMap(id => evidenceOf(id)),
	);
	add(
		'auth.any',
		[...held.keys()].filter(id => id.startsWith('auth.')).flatMap(id => evidenceOf(id)),
	);
	untold('auth.any');
	add(
		'deploy.any',
		[...held.keys()].filter(id => id.startsWith('deploy.')).flatMap(id => evidenceOf(id)),
	);
	add(
		'iac',
		evidenceOf('deploy.terraform', 'deploy.pulumi', 'deploy.sst', 'deploy.cdk', 'deploy.serverless', 'deploy.render', 'deploy.fly'),
	);
	const serverless = evidenceOf('deploy.vercel', 'deploy.netlify', 'deploy.cloudflare', 'deploy.serverless', 'deploy.amplify');
	const answers = served || isFullstack || vercelFunctions.length > 0 || functions.length > 0;
	add('runtime.serverless', [...(answers ? serverless : []), ...functions]);
	const listening = marksOf({files}, 'server.listen');
	const container = evidenceOf('deploy.docker', 'deploy.k8s', 'deploy.fly', 'deploy.render', 'deploy.railway', 'deploy.heroku');
	if (serverless.length === 0 || container.length > 0)
		add(
			'runtime.longlived',
			[...container.filter(() => served || isFullstack), ...(serverless.length === 0 ? listening : [])],
			container.length > 0 ? 'high' : 'medium',
		);
	return found;
}
