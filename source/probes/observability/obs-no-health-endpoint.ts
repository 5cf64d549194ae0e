import {type App, appsOf, nameOf, unreadServer} from '../../facts/apps.ts';
import {requestsIn} from '../../facts/entry-points/requests.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import type {HealthRoute} from '../../facts/health.ts';
import {isHealthPath} from '../../facts/health.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct, outermost} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {passOfMain} from '../main-server.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const apps = appsOf(facts);
	const own = apps.filter(app => app.server && !app.functionsOnly && !isStreamlit(app, facts));
	if (own.length === 0)
		return notApplicable(
			apps.some(app => app.server)
				? 'the platform that runs these functions or pages answers for their health'
				: 'no server of its own was found',
		);
	const judged = own.map(app => ({app, answer: answerFor(app, own.length > 1, facts)}));
	const ofMain = passOfMain(judged, facts);
	if (ofMain !== undefined) return ofMain;
	const answers = judged.map(({answer}) => answer);
	const good = answers.filter(({outcome}) => outcome === 'pass');
	const open = answers.filter(({outcome}) => outcome === 'gap');
	if (good.length > 0 && open.length > 0)
		return unknown(
			`${good[0]?.because ?? ''}; ${open[0]?.because ?? ''}`,
			open.flatMap(({places}) => places),
			{
				asks: 'Is every one of these servers deployed by itself, and what asks each of them whether it works?',
			},
		);
	// Of two that are open the one that only answers requests stands first: pages show by themselves that they are down.
	return (
		[...judged].sort(
			(one, other) => rank[other.answer.outcome] - rank[one.answer.outcome] || Number(one.app.client) - Number(other.app.client),
		)[0]?.answer ?? notApplicable('no server of its own was found')
	);
};

export default probe;

const rank = {gap: 3, unknown: 2, pass: 1, 'not-applicable': 0} as const;

function answerFor(app: App, several: boolean, facts: Facts): Answer {
	const where = several ? ` in ${nameOf(app)}` : '';
	const paths = new Set(app.files.map(({path}) => path));
	const routes = facts.health.filter(({path}) => paths.has(path));
	const wired = wiredTo(routes, facts);
	const stores = storesData(app, facts);
	const unread = unreadServer(app);
	if (unread !== undefined && routes.length === 0) return unknown(`code in ${unread} is not read yet`, wired);

	const good = routes.find(route => route.asksDatabase === 'yes' && route.canFail) ?? (stores ? undefined : routes[0]);
	if (good !== undefined)
		return pass(
			stores
				? `${shown(good)} looks at what is stored before it answers${where}${wired.length > 0 ? ', and the platform asks it' : ''}`
				: `${shown(good)} answers${where}, and there is no database that it should look at`,
			[good, ...wired],
		);
	const unclear = routes.find(({asksDatabase}) => asksDatabase === 'unclear');
	if (unclear !== undefined)
		return unknown(`${shown(unclear)} answers${where}, and what it looks at could not be followed`, [unclear], {
			asks: `Does ${shown(unclear)} fail when the database cannot be reached, and who asks it?`,
		});
	const deaf = routes.find(({asksDatabase}) => asksDatabase === 'yes');
	if (deaf !== undefined)
		return gap(`${shown(deaf)} looks at the database${where} and answers 200 whatever it finds`, [deaf, ...wired], {severity: 'medium'});
	if (routes[0] !== undefined)
		return gap(
			`${shown(routes[0])} answers${where} without looking at the database: it stays green when nothing works`,
			[...routes, ...wired],
			{
				severity: 'medium',
			},
		);
	const described = marksOf({files: app.files}, 'route.openapi', ['app', 'config']).filter(({value}) => isHealthPath(value ?? ''));
	if (described.length > 0)
		return unknown(`the API description names ${described[0]?.value ?? 'a health route'}, and its code was not found`, described);
	const packaged = packagesOf(app, facts).flatMap(one =>
		one.dependencies.filter(({name, use}) => use === 'production' && healthPackages.test(name)),
	);
	if (packaged[0] !== undefined)
		return unknown(`${packaged[0].name} is used${where}, and the route that it answers was not found`, distinct(packaged));
	return gap(`no route says whether the service works${where}`, surfaceOf(app, facts));
}

/** Packages that answer a health route by themselves. */
const healthPackages =
	/^(?:@godaddy\/terminus|@nestjs\/terminus|lightship|express-actuator|@cloudnative\/health-connect|fastify-healthcheck|@fastify\/under-pressure|under-pressure|django-health-check|django-watchman|fastapi-health|fastapi-healthcheck|healthcheck|py-healthcheck)$/u;
const packagesOf = (app: App, facts: Facts): Facts['packages'] => {
	const folders = new Set(app.files.map(file => packageOf(file.path, facts.packages)));
	return facts.packages.filter(({path}) => folders.has(path));
};

const shown = (route: HealthRoute): string => (route.route.startsWith('/') ? route.route : `/${route.route}`);

/** Where a deployment asks one of the routes, or runs a check of its own. */
const wiredTo = (routes: readonly HealthRoute[], facts: Facts): readonly Place[] =>
	marksOf(facts, 'health.wired', ['app', 'config', 'script'])
		.filter(({value}) => value === undefined || routes.some(({route}) => trimmed(value).endsWith(trimmed(route))))
		.filter(({value, path}) => value !== undefined || /Dockerfile/iu.test(path))
		.map(({path, line, text}) => ({path, line, text}));

const trimmed = (path: string): string => path.replaceAll(/^\/+|\/+$/gu, '');

function storesData(app: App, facts: Facts): boolean {
	const folders = new Set(app.files.map(file => packageOf(file.path, facts.packages)));
	return holds({stack: facts.stack.filter(fact => folders.has(fact.package))}, 'db.any');
}

/** The way in of a library for signing in shows nothing of the service. */
const signingIn = /(?:^|\/)auth(?:\/|$)/u;

const isStreamlit = (app: App, facts: Facts): boolean => {
	const stack = facts.stack.filter(fact => fact.package === app.path);
	return holds({stack}, 'fw.streamlit', 'fw.gradio') && !holds({stack}, 'app.routes');
};

const surfaceOf = (app: App, facts: Facts): readonly Place[] => {
	const starts = app.files.flatMap(file =>
		file.role === 'app'
			? file.marks.filter(({kind}) => kind.startsWith('server.')).map(({line, text}) => ({path: file.path, line, text}))
			: [],
	);
	const requests = requestsIn(facts, app.files);
	const ordinary = requests.filter(({path}) => !signingIn.test(path));
	return distinct([...outermost(starts), ...(ordinary.length > 0 ? ordinary : requests)]).slice(0, starts.length > 0 ? 1 : 2);
};
