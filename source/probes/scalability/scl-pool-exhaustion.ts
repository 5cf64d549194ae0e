import {type Connection, connectionsOf} from '../../facts/data-calls/connections.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const all = connectionsOf(facts);
	const direct = all.filter(({pooled}) => !pooled);
	const serverless = holds(facts, 'runtime.serverless');
	const each = direct.filter(({made}) => made === 'each');
	if (each.length > 0)
		return gap(
			`${names(each)} is made anew for ${each.length === 1 ? 'every request' : `every request in ${each.length} places`}, with connections of its own`,
			distinct(each),
			{severity: serverless ? 'high' : 'medium'},
		);
	const once = direct.filter(({made}) => made === 'once');
	// What is also built to run for long keeps one client for all of its requests.
	if (
		serverless &&
		!(holds(facts, 'runtime.longlived') && once.length === direct.length) &&
		direct.length > 0 &&
		!holds(facts, 'db.serverlessPooler') &&
		holds(facts, 'db.postgres', 'db.mysql')
	)
		return unknown(
			'each instance of the functions opens connections of its own, and no file says whether a pooler stands in front of the database',
			distinct(direct),
		);
	const unsure = direct.filter(({made}) => made === 'unknown');
	// One service in order says nothing of another.
	const elsewhere = unsure.filter(one => !once.some(({path}) => packageOf(path, facts.packages) === packageOf(one.path, facts.packages)));
	if (once.length > 0 && elsewhere.length > 0)
		return unknown(`${names(elsewhere)} is made by a function of which it cannot be told how often it runs`, distinct(elsewhere));
	// What a worker or a job opens says nothing of what answers requests.
	const answering = once.filter(({path}) => !apart.test(path));
	const left = answering.length > 0 || unsure.length > 0 ? answering : once;
	// Beside Nest's own module a source of data is what the tool for migrations starts from.
	const ofNest = left.filter(({by}) => by.startsWith('@nestjs/'));
	const shown = ofNest.length > 0 ? ofNest : left;
	const alone = shown.filter(one => one.single === true && !apart.test(one.path));
	const pools = shown.filter(one => one.single !== true && !migrating.test(one.path));
	if (alone.length > 0 && pools.length === 0 && !serverless && facts.entryPoints.points.length > 0)
		return gap(
			'one connection serves all requests: they wait for each other, and what one of them begins another may end',
			distinct(alone),
			{
				severity: 'medium',
			},
		);
	const [wide] = shown.filter(({most = 0}) => most > taken(facts));
	if (wide !== undefined)
		return unknown(
			`one process may open ${wide.most ?? 0} connections, and the database takes ${taken(facts)} unless it is told otherwise`,
			distinct([wide]),
			{asks: 'How many connections does the database take, and how many processes run at most?'},
		);
	if (shown.length > 0)
		return pass(
			`${names(shown)} ${named(shown).length > 1 ? 'are' : 'is'} made once for the process`,
			distinct(shown.toSorted((one, other) => Number(other.bounded) - Number(one.bounded))),
		);
	if (unsure.length > 0)
		return unknown(`${names(unsure)} is made by a function of which it cannot be told how often it runs`, distinct(unsure));
	const pooled = all.filter(one => one.pooled);
	if (pooled.length > 0) return pass('the database is asked over HTTP or through a pooler, which keeps the connections', distinct(pooled));
	const ofDjango = holds(facts, 'fw.django') ? djangoDatabases(facts) : [];
	if (ofDjango.length > 0) return pass('Django opens at most one connection for each thread that answers', ofDjango);
	const hosted = ['baas.supabase', 'baas.firebase', 'baas.convex'].flatMap(id => factsNamed(facts, id)).flatMap(({evidence}) => evidence);
	if (hosted.length > 0 && !holds(facts, 'db.postgres', 'db.mysql'))
		return notApplicable('the database is hosted and asked over HTTP, so the program keeps no connections', hosted.slice(0, 2));
	if (dataCallsOf(facts).length === 0) return unknown('a database is used, and where its client is made was not found');
	return unknown('where the client of the database is made was not found', distinct(dataCallsOf(facts)));
};

export default probe;

/** Where the settings of Django name its databases. */
const djangoDatabases = (facts: Facts): readonly Place[] =>
	distinct(
		facts.files.flatMap(({path, role, code}) =>
			role === 'app' || role === 'config'
				? (code?.variables ?? []).flatMap(({names: own, line, text}) => (own.includes('DATABASES') ? [{path, line, text}] : []))
				: [],
		),
	);

/** How many connections the database takes when nobody tells it otherwise. */
const taken = (facts: Facts): number => (holds(facts, 'db.mysql') && !holds(facts, 'db.postgres') ? 151 : 100);

const migrating = /(?:^|[/._-])migrat/iu;
const apart = /(?:^|[/._-])(?:workers?|jobs?|crons?|queues?|consumers?|tasks|scripts?|seeds?|migrat\w*)(?=[/._-]|$)/iu;
const named = (all: readonly Connection[]): readonly string[] => [...new Set(all.map(({by}) => by))].slice(0, 2);
const names = (all: readonly Connection[]): string => named(all).join(' and ');
