import type {PlainFacts} from '../../facts/facts.ts';
import {type Given, said, type View} from '../view.ts';
import {askedOf} from './asked.ts';
import {composeOf} from './compose.ts';
import {databaseSettings} from './database-settings.ts';
import {stakesOf, type Vendor, vendors} from './vendors.ts';

const hosts = ['vercel', 'netlify', 'cloudflare', 'fly', 'render', 'railway', 'heroku', 'firebase', 'appengine'] as const;
const containers = ['helm', 'k8s', 'compose', 'docker'] as const;
const databases = [
	['supabase', 'baas.supabase'],
	['firebase', 'baas.firebase'],
	['postgres', 'db.postgres'],
	['mysql', 'db.mysql'],
	['mongo', 'db.mongo'],
	['sqlite', 'db.sqlite'],
] as const;
const queues = [
	['bullmq', ['bullmq', 'bull']],
	['celery', ['celery']],
	['rq', ['rq']],
	['pgboss', ['pg-boss']],
	['sqs', ['@aws-sdk/client-sqs']],
] as const;
/** What stands between the code and a relational database, which puts its errors in its own words. */
const mappers = [
	['prisma', ['orm.prisma']],
	['sqlalchemy', ['orm.sqlalchemy', 'orm.sqlmodel']],
	['django', ['orm.django', 'fw.django']],
] as const;
const mostPlatforms = 2;

type Platform = (typeof hosts)[number] | (typeof containers)[number] | 'unknown';

/** Where releases go: the hosts that the repository names; else its containers; else nobody knows. */
function platformsOf(held: ReadonlySet<string>): readonly Platform[] {
	const hosted = hosts.filter(id => held.has(`deploy.${id}`));
	if (hosted.length > 0) return hosted.slice(0, mostPlatforms);
	const contained = containers.find(id => held.has(`deploy.${id}`));
	return [contained ?? 'unknown'];
}

function vendorsOf(facts: PlainFacts): readonly Vendor[] {
	const used = new Set(
		facts.packages.flatMap(({dependencies}) => dependencies.filter(({use}) => use !== 'development').map(({name}) => name)),
	);
	const found = vendors.filter(({packages}) => packages.some(name => used.has(name)));
	// A library that sends by any server says little when the service itself is named too.
	return found.some(({id, kind}) => kind === 'mail' && id !== 'smtp') ? found.filter(({id}) => id !== 'smtp') : found;
}

const dataOf = (vendor: Vendor): {readonly [name: string]: string | number} => {
	const {does, impact, severity, power} = stakesOf(vendor.kind);
	const {id, name, kind, status, keys, env, probe} = vendor;
	return {id, name, kind, status, keys, env, probe, does, impact, severity, power};
};

function queueOf(facts: PlainFacts, held: ReadonlySet<string>): string {
	const used = new Set(facts.packages.flatMap(({dependencies}) => dependencies.map(({name}) => name)));
	const known = queues.find(([, names]) => names.some(name => used.has(name)));
	return known?.[0] ?? (held.has('queue') ? 'other' : '');
}

/** What the runbooks say of this repository: where it runs, what it stores, whom it depends on. */
export function runbooksView(facts: PlainFacts, given: Given): View {
	const held = new Set(
		facts.stack.filter(({value, confidence}) => value !== false && value !== 'unknown' && confidence !== 'low').map(({id}) => id),
	);
	const database = databases.find(([, id]) => held.has(id))?.[0] ?? '';
	const platforms = platformsOf(held);
	const {files, unused} = composeOf(facts);
	const {site, route, bare} = askedOf(facts, given);
	const people = ['data.pii', 'auth.any'].some(id => held.has(id)) || database !== '' || held.has('db.any');
	const guess =
		platforms[0] === 'unknown'
			? [
					'Nothing in the repository says where it runs, so the pages roll back through git. Say where it runs, or write the right commands in.',
				]
			: [];
	return {
		data: {
			app: given.name,
			// What only people can say is left unsaid in the pages when it is not known; nothing is invented.
			owner: said(given, 'owner') ?? '',
			contact: said(given, 'contact') ?? '',
			site,
			// What is asked to see whether it lives: a page, or a route of a service that has no pages.
			route,
			bare,
			compose: [...files],
			besides: [...unused],
			reached: databaseSettings(facts),
			platforms: [...platforms],
			database,
			mapper: mappers.find(([, ids]) => ids.some(id => held.has(id)))?.[0] ?? 'none',
			unclear: database === '' && held.has('db.any'),
			vendors: vendorsOf(facts).map(dataOf),
			queue: queueOf(facts, held),
			personal: people,
		},
		after: guess,
		owes: [],
		scripts: {},
	};
}
